// tests/contract/contract_trouble_test.cpp: what is given twice, refused for now, done but never answered; and ends and starts.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/contract.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::contract;

namespace {

constexpr int a_while = 150;

void cannot(const Made& made, std::string_view what) {
  WARN("not looked at: " << made.name << ": " << what);
}

}  // namespace

TEST_CASE("what is given twice is answered once", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    if (!rig->trouble(Trouble::given_twice)) {
      cannot(made, "nothing is ever given twice");
      continue;
    }
    for (int i = 10; i < 15; ++i) {
      rig->say("ada", "hear " + std::to_string(i));
      rig->until_sees("ada", "Heard " + std::to_string(i));
    }
    rig->turn(a_while);
    for (int i = 10; i < 15; ++i) CHECK(rig->count("ada", "Heard " + std::to_string(i)) == 1);
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("what is refused for now arrives, and what came after it comes after it", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    if (!rig->trouble(Trouble::refused_for_now)) {
      cannot(made, "nothing is refused for now");
      continue;
    }
    for (int i = 1; i < 5; ++i)
      rig->heard([&] { rig->command("ada", "notice " + std::to_string(i)); });
    rig->until_sees("bo", "Told 4");
    std::string order;
    for (const std::string& one : rig->sees("bo"))
      if (const auto at = one.find("Told "); at != std::string::npos)
        order += one.substr(at + 5, 1);
    CHECK(order == "1234");
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("what was done and never answered is not said twice", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    if (!rig->trouble(Trouble::lost_after_done)) {
      cannot(made, "a delivery is done and answered in one");
      continue;
    }
    rig->command("ada", "notice 1");
    rig->command("ada", "notice 2");
    rig->until_sees("bo", "Told 1");
    rig->until_sees("bo", "Told 2");
    rig->turn(a_while);
    CHECK(rig->count("bo", "Told 1") == 1);
    CHECK(rig->count("bo", "Told 2") == 1);
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("what Usher took before it ended is answered, and once", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    rig->say("ada", "hear 9");
    rig->until_sees("ada", "Heard 9");
    const auto taken = rig->engine().figures().accepted;
    for (int i = 1; i < 6; ++i) rig->say("ada", "hear " + std::to_string(i));
    rig->until([&] { return rig->engine().figures().accepted > taken; });
    rig->stop();
    rig->start();
    rig->say("ada", "hear 7");
    rig->until_sees("ada", "Heard 7");
    if (rig->waits_for_usher())
      for (int i = 1; i < 6; ++i) rig->until_sees("ada", "Heard " + std::to_string(i));
    rig->until_sees("ada", "Heard 1");
    rig->turn(a_while);
    for (int i = 1; i < 6; ++i) CHECK(rig->count("ada", "Heard " + std::to_string(i)) <= 1);
    CHECK(rig->count("ada", "Heard 9") == 1);
    CHECK(rig->violations() == "[]");
  }
}

TEST_CASE("what is said while Usher is away is answered when it is back", "[contract]") {
  for (const Made& made : rigs()) {
    INFO(made.name);
    const auto rig = made.make();
    if (!rig->waits_for_usher()) {
      cannot(made, "nothing waits for Usher");
      continue;
    }
    // Of what was said before it ever heard anything, nothing is answered.
    rig->say("ada", "hear 0");
    rig->until_sees("ada", "Heard 0");
    rig->turn(a_while);
    rig->stop();
    rig->say("ada", "hear 1");
    rig->start();
    rig->until_sees("ada", "Heard 1");
    rig->turn(a_while);
    CHECK(rig->count("ada", "Heard 1") == 1);
    CHECK(rig->violations() == "[]");
  }
}
