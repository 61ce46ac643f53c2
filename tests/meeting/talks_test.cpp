// tests/meeting/talks_test.cpp: talks that are planned, those that stand by, and who stands in for whom.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/talks.hpp"

#include "tests/meeting/rig.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::person;
using test::replaced;
using test::said;

namespace {

std::unique_ptr<MeetingRig> made_rig() {
  meeting::Settings settings = test::usual_settings();
  settings.series[0].leads = {24h};
  settings.organisers = {"web:organisers"};
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 12);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->start();
  return made;
}

Person grace() { return person("grace", {Role::organiser}); }
std::string talk(MeetingRig& rig, const std::string& args, Person who) {
  return said(rig.give(Command{"talk", args}, std::move(who)));
}
std::string answer(MeetingRig& rig, bool yes, const std::string& id, const std::string& who) {
  return replaced(
      rig.give(Press{yes ? "meeting.talk-yes" : "meeting.talk-no", id, {}, ""}, person(who))
  );
}

// #1 of Ann is planned; #2 of Bo and #3 of Cy stand by; Sue has subscribed, Joe comes.
std::unique_ptr<MeetingRig> with_talks() {
  auto made = made_rig();
  MeetingRig& rig = *made;
  talk(rig, "plan community: Arrays in space by Ann", grace());
  talk(rig, "offer community: Small boards", person("bo"));
  talk(rig, "offer community：大数组", person("cy"));
  rig.say("subscribe community 1h", person("sue"));
  rig.give(Press{"meeting.come", "1", {}, ""}, person("joe"));
  return made;
}

}  // namespace

TEST_CASE("talks are offered, planned and listed", "[meeting][talks]") {
  const auto made = with_talks();
  MeetingRig& rig = *made;
  const std::string list = talk(rig, "community", person("ada"));
  CHECK(list.contains("#1 “Arrays in space” (Ann) – planned for Wed 14 Jan 2026"));
  CHECK(list.contains("#2 “Small boards” (bo) – stands by"));
  CHECK(list.contains("#3 “大数组” (cy) – stands by"));
  CHECK(said(rig.say("next community", person("ada"))).contains("Talk: “Arrays in space” (Ann)"));
  CHECK(talk(rig, "offer community", person("bo")).contains("/talk offer community: "));
  CHECK(talk(rig, "offer sprint: x", person("bo")).contains("I know no meeting"));
  CHECK(talk(rig, "drop 9", grace()).contains("I know no such talk"));
  CHECK(talk(rig, "drop 1", person("mal")).contains("Only its speaker, or an organiser"));
  CHECK(talk(rig, "drop #3", person("cy")).contains("Taken off: “大数组”"));
  CHECK_FALSE(talk(rig, "", person("ada")).contains("#3"));
  CHECK(rig.posts.empty());
}

TEST_CASE("a speaker who drops out is stood in for, and all hear of it once", "[meeting][talks]") {
  const auto made = with_talks();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 16));
  rig.posts.clear();
  CHECK(talk(rig, "drop 1 because she is ill", grace()).contains("I ask whoever stands by"));
  REQUIRE(rig.posts_to("bo").size() == 1);
  CHECK(rig.posts_to("bo")[0].text().contains("Can you give “Small boards” at Community Call?"));
  CHECK(rig.posts_to("cy").empty());
  // Silence for a quarter of an hour, and the next is asked as well.
  rig.run_until(at(2026, 1, 14, 16, 14));
  CHECK(rig.posts_to("cy").empty());
  rig.start();
  rig.run_until(at(2026, 1, 14, 16, 16));
  REQUIRE(rig.posts_to("cy").size() == 1);
  CHECK(rig.posts_to("cy")[0].at == at(2026, 1, 14, 16, 15));
  CHECK(answer(rig, true, "3", "mal").contains("not open any more"));
  CHECK(answer(rig, true, "3", "cy").contains("You speak at Community Call"));
  // Whoever comes second goes on standing by.
  CHECK(answer(rig, true, "2", "bo").contains("Somebody else gives a talk already"));
  CHECK(answer(rig, true, "2", "bo").contains("not open any more"));
  for (const char* whom : {"meetings", "sue", "joe"}) {
    INFO(whom);
    const auto told = rig.posts_to(whom);
    REQUIRE(told.size() == 1);
    CHECK(told[0].text().contains("Community Call: another talk"));
    CHECK(told[0].text().contains("“大数组” (cy)"));
    CHECK(told[0].text().contains("“Arrays in space” (Ann)"));
    CHECK(told[0].text().contains("she is ill"));
    CHECK(told[0].post.lane == (told[0].post.to.people.empty() ? Lane::reply : Lane::reminder));
  }
  CHECK(talk(rig, "", person("ada")).contains("#2 “Small boards” (bo) – stands by"));
  rig.run_until(at(2026, 1, 15));
  CHECK(rig.posts_to("organisers").empty());
}

TEST_CASE("where nobody can stand in, the organisers know", "[meeting][talks]") {
  const auto made = with_talks();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 16));
  talk(rig, "drop 1", grace());
  CHECK(answer(rig, false, "2", "bo").contains("goes on standing by"));
  CHECK(rig.posts_to("cy").size() == 1);
  CHECK(rig.posts_to("organisers").empty());
  answer(rig, false, "3", "cy");
  REQUIRE(rig.posts_to("organisers").size() == 1);
  CHECK(rig.posts_to("organisers")[0].text().contains("A talk is missing from Community Call"));
  CHECK(rig.posts_to("bo").size() == 1);
}

TEST_CASE("an organiser asks one who stands by; what was not answered lapses", "[meeting][talks]") {
  const auto made = with_talks();
  MeetingRig& rig = *made;
  CHECK(talk(rig, "ask 2", grace()).contains("I ask bo."));
  CHECK(talk(rig, "ask 2", grace()).contains("does not stand by"));
  CHECK(talk(rig, "", person("ada")).contains("#2 “Small boards” (bo) – is asked for"));
  rig.run_until(at(2026, 1, 20));
  CHECK(talk(rig, "", person("ada")).contains("#2 “Small boards” (bo) – stands by"));
  CHECK(rig.posts_to("cy").empty());
  rig.give(Forgotten{person("bo")}, person("bo"), "");
  CHECK_FALSE(talk(rig, "", person("ada")).contains("Small boards"));
}

TEST_CASE("nobody stands in at a date that was called off", "[meeting][talks]") {
  const auto made = with_talks();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 16));
  talk(rig, "drop 1", grace());
  rig.db.run("UPDATE meeting_occurrences SET state=1 WHERE id=1");
  rig.run_until(at(2026, 1, 14, 16, 20));
  CHECK(rig.posts_to("cy").empty());
  CHECK(answer(rig, true, "2", "bo").contains("does not take place"));
  CHECK(talk(rig, "", person("ada")).contains("#2 “Small boards” (bo) – stands by"));
  rig.db.run("UPDATE meeting_talks SET state=2,occurrence=1 WHERE id=2");
  CHECK(talk(rig, "", person("ada")).contains("cancelled"));
  rig.posts.clear();
  CHECK_FALSE(talk(rig, "drop 2", grace()).contains("I ask"));
  CHECK(rig.posts.empty());
}
