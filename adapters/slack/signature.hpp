// adapters/slack/signature.hpp: whether a request comes from Slack (its documentation, "Verifying requests from Slack").
// Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/secret.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace usher::slack {

enum class Signature : std::uint8_t {
  good,
  missing,  // a header is not there, or not of its form
  stale,    // signed more than five minutes ago, or as far in the future
  wrong     // not with this secret, or not this body
};

inline constexpr std::chrono::minutes signature_life{5};

// timestamp: X-Slack-Request-Timestamp; signature: X-Slack-Signature, "v0=" and 64 hexadecimal digits; body: as it came,
// before anything is parsed. The comparison takes the same time whatever differs. An empty secret makes everything wrong.
Signature check_signature(
    const Secret<std::string>& secret, std::string_view timestamp, std::string_view signature,
    std::string_view body, sys_seconds now
);

// For a log line: "good", "missing", "stale", "wrong".
std::string_view describe(Signature signature);

}  // namespace usher::slack
