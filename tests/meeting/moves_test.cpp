// tests/meeting/moves_test.cpp: what was said of a meeting that is changed more than once.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/organising.hpp"

using namespace usher;
using test::at;
using test::Organising;

TEST_CASE("a meeting that moves twice is told twice, each once", "[meeting][organise]") {
  Organising world;
  world.done("move community to 17:00");
  world.done("move community to 16:30");
  const auto room = world.rig.posts_to("meetings");
  REQUIRE(room.size() == 2);
  CHECK(room[1].text().contains("Wed 14 Jan 2026, 16:30 UTC instead of Wed 14 Jan 2026, 17:00 UTC")
  );
  world.rig.run_until(at(2026, 1, 15));
  CHECK(world.rig.posts_to("ada").size() == 4);  // two moves, a day and an hour before
}

TEST_CASE(
    "what was said of a meeting before it moved twice is right, and so is the room at each time",
    "[meeting][organise]"
) {
  Organising world;
  world.rig.run_until(at(2026, 1, 13, 19));
  world.done("move community to 17:00");
  world.done("move community to 16:30");
  const std::string now = "Community Call was moved. Now: Wed 14 Jan 2026, 16:30 UTC";
  for (const char* whom : {"meetings", "ada"}) {
    INFO(whom);
    const auto edits = world.rig.posts_to(whom)[0].edits;
    REQUIRE(edits.size() == 2);
    CHECK(plain_text(edits[1]).contains(now));
    CHECK(plain_text(edits[1]).contains("Before: Wed 14 Jan 2026, 18:00 UTC"));
  }
  world.rig.run_until(at(2026, 1, 14, 16, 50));
  const std::size_t before = world.rig.posts_to("meetings").size();
  world.rig.start();
  world.rig.run_until(at(2026, 1, 15));
  const auto room = world.rig.posts_to("meetings");
  REQUIRE(room.size() == before + 2);
  CHECK(room[before].at == at(2026, 1, 14, 17));
  CHECK(room[before + 1].at == at(2026, 1, 14, 18));
  CHECK(room[before + 1].text().contains(now));
}

TEST_CASE(
    "a meeting that is moved and then called off has posts that say so", "[meeting][organise]"
) {
  Organising world;
  world.rig.run_until(at(2026, 1, 13, 19));
  world.done("move community to 17:00");
  world.done("cancel community");
  const auto first = [&] { return world.rig.posts_to("meetings")[0].edits; };
  CHECK(plain_text(first().back()).contains("Community Call does not take place:"));
  // Held after all: not at the time that this post spoke of.
  world.done("restore community");
  CHECK(plain_text(first().back()).contains("Now: Wed 14 Jan 2026, 17:00 UTC"));
  world.done("cancel community");
  world.rig.run_until(at(2026, 1, 15));
  const auto room = world.rig.posts_to("meetings");
  const auto said_at = [&](sys_seconds when) {
    return std::ranges::count_if(room, [&](const auto& one) {
      return one.at == when && one.text().contains("does not take place:");
    });
  };
  CHECK(said_at(at(2026, 1, 14, 17)) == 1);
  CHECK(said_at(at(2026, 1, 14, 18)) == 1);
}

TEST_CASE(
    "the reminder of a meeting that is held after all says when again", "[meeting][organise]"
) {
  Organising world;
  world.rig.run_until(at(2026, 1, 13, 19));
  world.done("cancel community");
  world.done("restore community");
  const auto edits = world.rig.posts_to("meetings")[0].edits;
  REQUIRE(edits.size() == 2);
  CHECK_FALSE(plain_text(edits[1]).contains("does not take place"));
  CHECK(plain_text(edits[1]).contains("18:00 UTC"));
}
