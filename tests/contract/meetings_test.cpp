// tests/contract/meetings_test.cpp: a talk that falls out, a host who does not come, and a meeting that will not stay where it
// is, on every chat system.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/meetings.hpp"

#include "tests/meeting/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::contract;
using namespace std::chrono_literals;
using test::at;

TEST_CASE("a talk that falls out two hours before is stood in for", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made);
    const std::string_view other = world.other();
    world.command("ada", "talk plan community: Arrays in space by Ann", "planned for");
    world.command(other, "talk offer community: Small boards", "stands by");
    world.command("ada", "meeting subscribe community 1h", "1 hour before");
    world.pass_until(at(2026, 1, 14, 16));
    REQUIRE(world.in_room("Community Call in 24 hours") == 1);
    world.command("ada", "talk drop 1 because she is ill", "I ask whoever stands by");
    // Asked directly, and nobody else hears of it yet.
    CHECK(world.alone(other, "Can you give “Small boards” at Community Call?") == 1);
    if (world.has_bo()) {
      CHECK(world.alone("ada", "Can you give") == 0);
      CHECK(world.in_room("Can you give") == 0);
    }
    CHECK(world.in_room("another talk") == 0);
    world.press(other, "Yes, I give it");
    CHECK(world.alone(other, "You speak at Community Call") == 1);
    CHECK(world.in_room("Community Call: another talk") == world.once());
    CHECK(world.alone("ada", "Community Call: another talk") == world.once());
    if (world.has_bo()) {
      // The question has made way for its answer.
      CHECK(world.alone("bo", "Can you give") == 0);
      // The room's earlier reminder names who speaks now; and where nothing can be whispered, the offer was answered there.
      const bool whispers = world.rig().adapter().capabilities().whispers;
      CHECK(world.in_room("Small boards") == (whispers ? 2 : 3));
    }
    world.pass_until(at(2026, 1, 14, 19));
    CHECK(world.in_room("Community Call: another talk") == world.once());
    CHECK(world.alone("ada", "Community Call: another talk") == world.once());
    CHECK(world.rig().violations() == "[]");
  }
}

TEST_CASE("a host who does not come is made up for", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made, [&](meeting::SeriesSettings& community) {
      for (const std::string_view who : {made.bo, made.ada})
        if (!who.empty()) community.hosts.emplace_back(who);
    });
    const std::string_view host = world.other();
    world.pass_until(at(2026, 1, 13, 19));
    CHECK(world.alone(host, "Do you host Community Call?") == 1);
    world.press(host, "I host it");
    CHECK(world.alone(host, "You host Community Call") == 1);
    world.pass_until(at(2026, 1, 14, 18, 3));
    CHECK(world.in_room("Nobody") == 0);
    world.command("ada", "meeting missing community", "I ask everybody who could host");
    if (world.has_bo()) {
      // Who is missing is not asked.
      CHECK(world.alone("bo", "Nobody hosts Community Call yet") == 0);
      CHECK(world.alone("ada", "Nobody hosts Community Call yet. Can you?") == 1);
      // She organises, too, and so is told of it.
      CHECK(world.alone("ada", "Nobody hosts Community Call yet") == 2);
      CHECK(world.in_room("Nobody hosts") == 0);
      world.press("ada", "I host it");
      CHECK(world.in_room("hosts Community Call.") == 1);
    } else {
      // There is nobody else who could be asked, and who organises knows.
      CHECK(world.alone("ada", "Can you?") == 0);
      CHECK(world.alone("ada", "Nobody hosts Community Call yet") == 1);
    }
    CHECK(world.rig().violations() == "[]");
  }
}

TEST_CASE("where nobody hosts it, all are asked, and the room is told so", "[contract][meetings]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    Meetings world(made, [&](meeting::SeriesSettings& community) {
      community.hosts = {std::string(made.ada)};
      if (!made.bo.empty()) community.stand_by = {std::string(made.bo)};
    });
    world.pass_until(at(2026, 1, 14, 17, 50));
    CHECK(
        world.alone("ada", "Do you host Community Call?") == 2
    );  // a day before, and half an hour
    CHECK(world.alone(world.other(), "Nobody hosts Community Call yet. Can you?") == 1);
    if (world.has_bo()) CHECK(world.in_room("host") == 0);
    world.pass_until(at(2026, 1, 14, 18, 5));
    CHECK(world.in_room("Nobody has said that they host Community Call today") == 1);
    world.press(world.other(), "I host it");
    if (world.has_bo()) CHECK(world.in_room("hosts Community Call.") == 1);
    CHECK(world.rig().violations() == "[]");
  }
}
