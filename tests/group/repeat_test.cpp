// tests/group/repeat_test.cpp: one event that comes twice is answered alike, although the first time has changed what is next.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

// The rig gives every event a second time, and compares (GroupRig::expect_same_again()); here is which they are, and what is said.

TEST_CASE("questions are asked alike twice", "[group][repeat]") {
  GroupRig rig;
  CHECK(rig.say("new").contains("Is the group to be open"));
  CHECK(rig.press("Open").contains("In which city is it?"));
  CHECK(rig.say("answer Potsdam").contains("I know of none there."));
  CHECK(rig.say("back").contains("In which city is it?"));
  CHECK(rig.say("answer Kyoto").contains("I know of none there."));
  CHECK(rig.press("No,").contains("What is the group to be called?"));
  CHECK(rig.press("Call it").contains("What is the address of its web site?"));
  CHECK(rig.say("skip").contains("Where do you meet?"));
  CHECK(rig.press("Skip").contains("What do you do when you meet?"));
  CHECK(rig.press("Back").contains("Where do you meet?"));
  rig.press("Answer");
  CHECK(text_of(rig.submit(rig.form(), {{"answer", "The mill"}}))
            .contains("What do you do when you meet?"));
  CHECK(rig.say("cancel").contains("kept for ninety days"));
  CHECK(rig.press("Delete it").contains("It is deleted"));
}

TEST_CASE(
    "publishing, saying yes or no, leaving and removing are answered alike twice", "[group][repeat]"
) {
  GroupRig rig;
  rig.open_group();
  CHECK(text_of(rig.press_post("alan", "No")).contains("All right."));
  CHECK(text_of(rig.press_post("alan", "Yes")).contains("You organise Python Potsdam now"));
  CHECK(rig.say("publish").contains("Make Python Potsdam?"));
  rig.say("change");
  rig.press("Venue");
  CHECK(rig.press("Stop").contains("It stays as it is."));
  rig.press("First event");
  CHECK(rig.say("answer 2027-03-11 18:30 Europe/Berlin").contains("Make Python Potsdam?"));
  CHECK(rig.say("leave", "grace").contains("You organise Python Potsdam no more"));
  rig.say("leave", "alan");
  rig.say("remove Potsdam");
  CHECK(rig.press("Remove it").contains("It is removed"));
}

TEST_CASE("an in-house group's room is taken alike twice", "[group][repeat]") {
  GroupRig rig;
  rig.in_house_group();
  CHECK(rig.say("publish PUG-AR", "ada", "rockets").contains("has its room"));
}

TEST_CASE("the same ideas come twice, also where a round ends", "[group][repeat]") {
  GroupRig rig;
  for (int i = 0; i < 6; ++i) {
    CHECK(rig.say("ideas formats").contains("Format f"));
    CHECK(rig.say("ideas").contains("Project p"));
  }
}
