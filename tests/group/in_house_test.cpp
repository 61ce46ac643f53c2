// tests/group/in_house_test.cpp: a bystander sees nothing of an in-house group.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

// All that a bystander can ask, there; what they type is not among the answers, where it could be said again.
std::string all_that_is_told(GroupRig& rig, const std::string& who, const std::string& room) {
  std::string out;
  for (const char* args :
       {"",
        "find Acme",
        "find pug",
        "find rocket",
        "show",
        "show rocket",
        "mine",
        "checklist",
        "checklist rocket",
        "calendar",
        "calendar rocket",
        "change rocket",
        "leave rocket",
        "remove rocket",
        "publish rocket",
        "publish",
        "done venue rocket",
        "assign venue rocket",
        "event cancel",
        "ideas"})
    out += rig.say(args, who, room) + "\n";
  return out;
}

// Every button of the group, pressed by whoever guesses its number.
std::string all_that_is_pressed(GroupRig& rig, const Person& who) {
  std::string out;
  for (const char* action :
       {"group.request", "group.checklist", "group.go", "group.remove", "group.yes", "group.no",
        "group.publish", "group.cancel", "group.drop", "group.later"})
    out += text_of(rig.give(Press{action, "1", {}, {}}, who)) + "\n";
  for (const char* action :
       {"group.edit", "group.choose", "group.open", "group.skip", "group.back", "group.done",
        "group.take"})
    for (const char* value : {"1 venue", "1 name", "1 schedule", "1 review", "1 host"}) {
      const Outcome outcome = rig.give(Press{action, value, {}, {}}, who);
      out += text_of(outcome) + "\n";
      for (const Effect& effect : outcome.effects)
        CHECK_FALSE(std::holds_alternative<Open>(effect));
    }
  return out;
}

}  // namespace

TEST_CASE("the nine answers become one page, with the same to paste", "[group][in-house]") {
  GroupRig rig;
  rig.in_house_group();
  CHECK(rig.say("change").contains("PUG-AR"));
  const std::string page = rig.press("Write the permission request");
  for (const char* part :
       {"Request: an in-house Python user group", "at Acme Rockets", "The head of research",
        "Nine people", "A room, our laptops", "Outside working hours", "The first Tuesday",
        "Nothing of customers", "Ten, later twenty", "Never", "People learn from each other",
        "Organisers: Ada, Grace.", "Everybody is welcome.", "The same, to paste:"})
    CHECK(page.contains(part));
  CHECK(page.find("Nine people") != page.rfind("Nine people"));
}

TEST_CASE(
    "a bystander sees nothing of an in-house group, before and after it has its room",
    "[group][in-house]"
) {
  GroupRig rig;
  rig.in_house_group();
  const auto sees = [](const std::string& told) {
    for (const char* part :
         {"PUG-AR", "Acme Rockets", "Ada", "Grace", "research", "Tuesday", "Nine people",
          "2027-03-02", "2 Mar 2027"})
      if (told.contains(part)) return true;
    return false;
  };
  const auto eve = rig.person("eve", {Role::administrator});
  REQUIRE(sees(rig.say("mine")));  // its organisers see it
  CHECK_FALSE(sees(all_that_is_told(rig, "eve", "")));
  CHECK_FALSE(sees(all_that_is_told(rig, "eve", "general")));
  CHECK_FALSE(sees(all_that_is_pressed(rig, eve)));
  CHECK(rig.say("publish PUG-AR").contains("lives in a room of its own"));
  CHECK(rig.say("publish PUG-AR", "ada", "general").contains("Everybody reads this room"));
  CHECK(rig.say("publish PUG-AR", "ada", "rockets").contains("has its room"));
  REQUIRE(sees(rig.say("show", "eve", "rockets")));  // who is in its room sees it
  CHECK_FALSE(sees(all_that_is_told(rig, "eve", "")));
  CHECK_FALSE(sees(all_that_is_told(rig, "eve", "general")));
  CHECK_FALSE(sees(all_that_is_told(rig, "root", "")));
  CHECK_FALSE(sees(all_that_is_pressed(rig, eve)));
  CHECK(rig.posts_to("general").empty());
  CHECK(rig.posts_to("eve").empty());
  CHECK(rig.posts_to("root").empty());
  REQUIRE(rig.posts_to("rockets").size() == 1);
  // A meeting would stand in calendars that everybody may have.
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_made").next());
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_series").next());
}

TEST_CASE(
    "in its own room everybody sees an in-house group, its calendar too", "[group][in-house]"
) {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  CHECK(rig.say("show", "eve", "rockets").contains("The first Tuesday"));
  CHECK(rig.say("calendar", "eve", "rockets").contains("BEGIN:VEVENT"));
  // What it was permitted for is its organisers'.
  CHECK_FALSE(rig.say("show", "eve", "rockets").contains("The head of research"));
  CHECK(rig.say("show PUG-AR").contains("The first Tuesday"));
}

TEST_CASE("the clash check of others does not give an in-house group away", "[group][in-house]") {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  for (const char* text : {"in-house", "Another Rocketry"}) {
    if (text == std::string("in-house")) rig.say("new", "eve");
    rig.say(std::string("answer ") + text, "eve");
  }
  CHECK(rig.say("answer PUG-AR", "eve").contains("Who has to approve it?"));
}

TEST_CASE("an in-house event is reminded of in its room and nowhere else", "[group][in-house]") {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  const auto before = rig.posts_to("rockets").size();
  rig.run_until(
      sys_seconds{std::chrono::sys_days{std::chrono::year{2027} / 3 / 2}} + std::chrono::hours(12)
  );
  REQUIRE(rig.posts_to("rockets").size() > before);
  CHECK(rig.posts_to("rockets").back().contains("PUG-AR meets soon"));
  CHECK(rig.posts_to("general").empty());
}

TEST_CASE("a room that is archived is no in-house group's any more", "[group][in-house]") {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  rig.give(RoomChanged{RoomChanged::How::replaced, "rockets-2"}, {}, "rockets");
  CHECK(rig.say("show", "eve", "rockets-2").contains("The first Tuesday"));
  CHECK_FALSE(rig.say("show", "eve", "rockets").contains("The first Tuesday"));
  rig.give(RoomChanged{RoomChanged::How::archived, ""}, {}, "rockets-2");
  CHECK_FALSE(rig.say("show", "eve", "rockets-2").contains("The first Tuesday"));
}

TEST_CASE(
    "a room that was opened to everybody is no in-house group's any more", "[group][in-house]"
) {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  rig.give(RoomChanged{RoomChanged::How::converted, "private"}, {}, "rockets");
  CHECK(rig.say("show", "eve", "rockets").contains("The first Tuesday"));
  rig.give(RoomChanged{RoomChanged::How::converted, "public"}, {}, "rockets");
  CHECK_FALSE(rig.say("show", "eve", "rockets").contains("The first Tuesday"));
  CHECK(rig.posts_to("grace").back().contains("PUG-AR has no room any more"));
}

TEST_CASE(
    "a room that everybody can read does not become an in-house group's", "[group][in-house]"
) {
  GroupRig rig;
  rig.in_house_group();
  rig.public_rooms = {"lobby"};
  rig.say("publish PUG-AR", "ada", "lobby");
  CHECK(rig.posts_to("lobby").empty());
  CHECK_FALSE(rig.say("show", "eve", "lobby").contains("PUG-AR"));
  CHECK(rig.posts_to("ada").back().contains("PUG-AR is not published"));
  CHECK(rig.posts_to("grace").back().contains("PUG-AR is not published"));
  CHECK(rig.say("publish PUG-AR", "ada", "rockets").contains("has its room"));
  CHECK(rig.say("show", "eve", "rockets").contains("PUG-AR"));
  CHECK(rig.say("publish PUG-AR", "ada", "rockets").contains("is published already"));
}

TEST_CASE("an in-house group whose room is gone takes another", "[group][in-house]") {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  rig.give(RoomChanged{RoomChanged::How::archived, ""}, {}, "rockets");
  CHECK(rig.posts_to("grace").back().contains("PUG-AR has no room any more"));
  rig.now += std::chrono::hours(1);
  CHECK(rig.say("publish PUG-AR", "ada", "engines").contains("has its room"));
  CHECK(rig.say("show", "eve", "engines").contains("PUG-AR"));
  CHECK_FALSE(rig.say("show", "eve", "rockets").contains("PUG-AR"));
  rig.say("leave", "grace");
  rig.say("remove PUG-AR");
  rig.press("Remove it");
  REQUIRE(rig.retracted.size() == 1);
  CHECK(rig.retracted[0].to.place.room == "engines");
  const auto said = std::ranges::find_if(rig.posts, [](const Post& one) {
    return one.to.people.empty() && one.to.place.room == "engines";
  });
  REQUIRE(said != rig.posts.end());
  CHECK(rig.retracted[0].key == said->key);
}

TEST_CASE("an in-house group that is published does not become an open one", "[group][in-house]") {
  GroupRig rig;
  rig.in_house_group();
  rig.say("publish PUG-AR", "ada", "rockets");
  rig.say("change");
  rig.press("Organisation");
  for (int i = 0; i < 3; ++i) rig.say("back");
  rig.say("answer open");
  CHECK_FALSE(rig.say("find open", "eve").contains("PUG-AR"));
  CHECK_FALSE(rig.say("show", "eve").contains("PUG-AR"));
  CHECK(rig.db.query("SELECT 1 FROM user_groups WHERE kind=2").next());
}
