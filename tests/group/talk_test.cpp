// tests/group/talk_test.cpp: the wizard as people meet it: answers, restarts, languages, mistakes.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

TEST_CASE("an open group is founded from the first question to the review", "[group]") {
  GroupRig rig;
  CHECK(rig.say("new").contains("Is the group to be open to everybody, or in-house"));
  CHECK(rig.press("Open").contains("In which city is it?"));
  const std::string exists = rig.say("answer Potsdam, Germany");
  CHECK(exists.contains("I know of none there."));
  CHECK(exists.contains("Local user groups"));
  CHECK(rig.press("No,").contains("What is the group to be called?"));
  CHECK(rig.press("Call it Python Potsdam").contains("What is the address of its web site?"));
  CHECK(rig.press("Skip").contains("Where do you meet?"));
  CHECK(rig.say("answer The library").contains("What do you do when you meet?"));
  CHECK(rig.say("answer talks").contains("Who organises it with you?"));
  CHECK(rig.say("answer @grace, @alan").contains("How will people hear of it?"));
  const std::string conduct = rig.say("answer 1, 2, posters in trams");
  CHECK(conduct.contains("Everybody is welcome."));
  CHECK(rig.press("Use this text").contains("When is the first event?"));
  const std::string review = rig.say("answer 2027-03-04 18:30 Europe/Berlin every month");
  CHECK(review.contains("Python Potsdam"));
  CHECK(review.contains("A page on a meetup site, Mailing lists, posters in trams"));
  CHECK(review.contains("every month"));
  CHECK(review.contains("Bus number: 1."));
  CHECK(rig.posts_to("grace").size() == 1);
  CHECK(rig.posts_to("grace")[0].contains("Ada founds the user group Python Potsdam"));
  CHECK(rig.posts_to("general").empty());
}

TEST_CASE("whoever cannot be reached was not asked, and the founder hears of it", "[group]") {
  GroupRig rig;
  rig.unreachable = {"grcae", "alna"};
  rig.say("new");
  rig.say("answer open");
  rig.say("answer Potsdam");
  rig.press("No,");
  rig.press("Call it Python Potsdam");
  rig.press("Skip");
  rig.say("answer The library");
  rig.say("answer talks");
  rig.say("answer @grcae, @alan, @alna");
  CHECK(rig.posts_to("alan").size() == 1);
  const auto told = rig.posts_to("ada");
  REQUIRE(told.size() == 2);
  CHECK(told[0].contains("I cannot reach grcae"));
  CHECK(told[1].contains("I cannot reach alna"));
  CHECK(told[0].contains("/group change"));
  auto row =
      rig.db.query("SELECT count(*) FROM user_group_people WHERE person IN ('grcae','alna')");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("groups that are there already are shown before another is founded", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.say("answer open");
  CHECK(rig.say("answer Berlin").contains("PyBerlin"));
  CHECK(rig.press("Yes, I join").contains("it gains somebody"));
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_groups").next());
}

TEST_CASE("a restart in the middle loses nothing", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.say("answer open");
  rig.say("answer Potsdam");
  rig.say("answer none");
  rig.start();
  CHECK(rig.say("").contains("a question waits for you"));
  CHECK(rig.press("Go on").contains("What is the group to be called?"));
  rig.say("answer Python Potsdam");
  rig.start();
  CHECK(rig.say("new").contains("You have begun Python Potsdam already"));
  CHECK(text_of(rig.last).contains("What is the address of its web site?"));
}

TEST_CASE("another language in the middle changes the words and nothing else", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.say("answer open");
  rig.say("answer Potsdam");
  rig.lang = "zh-Hans";
  CHECK(rig.say("answer none").contains("小组叫什么名字？"));
  rig.lang = "zh-Hant";
  const std::string next = rig.press("就叫Python Potsdam");
  CHECK(next.contains("網站的地址是什麼？"));
  rig.lang = "en";
  CHECK(rig.say("skip").contains("Where do you meet?"));
}

TEST_CASE("a question is answered through a form of one field too", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.press("Open");
  rig.press("Answer");
  Form form = rig.form();
  CHECK(form.fields.size() == 1);
  CHECK(text_of(rig.submit(form, {{"answer", "Potsdam"}})).contains("I know of none there."));
  rig.press("No,");
  rig.press("Call it");
  rig.press("Answer");
  form = rig.form();
  const Outcome wrong = rig.submit(form, {{"answer", "our page"}});
  REQUIRE(std::holds_alternative<Reject>(wrong.reply));
  CHECK(std::get<Reject>(wrong.reply).errors.at("answer").contains("That is no web address"));
  CHECK(text_of(rig.submit(form, {{"answer", ""}})).contains("Where do you meet?"));
  rig.say("skip");
  rig.press("Choose");
  form = rig.form();
  CHECK(form.fields.front().type == usher::Field::Type::choices);
  CHECK(text_of(rig.submit(form, {{"answer", "talks\nmodule"}})).contains("Who organises it"));
  rig.press("Answer");
  form = rig.form();
  CHECK(form.fields.size() == 3);
  CHECK(text_of(rig.submit(form, {{"answer1", "grace"}, {"answer2", ""}, {"answer3", "alan"}}))
            .contains("How will people hear of it?"));
  CHECK(rig.posts_to("alan").size() == 1);
}

TEST_CASE("a form or a button of a question that was answered says where one is", "[group]") {
  GroupRig rig;
  rig.say("new");
  const auto kinds = buttons_of(rig.last);
  rig.press("Open");
  rig.press("Answer");
  const Form form = rig.form();
  rig.say("answer Potsdam");
  CHECK(text_of(rig.submit(form, {{"answer", "Kyoto"}})).contains("You have answered that one"));
  CHECK(text_of(rig.give(test::press(kinds.front()), rig.person("ada")))
            .contains("You have answered that one"));
  rig.say("answer none");
  CHECK(text_of(rig.last).contains("What is the group to be called?"));
}

TEST_CASE("a name that clashes is warned of, and a person decides", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.say("answer open");
  rig.say("answer Berlin");
  rig.say("answer none");
  const std::string warned = rig.say("answer Pyberlin");
  CHECK(warned.contains("There is a group called PyBerlin"));
  CHECK(warned.contains("Keep this name?"));
  CHECK(rig.press("Take another").contains("What is the group to be called?"));
  CHECK(rig.say("answer Python Interest Group Spandau").contains("“pigs”"));
  CHECK(rig.press("Keep this name").contains("What is the address of its web site?"));
}

TEST_CASE("the code of conduct is the text that is proposed, or a link", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("change");
  rig.press("Code of conduct");
  CHECK(rig.say("answer be nice").contains("That is no web address"));
  const std::string own = rig.say("answer https://example.org/conduct");
  CHECK(own.contains("https://example.org/conduct"));
  CHECK_FALSE(own.contains("Everybody is welcome."));
  rig.press("Code of conduct");
  CHECK(rig.press("Use this text").contains("Everybody is welcome."));
}

TEST_CASE("back and stop are there at each question", "[group]") {
  GroupRig rig;
  rig.say("new");
  rig.press("Open");
  CHECK(rig.press("Back").contains("Is the group to be open"));
  rig.say("answer open");
  CHECK(rig.say("back").contains("Is the group to be open"));
  CHECK(rig.say("cancel").contains("kept for ninety days"));
  CHECK(rig.press("Later").contains("To go on: /group new"));
  rig.say("cancel");
  CHECK(rig.press("Delete it").contains("It is deleted"));
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_group_answers").next());
  CHECK(rig.say("answer x").contains("You are not founding a group just now"));
  CHECK(rig.say("back").contains("You are not founding a group just now"));
}

TEST_CASE(
    "what nobody goes on with for ninety days is deleted, and what is published is not", "[group]"
) {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.say("new");
  rig.run_until(rig.now + std::chrono::days(89));
  CHECK(rig.db.query("SELECT 1 FROM user_groups WHERE state=0").next());
  rig.run_until(rig.now + std::chrono::days(3));
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_groups WHERE state=0").next());
  CHECK(rig.db.query("SELECT 1 FROM user_groups WHERE state=1").next());
  // Alan was asked and has not answered in that time.
  CHECK_FALSE(rig.db.query("SELECT 1 FROM user_group_people WHERE person='alan'").next());
  CHECK(rig.db.query("SELECT 1 FROM user_group_people WHERE person='grace'").next());
}

TEST_CASE("answers go to the asker alone, in a room too", "[group]") {
  GroupRig rig;
  rig.say("new", "ada", "general");
  const auto* say = std::get_if<SayReply>(&rig.last.reply);
  REQUIRE(say != nullptr);
  CHECK(say->confidential);
}

TEST_CASE("a first event that cannot be is said at once", "[group]") {
  GroupRig rig;
  rig.open_group("Python Potsdam", false);
  rig.say("change Python Potsdam");
  rig.press("First event");
  CHECK(rig.say("answer soon").contains("I do not understand that"));
  CHECK(rig.say("answer 2020-01-01 18:00 UTC").contains("That time is over already"));
  const std::string whole = rig.say("answer 2027-03-04 18:30 Europe/Berlin");
  INFO(whole);
  CHECK(whole.contains("Thu 4 Mar 2027"));
}
