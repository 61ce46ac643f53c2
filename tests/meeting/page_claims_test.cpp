// tests/meeting/page_claims_test.cpp: what an agenda's page says of time and call.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/page_claims.hpp"

#include "tests/meeting/calendars.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::meeting;
using test::at;

namespace {

// 18:00 UTC in winter: 10 in Los Angeles, 19 in Berlin.
const sys_seconds winter = at(2026, 1, 14, 18);
const sys_seconds summer = at(2026, 7, 15, 18);

bool agrees(const std::string& line, sys_seconds start = winter) {
  INFO(line);
  REQUIRE(time_claims(line, start).size() >= 1);
  return wrong_times(line, start).empty();
}

}  // namespace

TEST_CASE("times with a clear zone are read", "[page]") {
  CHECK(agrees("- Time: 18:00 UTC"));
  CHECK(agrees("- Time: 18:00 (6:00 pm) UTC"));
  CHECK(agrees("**Time:** 6 pm UTC"));
  CHECK(agrees("* When: Wednesday 2026-01-14, 18:00-19:00 UTC"));
  CHECK(agrees("Time: 18:00 – 19:00 GMT"));
  CHECK(agrees("Time: 6:00pm to 7:00pm UTC"));
  CHECK(agrees("Time: 10am Pacific Time"));
  CHECK(agrees("Time: 10 am (US Pacific) / 18:00 UTC"));
  CHECK(agrees("Time: 18:00 UTC (10am Pacific Time)"));
  CHECK(agrees("Time: 19:00 Europe/Berlin"));
  CHECK(agrees("Time: 11am Pacific Time", summer));
  CHECK(agrees("Time: 02:00 Asia/Shanghai"));
}

TEST_CASE("another time is a disagreement", "[page]") {
  CHECK_FALSE(agrees("- Time: 17:00 (6 pm) UTC"));
  CHECK_FALSE(agrees("- Time: 19:00 UTC"));
  CHECK_FALSE(agrees("Time: 11am Pacific Time"));
  CHECK_FALSE(agrees("Time: 10am Pacific Time", summer));
  CHECK_FALSE(agrees("Time: 18:00 UTC (11am Pacific Time)"));
  const auto wrong = wrong_times("# 2026-01-14\n- **Time:** 17:00 UTC\n- Topics\n", winter);
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].line == "- **Time:** 17:00 UTC");
  CHECK(wrong[0].at == at(2026, 1, 14, 17));
}

TEST_CASE("what is not clear is not read", "[page]") {
  for (const char* line :
       {"- Time: 11am EST",
        "Time: 18:00",
        "Time: 6 pm CST",
        "Time: 11:00 IST",
        "Time: 10am PST",
        "Time: 10am PDT",
        "Time: 10am Pacific Standard Time",
        "Time: 20:00 CET",
        "Time: UTC",
        "Time: 18:00 UTC+2",
        "Time: 18:00 UTC-07:00",
        "Time: 6 pm EST, that is UTC-5",
        "We met at 17:00 UTC",
        "Timeline: 17:00 UTC",
        "Time: version 1.26 UTC",
        "- Release at time: 17:00 UTC",
        "Time: 17:00 in the office, UTC is the zone of the server",
        "Time: 25:00 UTC",
        "Time: 17:61 UTC",
        "Time: 13 pm UTC",
        "Time: 2026-01-14 UTC"}) {
    INFO(line);
    CHECK(time_claims(line, winter).empty());
  }
}

TEST_CASE("another room than the calendar's is a disagreement", "[page]") {
  const std::string join = "https://e.zoom.us/j/x1?pwd=a";
  CHECK(other_call("Join: https://e.zoom.us/j/x2?pwd=b", join) == "https://e.zoom.us/j/x2?pwd=b");
  CHECK(other_call("Join: https://e.zoom.us/j/x1", join).empty());
  CHECK(other_call("Join: https://e.zoom.us/j/x1 not https://e.zoom.us/j/x2", join).empty());
  CHECK(other_call("See https://example.org/j/x2", join).empty());
  CHECK(other_call("Join: https://e.zoom.us/j/x2", "").empty());
  CHECK(other_call("Join: https://e.zoom.us/j/x2", "https://example.org/hall").empty());
}
