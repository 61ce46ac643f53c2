// tests/contract/meetings_moved_test.cpp: a meeting that moves twice and is then held elsewhere, on every chat system.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/meetings.hpp"
#include "tests/meeting/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::contract;
using test::at;

namespace {

// Both the room and whoever has subscribed have been reminded the day before.
void remind(Meetings& world) {
  world.command(world.other(), "meeting subscribe community 24h", "24 hours before");
  world.pass_until(at(2026, 1, 13, 19));
  REQUIRE(world.in_room("Community Call in 24 hours") == world.once());
  REQUIRE(world.alone(world.other(), "Community Call in 24 hours") == world.once());
}

}  // namespace

TEST_CASE("a meeting that moves twice and then is elsewhere", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made);
    const std::string_view other = world.other();
    remind(world);

    world.change("meeting move community to 17:00");
    CHECK(world.in_room("Moved:") == world.once());
    CHECK(world.alone(other, "Moved:") == world.once());
    CHECK(world.alone("ada", "Told: Community Call") == 1);
    if (world.rig().one_screen()) {
      // What stands on a screen stays, and what is changed comes once more.
      CHECK(world.in_room("Now:") == 2);
    } else {
      CHECK(world.in_room("Community Call in 24 hours") == 0);
      CHECK(world.in_room("Now:") == 1);
      CHECK(world.alone(other, "Community Call in 24 hours") == 0);
      CHECK(world.alone(other, "Now:") == 1);
    }

    world.change("meeting move community to 16:30");
    CHECK(world.in_room("Moved:") == 2 * world.once());
    CHECK(world.alone(other, "Moved:") == 2 * world.once());
    CHECK(world.alone("ada", "Told: Community Call") == 2);
    // The reminder of the day before says when it is now, not when it was to be in between.
    if (world.rig().one_screen()) {
      CHECK(world.in_room("Now:") == 4);
    } else {
      CHECK(world.in_room("Now:") == 1);
      CHECK(world.in_room("Before:") == 1);
    }

    world.change("meeting relocate community to https://meet.example.org/numpy because Zoom is down"
    );
    CHECK(world.in_room("Community Call is elsewhere") == world.once());
    CHECK(world.alone(other, "Community Call is elsewhere") == world.once());
    CHECK(world.in_room("https://meet.example.org/numpy") >= 1);
    CHECK(world.alone("ada", "Told: Community Call") == 3);

    // At both times at which it was to be, whoever has not heard of it is told in the room.
    const std::size_t before = world.in_room("Community Call was moved.");
    world.pass_until(at(2026, 1, 14, 16, 45));
    CHECK(world.in_room("Community Call was moved.") == before);
    world.pass_until(at(2026, 1, 14, 17, 15));
    CHECK(world.in_room("Community Call was moved.") == before + 1);
    world.pass_until(at(2026, 1, 14, 18, 15));
    CHECK(world.in_room("Community Call was moved.") == before + 2);
    CHECK(world.in_room("Moved:") == 2 * world.once());
    CHECK(world.rig().violations() == "[]");
  }
}

TEST_CASE("what may not be edited any more is answered", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made);
    remind(world);
    if (!world.rig().trouble(Trouble::edit_refused)) {
      WARN("not looked at: " << made.name << ": what was said can be edited for ever");
      continue;
    }
    world.change("meeting cancel community because of the holidays");
    // As it was, with the truth below it; and told once to each.
    CHECK(world.in_room("Community Call in 24 hours") == 1);
    CHECK(world.in_room("Community Call does not take place:") == 1);
    CHECK(world.in_room("Cancelled:") == 1);
    CHECK(world.alone(world.other(), "Community Call does not take place:") == 1);
    CHECK(world.alone(world.other(), "Cancelled:") == 1);
    CHECK(world.rig().violations() == "[]");
  }
}
