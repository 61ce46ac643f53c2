// tests/meeting/preparing_again_test.cpp: a page that cannot be had at first.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/pad_rig.hpp"

using namespace usher;
using test::at;
using test::MeetingRig;
using test::PadWorld;
using test::rig_with_pad;

TEST_CASE("a page that nobody could ask for in time is asked for once more", "[meeting][pad]") {
  PadWorld world;
  world.error = errc::timed_out;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  int asked = 0;
  rig.pads = [&](const Call& call) {
    if (++asked == 2) world.error = errc::ok;  // the program was away for hours, and is back
    return world.answer(call);
  };
  rig.run_until(at(2026, 1, 13, 18, 1));
  CHECK(world.writes == 1);
  CHECK(world.page.contains("## 2026-01-14 Community meeting"));
  CHECK(rig.posts_to("organisers").empty());
}

TEST_CASE("a page is tried again while the meeting has not begun", "[meeting][pad]") {
  PadWorld world;
  world.error = errc::unavailable;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  int asked = 0;
  rig.pads = [&](const Call& call) {
    ++asked;
    return world.answer(call);
  };
  rig.run_until(at(2026, 1, 13, 18, 29));
  CHECK(asked == 2);  // an hour earlier, to compare it with the calendar, and to prepare it
  REQUIRE(rig.posts_to("organisers").size() == 1);
  CHECK(rig.posts_to("organisers")[0].text().contains("I try again until the meeting begins."));
  rig.run_until(at(2026, 1, 14, 12, 10));
  CHECK(asked > 30);
  CHECK(rig.posts_to("organisers").size() == 1);
  CHECK(world.writes == 0);
  world.error = errc::ok;
  rig.start();  // over a restart, too
  rig.run_until(at(2026, 1, 14, 13));
  CHECK(world.writes == 1);
  const int until_written = asked;
  rig.run_until(at(2026, 1, 14, 20));
  CHECK(asked == until_written);
  CHECK(rig.posts_to("organisers").size() == 1);
}

TEST_CASE("a page is not tried again once its meeting has begun", "[meeting][pad]") {
  PadWorld world;
  world.error = errc::unreachable;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  int asked = 0;
  rig.pads = [&](const Call& call) {
    ++asked;
    return world.answer(call);
  };
  rig.run_until(at(2026, 1, 14, 18));
  const int before = asked;
  rig.run_until(at(2026, 1, 20));
  CHECK(asked == before);
  CHECK(rig.posts_to("organisers").size() == 1);
}
