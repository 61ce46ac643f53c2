// bot/net/backoff.cpp: full-jitter backoff and Retry-After.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/backoff.hpp"

#include "bot/text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace usher::net {

using std::chrono::milliseconds;
using std::chrono::seconds;

milliseconds full_jitter(int tries, milliseconds base, milliseconds cap, double random01) {
  if (base.count() <= 0 || cap.count() <= 0) return milliseconds{0};
  // Doubles, because base·2^tries leaves 64 bits long before `tries` does. NaN counts as 0.
  const double share = random01 > 0.0 ? std::min(random01, 1.0) : 0.0;
  const double grown = std::ldexp(static_cast<double>(base.count()), std::clamp(tries, 0, 62));
  const double most = std::min(static_cast<double>(cap.count()), grown);
  return milliseconds{static_cast<milliseconds::rep>(most * share)};
}

std::optional<seconds> parse_retry_after(std::string_view header, sys_seconds now) {
  const std::string_view text = trim(header);
  if (text.empty() || text.size() > 64) return std::nullopt;
  if (text.find_first_not_of("0123456789") == std::string_view::npos) {
    seconds::rep count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error == std::errc::result_out_of_range) return longest_retry_after;
    return std::min(seconds{count}, longest_retry_after);
  }
  const auto at = parse_http_date(text);
  if (!at) return std::nullopt;
  return std::clamp(*at - now, seconds{0}, longest_retry_after);
}

std::optional<sys_seconds> parse_http_date(std::string_view text) {
  if (text.empty() || text.size() > 64) return std::nullopt;
  // curl_getdate also takes a bare date or a bare year; a date of HTTP's always names a time and a weekday.
  const bool weekday = text.front() >= 'A' && text.front() <= 'Z';
  if (!weekday || text.find(':') == std::string_view::npos) return std::nullopt;
  const std::time_t at = curl_getdate(std::string(text).c_str(), nullptr);
  if (at == -1) return std::nullopt;
  return sys_seconds{seconds{at}};
}

}  // namespace usher::net
