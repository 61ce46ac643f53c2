// tests/meeting/hosts_test.cpp: somebody hosts each date, or everybody who could knows that nobody does.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/hosting.hpp"
#include "tests/meeting/rig.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::person;
using test::replaced;
using test::said;

namespace {

// Bo and Cy can host it, Di stands by. Nobody is reminded but by what this is about.
std::unique_ptr<MeetingRig> hosted(std::vector<std::string> hosts = {"web:bo", "web:cy"}) {
  meeting::Settings settings = test::usual_settings();
  settings.series[0].leads = {};
  settings.series[0].hosts = std::move(hosts);
  settings.series[0].stand_by = {"web:di"};
  settings.organisers = {"web:organisers"};
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 12);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->start();
  return made;
}

Outcome press(MeetingRig& rig, const std::string& action, Person who, const std::string& id = "1") {
  return rig.give(Press{"meeting." + action, id, {}, ""}, std::move(who));
}

std::vector<sys_seconds> times(const MeetingRig& rig, const std::string& whom) {
  std::vector<sys_seconds> out;
  for (const auto& one : rig.posts_to(whom)) out.push_back(one.at);
  return out;
}

using Times = std::vector<sys_seconds>;
const sys_seconds start = at(2026, 1, 14, 18);

}  // namespace

TEST_CASE("the search for a host has four steps", "[meeting][hosts]") {
  using enum meeting::HostStep;
  CHECK(meeting::step_before(24h + 1s) == none);
  CHECK(meeting::step_before(24h) == day);
  CHECK(meeting::step_before(31min) == day);
  CHECK(meeting::step_before(30min) == half_hour);
  CHECK(meeting::step_before(15min) == quarter);
  CHECK(meeting::step_before(1s) == quarter);
  CHECK(meeting::step_before(0s) == begun);
}

TEST_CASE("hosts are asked in order, and whoever says yes ends it", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 17, 59));
  CHECK(rig.posts_to("bo").empty());
  rig.run_until(at(2026, 1, 13, 19));
  CHECK(times(rig, "bo") == Times{start - 24h});
  CHECK(rig.posts_to("cy").empty());
  // A restart asks nobody again.
  rig.start();
  CHECK(rig.posts_to("bo").size() == 1);
  CHECK(replaced(press(rig, "host-not", person("bo"))).contains("I ask whoever is next"));
  CHECK(rig.posts_to("cy").size() == 1);
  CHECK(replaced(press(rig, "host", person("cy"))).contains("You host Community Call"));
  CHECK(said(rig.say("hosts community", person("ada"))).contains("hosted by cy"));
  CHECK(said(rig.say("next community", person("ada"))).contains("Host: cy"));
  rig.run_until(at(2026, 1, 15));
  CHECK(rig.posts_to("bo").size() == 1);
  CHECK(rig.posts_to("cy").size() == 1);
  CHECK(rig.posts_to("di").empty());
  CHECK(rig.posts_to("meetings").empty());
  CHECK(rig.posts_to("organisers").empty());
}

TEST_CASE(
    "where nobody answers all are asked, and the room is told the truth", "[meeting][hosts]"
) {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 18, 20));
  CHECK(times(rig, "bo") == Times{start - 24h, start - 30min, start - 15min});
  CHECK(times(rig, "cy") == Times{start - 30min, start - 15min});
  CHECK(times(rig, "di") == Times{start - 15min});
  CHECK(rig.posts_to("di")[0].text().contains("Nobody hosts Community Call yet. Can you?"));
  CHECK(times(rig, "organisers") == Times{start - 15min});
  REQUIRE(times(rig, "meetings") == Times{start});
  CHECK(rig.posts_to("meetings")[0].text().contains("Nobody has said that they host"));
  // The stand-by comes after all: the others need not any more, and the room knows.
  CHECK(replaced(press(rig, "host", person("di"))).contains("You host Community Call"));
  CHECK(plain_text(rig.posts_to("bo").back().edits.back()).contains("di hosts Community Call."));
  CHECK(rig.posts_to("meetings").back().text().contains("di hosts Community Call."));
  CHECK(replaced(press(rig, "host", person("bo"))).contains("di hosts Community Call already"));
}

TEST_CASE("who hosts a series every time is not asked until they withdraw", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 19));
  CHECK(replaced(press(rig, "host-always", person("bo"))).contains("every time from now on"));
  rig.run_until(at(2026, 2, 10));
  CHECK(rig.posts_to("bo").size() == 1);
  CHECK(rig.posts_to("cy").empty());
  // Once they cannot: the next is asked for this date, and nobody for the one after it.
  rig.run_until(at(2026, 2, 11, 2));
  const auto id = std::to_string(meeting::dates_after(rig.db, 1, rig.now).front().id);
  press(rig, "stay", person("bo"), id);
  CHECK(rig.posts_to("cy").size() == 1);
  rig.run_until(at(2026, 2, 12));
  const auto asked = rig.posts_to("cy").size();
  rig.run_until(at(2026, 2, 26));
  CHECK(rig.posts_to("cy").size() == asked);
  // Withdrawn within the day before: whoever is next is asked at once.
  rig.run_until(at(2026, 3, 11, 2));
  CHECK(said(rig.say("unhost community", person("bo"))).contains("do not host Community Call"));
  CHECK(rig.posts_to("cy").size() == asked + 1);
}

TEST_CASE("a host who does not come is made up for at once", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 19));
  press(rig, "host", person("bo"));
  CHECK(said(rig.say("missing community", person("ada"))).contains("has not begun yet"));
  rig.run_until(at(2026, 1, 14, 18, 3));
  CHECK(rig.posts_to("di").empty());
  CHECK(said(rig.say("missing community", person("ada"))).contains("I ask everybody"));
  rig.say("missing community", person("ada"));
  CHECK(rig.posts_to("bo").size() == 1);  // the one who is missing is not asked
  CHECK(rig.posts_to("cy").size() == 1);
  CHECK(rig.posts_to("di").size() == 1);
  CHECK(rig.posts_to("organisers").size() == 1);
  press(rig, "host", person("cy"));
  CHECK(rig.posts_to("meetings").back().text().contains("cy hosts Community Call."));
}

TEST_CASE(
    "a stranger hosts nothing, and a series without hosts is left alone", "[meeting][hosts]"
) {
  const auto made = hosted({});
  MeetingRig& rig = *made;
  CHECK(said(rig.say("host community", person("mal"))).contains("The organisers name"));
  CHECK(replaced(press(rig, "host", person("mal"))).contains("The organisers name"));
  rig.run_until(at(2026, 1, 15));
  CHECK(rig.posts.empty());
  CHECK(said(rig.say("hosts community", person("mal"))).contains("di – stands by"));
  CHECK(said(rig.say("host community", person("ann", {Role::contributor}))).contains("You host"));
  rig.run_until(at(2026, 1, 27, 20));
  CHECK(rig.posts_to("ann").empty());
}

TEST_CASE("too few who can host a series is told once", "[meeting][hosts]") {
  const auto made = hosted({"web:bo"});
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13));
  REQUIRE(rig.posts_to("organisers").size() == 1);
  CHECK(rig.posts_to("organisers")[0].text().contains("Fewer than two people can host"));
  rig.say("host community", person("ann", {Role::contributor}));
  rig.run_until(at(2026, 1, 13, 12));
  CHECK(rig.posts_to("organisers").size() == 1);
  rig.say("unhost community", person("ann", {Role::contributor}));
  rig.run_until(at(2026, 1, 14));
  CHECK(rig.posts_to("organisers").size() == 2);
}

TEST_CASE("a host of a date that moves is told, and asked for the new time", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 19));
  press(rig, "host", person("bo"));
  std::string moved = test::community_call;
  moved.replace(moved.find("20260114T18"), 11, "20260115T18");
  moved.replace(moved.find("20260114T19"), 11, "20260115T19");
  rig.calendars["calendar-1"] = test::calendar_with({moved});
  rig.run_until(at(2026, 1, 13, 19, 30));
  REQUIRE(rig.posts_to("bo").size() == 2);
  CHECK(rig.posts_to("bo").back().text().contains("instead of"));
  rig.run_until(at(2026, 1, 14, 19));
  CHECK(rig.posts_to("bo").size() == 3);
  CHECK(rig.posts_to("bo").back().text().contains("Do you host Community Call?"));
}

TEST_CASE("who asks not to be asked is not, and who is forgotten is nobody", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 19));
  CHECK(replaced(press(rig, "host-never", person("bo"))).contains("again"));
  CHECK(rig.posts_to("cy").size() == 1);
  press(rig, "host-always", person("cy"));
  rig.run_until(at(2026, 1, 28, 19));
  CHECK(rig.posts_to("bo").size() == 1);
  rig.give(Forgotten{person("cy")}, person("cy"), "");
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_hosts WHERE person='cy'").next());
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_hosting WHERE person='cy'").next());
}

TEST_CASE("whoever has stood in for a host is not missing", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 19));
  press(rig, "host", person("bo"));
  // Said a little early: should nobody come forward, the room hears of it at the start.
  rig.run_until(at(2026, 1, 14, 17, 57));
  rig.say("missing community", person("ada"));
  rig.run_until(at(2026, 1, 14, 18, 1));
  REQUIRE(rig.posts_to("meetings").size() == 1);
  CHECK(rig.posts_to("meetings")[0].text().contains("Nobody has said that they host"));
  press(rig, "host", person("cy"));
  CHECK(said(rig.say("missing community", person("joe"))).contains("cy hosts Community Call."));
  CHECK(said(rig.say("hosts community", person("joe"))).contains("hosted by cy"));
}

TEST_CASE("a stand-by who does not want to be asked is not", "[meeting][hosts]") {
  const auto made = hosted();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 18));
  REQUIRE(rig.posts_to("di").size() == 1);
  press(rig, "host-never", person("di"));
  rig.run_until(at(2026, 1, 28, 19));
  CHECK(rig.posts_to("di").size() == 1);
}

TEST_CASE("who hosts a series hosts it under its new title", "[meeting][hosts]") {
  const auto made = hosted({});
  MeetingRig& rig = *made;
  rig.say("host community", person("ann", {Role::contributor}));
  rig.give(Command{"agenda", "add community: plans"}, person("ann"));
  std::string renamed = test::community_call;
  renamed.replace(renamed.find("Community Call"), 14, "Community Meeting");
  rig.calendars["calendar-1"] = test::calendar_with({renamed});
  rig.run_until(at(2026, 1, 13));
  CHECK(said(rig.say("hosts Community Meeting", person("bo"))).contains("ann – every time"));
  CHECK(said(rig.give(Command{"agenda", "Community Meeting"}, person("bo"))).contains("plans"));
}
