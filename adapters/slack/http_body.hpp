// adapters/slack/http_body.hpp: what a request of Slack's to an HTTP endpoint says, as the same objects that Socket Mode
// brings (facts/slack.md 1.3). Pure; never throws on any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/inbound.hpp"
#include "bot/clock.hpp"
#include "bot/errc.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace usher::slack {

struct HttpPayload {
  Feed feed = Feed::other;
  boost::json::object payload;
};
// Slack asks whether this is the app's endpoint: answered with 200 and the challenge, as text/plain.
struct Challenge {
  std::string challenge;
};
// More than 30,000 events an hour: those of this minute are not sent. For the operator; answered with 200.
struct RateLimited {
  sys_seconds minute{};  // UTC; the epoch where it was not said
};
// Slack tries the certificate (ssl_check=1): answered with 200.
struct CertificateCheck {};

using HttpBody = std::variant<HttpPayload, Challenge, RateLimited, CertificateCheck>;

inline constexpr std::size_t longest_body = 4U << 20U;

// content_type: the header as it came; where it says nothing useful the body's first byte decides. A form that has `payload`
// is interactive, one that has `command` a slash command, a JSON object with an `event` an event. errc::malformed: none of
// these (400); errc::too_large (413).
Result<HttpBody> read_body(std::string_view content_type, std::string_view body);

}  // namespace usher::slack
