// tests/proposals/window_limits_test.cpp: what a window grants at least, and how much it takes from one person.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/window_run.hpp"

using namespace usher;
using namespace usher::proposals;
using namespace usher::proposals::window_run;
using std::chrono::days;
using std::chrono::hours;

TEST_CASE("A second mail leaves as many days as the series gives, and seven at least") {
  for (const auto& [configured, held] : {std::pair(14, 14), {3, 7}, {7, 7}, {99, 60}}) {
    INFO(configured);
    Run run;
    run.rules.days = configured;
    run.live(monday + days(5));
    CHECK(run.at(run.now, ProposedAgain{monday + days(5)}) == Refusal::none);
    CHECK(run.window.closes == monday + days(5 + held));
  }
}

TEST_CASE("A mistaken word that an objection is substantive is taken back while there is time") {
  Run run(monday, 10);
  run.rules.days = 8;
  run.live(monday + days(8));
  run.at(run.now, objects);
  run.at(run.now, Judge{true, ""});
  REQUIRE(run.window.state == WindowState::stopped);
  SECTION("with fresh days from then") {
    run.now += hours(1);
    CHECK(run.at(run.now, Judge{false, "https://example.org/other"}) == Refusal::over);
    CHECK(run.at(run.now, Judge{false, ""}) == Refusal::none);
    CHECK(run.window.state == WindowState::open);
    CHECK(run.window.closes == monday + days(16) + hours(1));
    CHECK(run.window.objections.at(0).verdict == Objection::Verdict::not_substantive);
    run.live(monday + days(30));
    CHECK(
        run.said ==
        "opened, three days, objection, stopped, not substantive, three days, one day, end"
    );
  }
  SECTION("never with fewer than it had") {
    Run longer(monday, 60);
    longer.live(monday + days(1));
    longer.at(longer.now, objects);
    longer.at(longer.now, Judge{true, ""});
    CHECK(longer.at(longer.now, Judge{false, objects.url}) == Refusal::none);
    CHECK(longer.window.closes == monday + days(60));
  }
  SECTION("and not once it would be over") {
    CHECK(run.at(monday + days(10), Judge{false, ""}) == Refusal::over);
  }
}

TEST_CASE("Nobody fills the place for objections: three of one person stand, and ten are their all"
) {
  Run run;
  run.live(monday + hours(1));
  const auto claim = [&](int which, const std::string& who) {
    return run.at(run.now, Claim{fmt::format("https://example.org/{}", which), "web", who});
  };
  for (int i = 0; i < 3; ++i) CHECK(claim(i, "eve") == Refusal::none);
  CHECK(claim(3, "eve") == Refusal::too_many_of_one);
  CHECK(claim(0, "eve") == Refusal::already);
  CHECK(claim(3, "bob") == Refusal::none);
  for (int i = 4; i < 11; ++i) {
    CHECK(run.at(run.now, TakeBack{"web", "eve"}) == Refusal::none);
    CHECK(claim(i, "eve") == Refusal::none);
  }
  CHECK(run.at(run.now, TakeBack{"web", "eve"}) == Refusal::none);
  CHECK(claim(11, "eve") == Refusal::too_many_of_one);
}

TEST_CASE("An objection that was taken back or set aside keeps nobody's place") {
  Run run;
  for (int i = 0; i < 20; ++i)
    CHECK(run.at(monday, Claim{fmt::format("https://example.org/{}", i), "", ""}) == Refusal::none);
  CHECK(run.at(monday, Claim{"https://example.org/x", "", ""}) == Refusal::too_many);
  run.at(monday, TakeBack{"", ""});
  run.at(monday, Judge{false, "https://example.org/0"});
  CHECK(run.at(monday, Claim{"https://example.org/x", "", ""}) == Refusal::none);
  CHECK(run.at(monday, Claim{"https://example.org/y", "", ""}) == Refusal::none);
  CHECK(run.at(monday, Claim{"https://example.org/z", "", ""}) == Refusal::too_many);
}
