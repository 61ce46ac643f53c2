// tests/contract/meetings_series_test.cpp: a series that is changed as a whole, and a meeting that is made, on every chat system.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/meetings.hpp"
#include "tests/meeting/rig.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace usher;
using namespace usher::contract;
using test::at;

TEST_CASE("a series changes, and all are told of it once", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made);
    const std::string_view other = world.other();
    world.command(other, "meeting subscribe community 24h", "24 hours before");
    world.change("meeting change community to 17:00 UTC");
    CHECK(world.in_room("Community Call has other dates") == world.once());
    CHECK(world.alone(other, "Community Call has other dates") == world.once());
    CHECK(world.alone("ada", "Told: Community Call") == 1);
    world.pass_until(at(2026, 1, 13, 16, 30));
    CHECK(world.in_room("Community Call in 24 hours") == 0);
    world.pass_until(at(2026, 1, 13, 17, 15));
    CHECK(world.in_room("Community Call in 24 hours") == world.once());
    CHECK(world.rig().violations() == "[]");
  }
}

TEST_CASE("a meeting is made, and its room is told", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made);
    world.command(
        "ada",
        fmt::format(
            "meeting new \"Docs sprint\" 2026-01-15 17:00 UTC every 2 weeks in {}", made.room
        ),
        "Yes, make it and tell them"
    );
    CHECK(world.in_room("New: Docs sprint") == 0);
    world.press("ada", "Yes, make it and tell them");
    CHECK(world.in_room("New: Docs sprint") == 1);
    world.pass_until(at(2026, 1, 14, 17, 15));
    CHECK(world.in_room("Docs sprint in 24 hours") == 1);
    CHECK(world.rig().violations() == "[]");
  }
}
