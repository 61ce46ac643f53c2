// tests/group/forget_test.cpp: nothing is left of who is forgotten.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/made.hpp"
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

// Whether any column of any table of ours holds it.
bool anywhere(GroupRig& rig, const std::string& word) {
  for (const char* sql :
       {"SELECT 1 FROM user_groups WHERE instr(person||room,?)",
        "SELECT 1 FROM user_group_people WHERE instr(person||name,?)",
        "SELECT 1 FROM user_group_tasks WHERE instr(person,?)",
        "SELECT 1 FROM user_group_ideas WHERE instr(person,?)",
        "SELECT 1 FROM user_group_answers WHERE instr(text,?)",
        "SELECT 1 FROM meeting_made_hosts WHERE instr(host,?)",
        "SELECT 1 FROM user_group_invitations WHERE instr(person,?)",
        "SELECT 1 FROM user_group_heard WHERE instr(said,?)",
        "SELECT 1 FROM meeting_drafts WHERE instr(person,?)",
        "SELECT 1 FROM meeting_drafts WHERE instr(hex(bytes),hex(?))"})
    if (rig.db.query(sql, word).next()) return true;
  return false;
}

}  // namespace

TEST_CASE("a group whose others stay goes on without who is forgotten", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  rig.say("assign venue");
  rig.say("ideas");
  rig.give(Forgotten{rig.person("ada")}, rig.person("ada"));
  CHECK_FALSE(anywhere(rig, "ada"));
  CHECK_FALSE(anywhere(rig, "Ada"));
  CHECK(rig.say("show Potsdam", "eve").contains("Grace"));
  CHECK_FALSE(rig.say("show Potsdam", "eve").contains("Ada"));
  CHECK(
      meeting::made_by_key(rig.db, "python potsdam")->hosts == std::vector<std::string>{"web:grace"}
  );
  CHECK(rig.retracted.empty());
}

TEST_CASE("a meeting that is shown and not made yet forgets its hosts", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  const Outcome shown = rig.last;
  REQUIRE(anywhere(rig, "grace"));
  rig.give(Forgotten{rig.person("grace")}, rig.person("grace"));
  CHECK_FALSE(anywhere(rig, "grace"));
  CHECK_FALSE(anywhere(rig, "Grace"));
  rig.last = shown;
  CHECK(rig.press("Yes, make it").contains("Done."));
  CHECK(
      meeting::made_by_key(rig.db, "python potsdam")->hosts == std::vector<std::string>{"web:ada"}
  );
  // Of one that was made, too.
  rig.give(Forgotten{rig.person("ada")}, rig.person("ada"));
  CHECK_FALSE(anywhere(rig, "ada"));
}

TEST_CASE(
    "a group that nobody else organises goes with who is forgotten, from rooms too", "[group]"
) {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  CHECK(rig.goes_with("ada").empty());
  rig.say("leave", "grace");
  // They are told before it happens.
  CHECK(rig.goes_with("grace").empty());
  CHECK(
      rig.goes_with("ada") ==
      "the user group Python Potsdam, with its meetings: nobody else organises it\n"
  );
  rig.give(Forgotten{rig.person("ada")}, rig.person("ada"));
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_groups").next());
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_group_answers").next());
  CHECK(rig.retracted.size() == 1);
}

TEST_CASE("what somebody was founding is forgotten with them", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.say("answer open");
  rig.say("answer Potsdam");
  rig.give(Forgotten{rig.person("ada")}, rig.person("ada"));
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_groups").next());
  CHECK(rig.say("answer none").contains("You are not founding a group just now"));
}
