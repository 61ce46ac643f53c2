// tests/contract/contract_test.cpp: answers, privacy, forms and commands, the same on every chat system.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/contract.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::contract;

// Long enough for a second answer to show.
constexpr int a_while = 150;

TEST_CASE("a command is answered once, and its button does what it says", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    rig->command("ada", "look 17");
    rig->until_sees("ada", "Looked 17");
    rig->press("ada", "More");
    rig->until_sees("ada", "Pressed 17");
    rig->turn(a_while);
    CHECK(rig->count("ada", "Looked 17") == 1);
    CHECK(rig->count("ada", "Pressed 17") == 1);
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("what is heard one after the other is answered in that order", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    for (int i = 10; i < 30; ++i)
      rig->heard([&] { rig->say("ada", "hear number " + std::to_string(i)); });
    rig->until_sees("ada", "Heard number 29");
    std::string order, expected;
    for (const std::string& one : rig->sees("ada"))
      if (const auto at = one.find("Heard number "); at != std::string::npos)
        order += one.substr(at + 13, 2) + " ";
    for (int i = 10; i < 30; ++i) expected += std::to_string(i) + " ";
    CHECK(order == expected);
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("what is for one person is seen by nobody else", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    rig->command("ada", "tell 1");
    rig->command("ada", "hush 2");
    rig->until_sees("ada", "Told 1");
    rig->until_sees("ada", "Hush 2");
    rig->turn(a_while);
    CHECK(rig->count("ada", "Told 1") == 1);
    CHECK(rig->count("ada", "Hush 2") == 1);
    if (!rig->has("bo")) continue;
    CHECK(rig->count("bo", "Told 1") == 0);
    // Where nothing can be shown to one person of a room, what answers a command that was said there stands there.
    CHECK(rig->count("bo", "Hush 2") == (rig->adapter().capabilities().whispers ? 0 : 1));
    rig->command("ada", "notice 3");
    rig->until_sees("bo", "Told 3");
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("a form is corrected where it is wrong, and is sent once", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    rig->command("ada", "form");
    rig->until([&] { return rig->asked("ada"); });
    if (rig->has("bo")) CHECK_FALSE(rig->asked("bo"));
    rig->fill("ada", "bad");
    rig->until_sees("ada", "Not this.");
    rig->until([&] { return rig->asked("ada"); });
    CHECK(rig->count("ada", "Submitted") == 0);
    rig->fill("ada", "good");
    rig->until_sees("ada", "Submitted good");
    rig->turn(a_while);
    CHECK(rig->count("ada", "Submitted") == 1);
    CHECK_FALSE(rig->asked("ada"));
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("a command that does not exist is answered with the one that was meant", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    rig->address("ada", "loook 17");
    const std::string meant(1, rig->adapter().capabilities().command_sign);
    rig->until_sees("ada", meant + "look");
    rig->turn(a_while);
    CHECK(rig->count("ada", "Looked") == 0);
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("an adapter carries with the acknowledgement what it says that it does", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    const Capabilities can = rig->adapter().capabilities();
    rig->turn(a_while);
    const auto before = rig->engine().figures().delivered;
    rig->command("ada", "look 1");
    rig->until_sees("ada", "Looked 1");
    rig->turn(a_while);
    const auto delivered = rig->engine().figures().delivered - before;
    // Where messages are rows of Usher's database, the answer was placed there by the transaction that made it.
    CHECK(delivered == (can.ack_carries.has(Kind::command) || can.at_home ? 0 : 1));
  }
}
