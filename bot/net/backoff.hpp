// bot/net/backoff.hpp: how long to wait before trying again. Pure: no clock and no source of chance inside.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace usher::net {

// Full jitter: a share `random01` (0 to 1) of min(cap, base·2^tries), where `tries` counts the
// failures so far beyond the first (0: the first repeat waits at most `base`). Any argument is
// safe: what is out of range is moved to its edge.
std::chrono::milliseconds full_jitter(
    int tries, std::chrono::milliseconds base, std::chrono::milliseconds cap, double random01
);

// No header is believed beyond this: a wrong one must not silence us for a year.
inline constexpr std::chrono::seconds longest_retry_after = std::chrono::hours{24};

// RFC 9110, 10.2.3: a number of seconds, or a date in any of HTTP's three formats (UTC). A date in
// the past gives 0. The result is at most longest_retry_after. Nothing when the header says
// neither.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view header, sys_seconds now);

// RFC 9110, 5.6.7: a date in any of HTTP's three formats (UTC).
std::optional<sys_seconds> parse_http_date(std::string_view text);

}  // namespace usher::net
