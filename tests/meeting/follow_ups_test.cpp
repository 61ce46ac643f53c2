// tests/meeting/follow_ups_test.cpp: first times, questions of those who cannot come, what was taken on, the archive.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/follow_ups.hpp"

#include "commands/meeting/coming.hpp"
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
  settings.series[0].leads = {};
  settings.series[0].archive = "calls/{year}/call-{date}.md";
  settings.series[0].notes = "https://example.org/notes";
  settings.organisers = {"web:organisers"};
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 14, 9);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->start();
  return made;
}

Outcome press(MeetingRig& rig, const std::string& action, Person who, const std::string& id = "1") {
  return rig.give(Press{"meeting." + action, id, {}, ""}, std::move(who));
}

// Ada takes notes from 18:00 to 18:50.
void take_notes(MeetingRig& rig, const std::vector<std::string>& lines) {
  rig.run_until(at(2026, 1, 14, 18));
  rig.say("start community", person("ada"), "meetings");
  rig.say("here", person("bo"), "meetings");
  for (const std::string& line : lines) rig.say(line, person("ada"), "meetings");
  rig.run_until(at(2026, 1, 14, 18, 50));
  rig.say("end", person("ada"), "meetings");
}

}  // namespace

TEST_CASE("whoever comes for the first time is told what it is like, once", "[meeting][coming]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  const std::string first = said(press(rig, "come", person("new")));
  INFO(first);
  CHECK(first.contains("If it is your first time:"));
  CHECK(first.contains("It lasts 1 hour"));
  CHECK(first.contains("Camera and microphone are up to you."));
  CHECK(first.contains("say hello"));
  CHECK(first.contains("Whoever hosts it says so at the beginning"));
  CHECK(first.contains("/agenda add community"));
  CHECK_FALSE(said(press(rig, "come", person("new"))).contains("first time"));
  CHECK_FALSE(said(press(rig, "come", person("ann", {Role::contributor}))).contains("first time"));
}

TEST_CASE("a question of one who cannot come brings back its answer", "[meeting][coming]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  CHECK(said(press(rig, "stay", person("li"))).contains("I bring you the answer from the notes"));
  const Outcome opened = press(rig, "ask", person("li"));
  REQUIRE(opened.effects.size() >= 1);
  const auto* open = std::get_if<Open>(&opened.effects.front());
  REQUIRE(open != nullptr);
  CHECK(open->form.id == meeting::question_form);
  const auto submit = [&](const std::string& text, const std::string& who) {
    return rig.give(
        Submit{open->form.id, {{"question", text}, {"_state", open->form.state}}, {}}, person(who)
    );
  };
  CHECK(std::holds_alternative<Reject>(submit("  ", "li").reply));
  CHECK(said(submit("When is 2.5 out?", "li")).contains("It is on the agenda of Community Call"));
  submit("Why so late?", "mo");
  submit("Is there tea?", "no");
  CHECK(
      said(rig.give(Command{"agenda", "community"}, person("ada"))).contains("#1 When is 2.5 out?")
  );
  take_notes(
      rig, {"topic #1", "info in May, https://e.zoom.us/j/x9?pwd=b", "agreed a blog post",
            "topic Why so late?", "topic other", "info unrelated"}
  );
  const auto li = rig.posts_to("li");
  REQUIRE(li.size() == 1);
  const std::string brought = li[0].text();
  INFO(brought);
  CHECK(brought.contains("You asked this for Community Call:"));
  CHECK(brought.contains("in May, https://e.zoom.us/j/x9"));
  CHECK_FALSE(brought.contains("pwd"));
  CHECK(brought.contains("a blog post"));
  CHECK_FALSE(brought.contains("unrelated"));
  CHECK(brought.contains("https://example.org/notes"));
  REQUIRE(rig.posts_to("mo").size() == 1);
  CHECK(rig.posts_to("mo")[0].text().contains("nothing was noted"));
  REQUIRE(rig.posts_to("no").size() == 1);
  CHECK(rig.posts_to("no")[0].text().contains("did not come up this time"));
  const std::string left = said(rig.give(Command{"agenda", "community"}, person("ada")));
  CHECK(left.contains("Is there tea?"));
  CHECK_FALSE(left.contains("When is 2.5 out?"));
}

TEST_CASE("what somebody has taken on is asked about a day before", "[meeting][follow]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  take_notes(rig, {"action @bo write to the list", "action @bo read", "action @zed sing"});
  REQUIRE(rig.posts_to("bo").size() == 2);
  press(rig, "mine", person("bo"), "1");
  press(rig, "mine", person("bo"), "2");
  rig.run_until(at(2026, 1, 27, 17, 59));
  CHECK(rig.posts_to("bo").size() == 2);
  rig.start();
  rig.run_until(at(2026, 1, 28, 20));
  const auto asked = rig.posts_to("bo");
  REQUIRE(asked.size() == 4);
  CHECK(asked[2].at == at(2026, 1, 27, 18));
  CHECK(asked[2].text().contains("You have taken this on. Is it done?"));
  CHECK(asked[2].text().contains("write to the list"));
  CHECK(replaced(press(rig, "action-done", person("mal"), "1")).contains("not open any more"));
  CHECK(replaced(press(rig, "action-done", person("bo"), "1")).contains("Done: write to the list"));
  CHECK(replaced(press(rig, "action-later", person("bo"), "2")).contains("It stays open"));
  rig.run_until(at(2026, 2, 11, 20));
  const auto later = rig.posts_to("bo");
  REQUIRE(later.size() == 5);
  CHECK(later[4].text().contains("read"));
}

TEST_CASE("notes that are not in the archive are asked about three times", "[meeting][follow]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  take_notes(rig, {"topic one"});
  const sys_seconds ended = at(2026, 1, 14, 18, 50);
  const auto file = rig.posts_to("ada").size();
  rig.run_until(at(2026, 2, 20));
  const auto asked = rig.posts_to("ada");
  REQUIRE(asked.size() == file + 2);
  CHECK(asked[file].at == ended + std::chrono::days(2));
  CHECK(asked[file].text().contains("calls/2026/call-2026-01-14.md"));
  CHECK(asked[file + 1].at == ended + std::chrono::days(7));
  REQUIRE(rig.posts_to("organisers").size() == 1);
  CHECK(rig.posts_to("organisers")[0].at == ended + std::chrono::days(14));
}

TEST_CASE("notes that somebody has archived are asked about no more", "[meeting][follow]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  take_notes(rig, {"topic one"});
  rig.run_until(at(2026, 1, 17));
  const auto before = rig.posts_to("ada").size();
  CHECK(replaced(press(rig, "archived", person("ada"))).contains("I do not ask again"));
  rig.run_until(at(2026, 2, 20));
  CHECK(rig.posts_to("ada").size() == before);
  CHECK(rig.posts_to("organisers").empty());
}

TEST_CASE(
    "what is noted for somebody is asked of whoever said that they are there", "[meeting][follow]"
) {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 18));
  rig.say("start community", person("ada"), "meetings");
  rig.say("here cy, di", person("ada"), "meetings");
  rig.say("action @cy fix the docs", person("ada"), "meetings");
  rig.say("here", person("di"), "meetings");
  rig.say("action @di sing", person("ada"), "meetings");
  rig.say("end", person("ada"), "meetings");
  CHECK(rig.posts_to("di").size() == 1);
  for (const auto& one : rig.posts_to("ada")) CHECK_FALSE(one.text().contains("noted for you"));
}

TEST_CASE("a meeting that goes on is not asked whether it is over", "[meeting][follow]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 18));
  rig.say("start community", person("ada"), "meetings");
  for (int minute = 10; minute < 100; minute += 10) {
    rig.run_until(at(2026, 1, 14, 18) + std::chrono::minutes(minute));
    rig.say("info still here", person("ada"), "meetings");
  }
  CHECK(rig.posts_to("meetings").empty());
  rig.run_until(at(2026, 1, 14, 19, 46));
  CHECK(rig.posts_to("meetings").size() == 1);
}

TEST_CASE("what is put off does not come up, and what is new is no leftover", "[meeting][follow]") {
  const auto made = made_rig();
  MeetingRig& rig = *made;
  const auto agenda = [&](const std::string& args) {
    rig.give(Command{"agenda", args}, person("ada"));
  };
  agenda("add community: later");
  agenda("add community: now");
  agenda("add community: left over");
  agenda("defer 1");
  rig.run_until(at(2026, 1, 14, 18));
  const std::string begun = said(rig.say("start community", person("ada"), "meetings"));
  CHECK_FALSE(begun.contains("later"));
  CHECK(begun.contains("#2 now (ada)"));
  CHECK(said(rig.say("topic #9", person("ada"), "meetings")).contains("I know no such item"));
  rig.say("topic #2", person("ada"), "meetings");
  rig.say("end", person("ada"), "meetings");
  CHECK(rig.posts_to("ada").back().text().contains("Follow-up from the last meeting\n\n\n"));
  rig.run_until(at(2026, 1, 28, 18));
  rig.say("start community", person("ada"), "meetings");
  rig.say("topic other", person("ada"), "meetings");
  rig.say("end", person("ada"), "meetings");
  const std::string page = rig.posts_to("ada").back().text();
  INFO(page);
  CHECK(page.contains("- left over (ada)"));
  CHECK_FALSE(page.contains("- now"));
}
