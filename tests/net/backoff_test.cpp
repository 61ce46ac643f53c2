// tests/net/backoff_test.cpp: waiting grows, is jittered, is capped; Retry-After is read in each of its forms.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/backoff.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace std::chrono_literals;
using usher::sys_seconds;
using usher::net::full_jitter;
using usher::net::longest_retry_after;
using usher::net::parse_retry_after;

TEST_CASE("the longest wait doubles with each failure until the cap", "[backoff]") {
  CHECK(full_jitter(0, 1000ms, 300s, 1.0) == 1s);
  CHECK(full_jitter(1, 1000ms, 300s, 1.0) == 2s);
  CHECK(full_jitter(8, 1000ms, 300s, 1.0) == 256s);
  CHECK(full_jitter(9, 1000ms, 300s, 1.0) == 300s);
  CHECK(full_jitter(1000, 1000ms, 300s, 1.0) == 300s);
}

TEST_CASE("the wait is a random share of the longest one", "[backoff]") {
  CHECK(full_jitter(3, 1000ms, 300s, 0.0) == 0ms);
  CHECK(full_jitter(3, 1000ms, 300s, 0.25) == 2s);
  CHECK(full_jitter(3, 1000ms, 300s, 0.5) == 4s);
}

TEST_CASE("arguments out of range are moved to the edge", "[backoff]") {
  CHECK(full_jitter(-5, 1000ms, 300s, 1.0) == 1s);
  CHECK(full_jitter(std::numeric_limits<int>::max(), 1000ms, 300s, 2.0) == 300s);
  CHECK(full_jitter(3, 1000ms, 300s, -1.0) == 0ms);
  CHECK(full_jitter(3, 1000ms, 300s, std::numeric_limits<double>::quiet_NaN()) == 0ms);
  CHECK(full_jitter(3, 0ms, 300s, 1.0) == 0ms);
  CHECK(full_jitter(3, 1000ms, -1ms, 1.0) == 0ms);
  CHECK(
      full_jitter(40, std::chrono::milliseconds::max(), std::chrono::milliseconds{1000}, 1.0) == 1s
  );
}

// RFC 9110, 5.6.7: its own example instant.
constexpr sys_seconds moment{
    std::chrono::sys_days{std::chrono::November / 6 / 1994} + 8h + 49min + 37s
};

TEST_CASE("Retry-After in seconds", "[backoff]") {
  CHECK(parse_retry_after("120", moment) == 120s);
  CHECK(parse_retry_after("  7 ", moment) == 7s);
  CHECK(parse_retry_after("0", moment) == 0s);
}

TEST_CASE("Retry-After as a date, in each of HTTP's three formats", "[backoff]") {
  const auto now = moment - 30s;
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now) == 30s);
  CHECK(parse_retry_after("Sunday, 06-Nov-94 08:49:37 GMT", now) == 30s);
  CHECK(parse_retry_after("Sun Nov  6 08:49:37 1994", now) == 30s);
}

TEST_CASE("a date in the past means now", "[backoff]") {
  CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", moment + 1h) == 0s);
}

TEST_CASE("an absurd Retry-After is believed for a day", "[backoff]") {
  CHECK(parse_retry_after("99999999", moment) == longest_retry_after);
  CHECK(parse_retry_after("99999999999999999999999999", moment) == longest_retry_after);
  CHECK(parse_retry_after("Fri, 31 Dec 2094 23:59:59 GMT", moment) == longest_retry_after);
}

TEST_CASE("a Retry-After that says nothing is no Retry-After", "[backoff]") {
  for (const auto* text :
       {"", "   ", "-1", "1.5", "soon", "12 seconds", "Sun, 06 Nov 1994",
        "Sun, 99 Nov 1994 08:49:37 GMT"}) {
    INFO(text);
    CHECK_FALSE(parse_retry_after(text, moment).has_value());
  }
  CHECK_FALSE(parse_retry_after(std::string(100000, '1'), moment).has_value());
}
