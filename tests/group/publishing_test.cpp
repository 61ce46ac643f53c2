// tests/group/publishing_test.cpp: who may publish, who is told, who may remove.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

TEST_CASE("one organiser alone publishes nothing", "[group]") {
  GroupRig rig;
  rig.say("new");
  for (const char* text : {"open", "Potsdam", "none", "Python Potsdam"})
    rig.say(std::string("answer ") + text);
  for (int i = 0; i < 3; ++i) rig.say("skip");
  rig.say("answer @grace");
  for (int i = 0; i < 3; ++i) rig.say("skip");
  CHECK(text_of(rig.last).contains("one more has to organise it"));
  CHECK(rig.press("Publish it").contains("One organiser is not enough"));
  CHECK(rig.posts_to("general").empty());
  CHECK_FALSE(rig.say("find Potsdam", "eve").contains("Python Potsdam"));
  // Who was asked and has not answered does not count; who says yes does.
  CHECK(text_of(rig.press_post("grace", "Yes")).contains("You organise Python Potsdam now"));
  CHECK(rig.posts_to("ada").back().contains("Bus number: 2."));
  CHECK(rig.say("publish").contains("Python Potsdam is published"));
}

TEST_CASE("who says no is not asked to do anything", "[group]") {
  GroupRig rig;
  rig.open_group();
  CHECK(text_of(rig.press_post("alan", "No")).contains("I have told them"));
  CHECK(rig.posts_to("ada").back().contains("Alan cannot organise Python Potsdam"));
  CHECK(rig.say("mine", "alan").contains("You organise no user group here"));
}

TEST_CASE(
    "a published group is announced where the configuration says, and found by everybody", "[group]"
) {
  GroupRig rig;
  rig.open_group();
  CHECK(rig.say("find Potsdam", "eve").contains("I know of no group in Potsdam"));
  rig.say("publish");
  REQUIRE(rig.posts_to("general").size() == 1);
  CHECK(rig.posts_to("general")[0].contains("A new user group:"));
  // It stays there when somebody has left, or is forgotten.
  CHECK_FALSE(rig.posts_to("general")[0].contains("Ada"));
  CHECK_FALSE(rig.posts_to("general")[0].contains("Grace"));
  CHECK(rig.say("show potsdam", "eve").contains("Ada, Grace"));
  CHECK_FALSE(rig.posts_to("general")[0].contains("Everybody is welcome."));  // it is long
  CHECK(rig.say("find Germany", "eve").contains("Python Potsdam"));
  CHECK(rig.say("show potsdam", "eve").contains("The library"));
  CHECK(rig.say("publish Potsdam").contains("is published already"));
  CHECK(rig.posts_to("general").size() == 1);
}

TEST_CASE("nobody but its organisers changes a group", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  CHECK(rig.say("change Potsdam", "eve").contains("You organise no user group here"));
  CHECK(rig.say("leave Potsdam", "eve").contains("You organise no user group here"));
  CHECK(rig.say("remove Potsdam", "eve").contains("Only its last organiser or an administrator"));
  const auto eve = rig.person("eve");
  for (const char* action :
       {"group.edit", "group.skip", "group.publish", "group.done", "group.drop", "group.go"})
    CHECK(
        text_of(rig.give(Press{action, "1 venue", {}, {}}, eve)).contains("you do not organise it")
    );
  CHECK(rig.say("show Potsdam").contains("The library"));
}

TEST_CASE("a change of a published group asks one question, and says the whole", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.say("change");
  CHECK(rig.press("Venue").contains("Where do you meet?"));
  CHECK(rig.say("answer The old mill").contains("The old mill"));
  CHECK(rig.say("show Potsdam", "eve").contains("The old mill"));
}

TEST_CASE("an administrator removes a group, and what was said of it is taken back", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.give(
      Command{"group", "remove Potsdam", false, true}, rig.person("root", {Role::administrator})
  );
  for (const Button& button : buttons_of(rig.last))
    if (button.label.starts_with("Remove"))
      rig.give(test::press(button), rig.person("root", {Role::administrator}));
  CHECK(text_of(rig.last).contains("It is removed"));
  REQUIRE(rig.retracted.size() == 1);
  CHECK(rig.retracted[0].to.place.room == "general");
  CHECK(rig.posts_to("ada").back().contains("Root has removed the user group Python Potsdam"));
  CHECK_FALSE(rig.say("find Potsdam", "eve").contains("Python Potsdam"));
}

TEST_CASE("a doubtful name is shown to administrators when it is published", "[group]") {
  GroupRig rig;
  rig.say("new");
  for (const char* text : {"open", "Berlin", "none", "PyBerlln", "keep"})
    rig.say(std::string("answer ") + text);
  for (int i = 0; i < 3; ++i) rig.say("skip");
  rig.say("answer @grace");
  for (int i = 0; i < 3; ++i) rig.say("skip");
  rig.press_post("grace", "Yes");
  CHECK(rig.posts_to("root").empty());
  rig.say("publish");
  REQUIRE(rig.posts_to("root").size() == 1);
  CHECK(rig.posts_to("root")[0].contains("PyBerlln"));
}

TEST_CASE("whoever leaves is told to the others, and the last one stays or removes it", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  CHECK(rig.say("leave").contains("You organise Python Potsdam no more"));
  CHECK(rig.posts_to("grace").back().contains("Ada organises Python Potsdam no more"));
  CHECK(rig.say("leave", "grace").contains("You are the last who organises"));
  rig.say("remove Potsdam", "grace");
  CHECK(rig.press("Remove", "grace").contains("It is removed"));
}

TEST_CASE("a change of a published group can be left, and another group begun", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.say("change");
  rig.press("Venue");
  CHECK(rig.press("Stop").contains("It stays as it is."));
  rig.press("Name");
  CHECK(rig.say("new").contains("open to everybody, or in-house"));
  CHECK(rig.say("show Potsdam", "eve").contains("The library"));
}

TEST_CASE("a published group that moves is not asked whether it exists", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.say("change");
  rig.press("City");
  CHECK(rig.say("answer Berlin").contains("To change something"));
  CHECK(rig.say("find Berlin", "eve").contains("Python Potsdam"));
}

TEST_CASE(
    "a doubtful new name of a published group is shown to administrators, an in-house one's is not",
    "[group]"
) {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.say("change");
  rig.press("Name");
  rig.say("answer Pigs of Potsdam");
  CHECK(rig.posts_to("root").size() == 1);
  GroupRig other;
  other.in_house_group();
  other.say("publish PUG-AR", "ada", "rockets");
  other.say("change");
  other.press("Name");
  other.say("answer Pigs");
  CHECK(other.posts_to("root").empty());
}

TEST_CASE("no way round the questions ends in a group without a name", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.say("answer open");
  // What is being set up goes on where it is.
  CHECK(rig.say("change").contains("In which city is it?"));
  // A button that was made up, or is of another time.
  rig.give(Press{"group.edit", "1 organisers", {}, {}}, rig.person("ada"));
  rig.say("answer @grace");
  rig.press_post("grace", "Yes");
  rig.give(Press{"group.edit", "1 review", {}, {}}, rig.person("ada"));
  const std::string told = rig.say("publish");
  CHECK(told.contains("A few questions are open yet."));
  CHECK(told.contains("In which city is it?"));
  CHECK(rig.posts_to("general").empty());
  CHECK(rig.db.query("SELECT 1 FROM user_groups WHERE state=1").next() == false);
}

TEST_CASE("whoever stops a group that others organise too leaves it to them", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("cancel");
  CHECK(rig.press("Leave it to the others").contains("You organise Python Potsdam no more"));
  CHECK(rig.posts_to("grace").back().contains("Ada organises Python Potsdam no more"));
  CHECK(rig.say("mine", "grace").contains("Python Potsdam"));
  rig.say("change Potsdam", "grace");
  rig.say("cancel", "grace");
  CHECK(rig.press("Delete it", "grace").contains("It is deleted"));
}

TEST_CASE("whoever joins another group leaves theirs to those who organise it too", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("change");
  rig.press("City");
  rig.say("answer Berlin");
  CHECK(rig.press("Yes, I join").contains("You organise Python Potsdam no more"));
  CHECK(rig.say("change", "grace").contains("PyBerlin"));
}

TEST_CASE("what a published group is, open or in-house, changes no more", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  CHECK(text_of(rig.give(Press{"group.edit", "1 kind", {}, {}}, rig.person("ada")))
            .contains("you do not organise it"));
  rig.say("change");
  rig.press("City");
  for (const Button& button : buttons_of(rig.last)) CHECK(button.action != "group.back");
  for (int i = 0; i < 3; ++i) rig.say("back");
  rig.say("answer in-house");
  CHECK(rig.say("find in-house", "eve").contains("Python Potsdam"));
  CHECK(rig.db.query("SELECT 1 FROM user_groups WHERE kind=1").next());
  // One that was asked so, before it was published.
  rig.db.run("UPDATE user_groups SET step='kind'");
  rig.say("answer in-house");
  CHECK(rig.db.query("SELECT 1 FROM user_groups WHERE kind=1").next());
}

TEST_CASE("only who is named with a sign is asked, once, and not by the dozen", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  const auto organisers = [&](const std::string& text) {
    rig.say("change");
    rig.give(Press{"group.edit", "1 organisers", {}, {}}, rig.person("ada"));
    return rig.say("answer " + text);
  };
  CHECK(organisers("I shall ask my friend eve").contains("Name them as they are called here"));
  CHECK(rig.posts_to("eve").empty());
  CHECK(rig.posts_to("friend").empty());
  // Alan says no, which is his last word.
  rig.press_post("alan", "No");
  const auto before = rig.posts_to("alan").size();
  organisers("@alan");
  rig.run_until(rig.now + std::chrono::days(100));
  rig.open_group("Python Babelsberg", false);
  CHECK(rig.say("mine").contains("Python Babelsberg"));
  organisers("@alan");
  CHECK(
      rig.posts_to("alan").size() == before + 1
  );  // of the other group, where he was not asked yet
}

TEST_CASE("nobody asks more than ten people a day", "[group]") {
  GroupRig rig;
  rig.open_group();  // two are asked
  const auto ask = [&](const std::string& text) {
    rig.give(Press{"group.edit", "1 organisers", {}, {}}, rig.person("ada"));
    return rig.say("answer " + text);
  };
  ask("@p1 @p2 @p3 @p4 @p5 @p6 @p7 @p8");
  CHECK(rig.posts_to("p8").size() == 1);
  CHECK(ask("@p9").contains("You have asked many people today"));
  CHECK(rig.posts_to("p9").empty());
  // Another group is no way round it.
  rig.say("answer @p1");  // nobody new
  rig.say("publish");
  rig.say("new");
  for (const char* text : {"open", "Kyoto", "none", "Kyoto Py"})
    rig.say(std::string("answer ") + text);
  for (int i = 0; i < 3; ++i) rig.say("skip");
  CHECK(rig.say("answer @p9").contains("You have asked many people today"));
  rig.now += std::chrono::days(1);
  rig.say("answer @p9");
  CHECK(rig.posts_to("p9").size() == 1);
}
