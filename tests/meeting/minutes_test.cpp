// tests/meeting/minutes_test.cpp: notes, from what is typed to the archive's file.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/minutes.hpp"

#include "bot/text.hpp"
#include "tests/meeting/rig.hpp"
#include "tests/support/shared.hpp"

using namespace usher;
using namespace usher::meeting;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::person;
using test::said;

namespace {

using Note = NoteLine::Kind;

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

NoteLine one(std::string_view line) {
  const auto read = read_note(line, "Ada");
  REQUIRE(read);
  REQUIRE(read->size() == 1);
  return read->front();
}

// Headings, front matter, and lines that stand for themselves, in their order.
std::vector<std::string> structure(const std::string& page) {
  std::vector<std::string> out;
  for (const std::string_view line : split(page, '\n')) {
    const std::string_view text = trim(line);
    if (text.starts_with("#") || text == "---" || text.starts_with("title:") ||
        text.starts_with("tags:"))
      out.emplace_back(text);
    if (text.starts_with("**Present:**")) out.emplace_back("**Present:**");
    if (text.starts_with("**Code of Conduct**")) out.emplace_back("**Code of Conduct**");
    if (text.starts_with("- Time:")) out.emplace_back("- Time:");
  }
  return out;
}

std::unique_ptr<MeetingRig> started() {
  meeting::Settings settings = test::usual_settings();
  settings.series[0].archive = "community_meetings/{year}/community-{date}.md";
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 14, 17, 50);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->start();
  return made;
}

Person named(const std::string& id, const std::string& name, Roles roles = {}) {
  Person out = person(id, roles);
  out.name = name;
  return out;
}

}  // namespace

TEST_CASE("a note is read as people type it", "[meeting][minutes]") {
  CHECK(one("here").who == "Ada");
  CHECK(one("topic 2.0 release").kind == Note::topic);
  CHECK(one("#topic: 2.0 release").text == "2.0 release");
  CHECK(one("AGREED ship it").kind == Note::agreed);
  CHECK(one("action @bo write to the list").who == "bo");
  CHECK(one("action @bo write to the list").text == "write to the list");
  CHECK(one("action Bo Li: write").who == "Bo Li");
  CHECK(one("action @bo:example.org write").who == "bo:example.org");
  CHECK(one("action write to the list").who.empty());
  CHECK(one("话题 新版本").kind == Note::topic);
  const auto names = read_note("here Cy, Di and 3 newcomers", "Ada");
  REQUIRE(names);
  REQUIRE(names->size() == 3);
  CHECK((*names)[1].who == "Di");
  CHECK((*names)[2].kind == Note::newcomers);
  CHECK((*names)[2].text == "3");
  CHECK_FALSE(read_note("hello there", "Ada"));
  CHECK_FALSE(read_note("", "Ada"));
  CHECK(read_note("topic", "Ada")->empty());
}

TEST_CASE("a template is filled in once", "[meeting][minutes]") {
  Minutes minutes;
  minutes.title = "Call";
  minutes.start = at(2024, 7, 17, 18);
  minutes.lines = {{Note::present, "Ada", ""},         {Note::present, "ada", ""},
                   {Note::newcomers, "", "2"},         {Note::info, "", "before any topic"},
                   {Note::topic, "", "One {present}"}, {Note::info, "", "said"},
                   {Note::agreed, "", "done"},         {Note::action, "Bo", "write"}};
  minutes.follow_up = {"Cy: read"};
  const std::string page =
      fill_template("{date} {time}|{present}|{follow_up}|{topics}|{actions}|{unknown}", minutes);
  CHECK(
      page ==
      "2024-07-17 18:00 (6:00 pm) UTC|Ada, 2 newcomers|- Cy: read|- before any topic\n\n"
      "- One {present}\n  - said\n  - **Agreed:** done|- **Bo**: write|{unknown}"
  );
  CHECK(archive_path("a/{year}/c-{date}.md", minutes.start) == "a/2024/c-2024-07-17.md");
  CHECK(fill_template(plain_template(), minutes).contains("## Action items"));
}

TEST_CASE("notes of 2024-07-17 come out in the archive's form", "[meeting][minutes]") {
  const auto seed = test::shared_data("seeds/002_75a857892a438a01.txt");
  if (!seed) return;
  Minutes minutes;
  minutes.title = "NumPy community meeting";
  minutes.start = at(2024, 7, 17, 18);
  minutes.notes = "https://github.com/numpy/archive/tree/main/community_meetings";
  const std::string root = std::string(USHER_SOURCE_DIR) + "/config/numpy/";
  minutes.conduct = file(root + "notices/meeting.en.txt");
  for (const char* name : {"Matti Picus", "Chuck Harris", "Nathan Goldbaum", "Ralf Gommers"})
    minutes.lines.push_back({Note::present, name, ""});
  minutes.lines.push_back({Note::topic, "", "NumPy 2.0 community feedback BoF"});
  minutes.lines.push_back({Note::action, "Chuck Harris", "plans a release this weekend"});
  minutes.follow_up = {"Release 2.1.0 with Python 3.13?"};
  const std::string page = fill_template(file(root + "templates/meeting.md"), minutes);
  CHECK(structure(page) == structure(file(*seed)));
  CHECK(page.contains("**Present:** Matti Picus, Chuck Harris, Nathan Goldbaum, Ralf Gommers\n"));
  CHECK_FALSE(page.contains("pwd="));
}

TEST_CASE("notes are taken in a room, from the agenda to the file", "[meeting][minutes]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const Person ada = named("ada", "Ada");
  const Person bo = named("bo", "Bo");
  CHECK(said(rig.give(Command{"agenda", "add community: Plans for 2.5"}, bo))
            .contains("Plans for 2.5 – Bo"));
  CHECK(said(rig.say("topic too early", ada, "meetings")).contains("No notes are being taken here.")
  );
  const std::string begun = said(rig.say("start", ada, "meetings"));
  CHECK(begun.contains("Notes of Community Call"));
  CHECK(begun.contains("Plans for 2.5 (Bo)"));
  CHECK(said(rig.say("start", bo, "meetings")).contains("are being taken here"));
  rig.say("here", ada, "meetings");
  rig.say("here", bo, "meetings");
  rig.say("here Cy, Di and 2 newcomers", ada, "meetings");
  CHECK(
      said(
          rig.say(
              "topic Plans for 2.5\ninfo It is late.\naction @bo: write to the list\nnonsense here",
              ada, "meetings"
          )
      )
          .contains("I do not know what “nonsense here” is meant to be.")
  );
  rig.say("agreed wrong", bo, "meetings");
  CHECK(said(rig.say("undo", bo, "meetings")).contains("Taken back: wrong"));
  rig.say("agreed Ship in May", bo, "meetings");
  rig.say("link https://e.zoom.us/j/x1?pwd=secret", bo, "meetings");
  CHECK(said(rig.say("end", person("mal"), "meetings")).contains("Whoever began"));
  const std::string summary = said(rig.say("end", ada, "meetings"));
  CHECK(summary.contains("Agreed: Ship in May"));
  CHECK(summary.contains("Action: bo write to the list"));
  const auto file_post = rig.posts_to("ada");
  REQUIRE(file_post.size() == 1);
  const std::string page = file_post[0].text();
  INFO(page);
  CHECK(page.contains("community_meetings/2026/community-2026-01-14.md"));
  CHECK(page.contains("**Present:** Ada, Bo, Cy, Di, 2 newcomers"));
  CHECK(page.contains(
      "- Plans for 2.5\n  - It is late.\n  - **Agreed:** Ship in May\n  - https://e.zoom.us/j/x1\n"
  ));
  CHECK_FALSE(page.contains("secret"));
  // Whoever was there and has taken something on is asked first.
  const auto asked = rig.posts_to("bo");
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].text().contains("write to the list"));
  CHECK(said(rig.give(Command{"action", "list"}, bo)).contains("bo: write to the list"));
  rig.give(Press{"meeting.mine", "1", {}, ""}, bo);
  CHECK(said(rig.give(Command{"action", "done 1"}, bo)).contains("Done: write to the list"));
  CHECK(said(rig.give(Command{"action", ""}, bo)).contains("Nothing is open."));
  // What came up is off the agenda.
  CHECK_FALSE(said(rig.give(Command{"agenda", "community"}, bo)).contains("Plans for 2.5"));
}

TEST_CASE("an action that is somebody else's is not theirs any more", "[meeting][minutes]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const Person bo = named("bo", "Bo");
  rig.say("start community", named("ada", "Ada"), "meetings");
  rig.say("here", bo, "meetings");
  rig.say("action @Bo write", bo, "meetings");
  rig.say("end", named("ada", "Ada"), "meetings");
  const Outcome other = rig.give(Press{"meeting.not-mine", "1", {}, ""}, person("mal"));
  CHECK(std::get_if<Replace>(&other.reply) != nullptr);
  CHECK(said(rig.give(Command{"action", "list community"}, bo)).contains("write"));
  rig.give(Press{"meeting.not-mine", "1", {}, ""}, bo);
  CHECK(said(rig.give(Command{"action", "list community"}, bo)).contains("Nothing is open."));
}

TEST_CASE("a forgotten end is asked about, and then comes by itself", "[meeting][minutes]") {
  const auto made = started();
  MeetingRig& rig = *made;
  rig.say("start", named("ada", "Ada"), "meetings");
  rig.say("topic One", named("ada", "Ada"), "meetings");
  rig.run_until(at(2026, 1, 14, 18, 50));
  rig.say("info still here", named("ada", "Ada"), "meetings");
  const auto before = rig.posts_to("meetings").size();
  rig.run_until(at(2026, 1, 14, 19, 16));
  const auto nudged = rig.posts_to("meetings");
  REQUIRE(nudged.size() == before + 1);
  CHECK(nudged.back().text().contains("Is the meeting over?"));
  CHECK(nudged.back().at == at(2026, 1, 14, 19, 15));
  rig.start();
  rig.run_until(at(2026, 1, 14, 20));
  const auto ended = rig.posts_to("meetings");
  REQUIRE(ended.size() == before + 2);
  CHECK(ended.back().at == at(2026, 1, 14, 19, 50));
  CHECK(ended.back().text().contains("Nothing was noted for an hour"));
  CHECK(rig.posts_to("ada").size() == 1);
  CHECK(said(rig.say("end", named("ada", "Ada"), "meetings")).contains("No notes"));
}

TEST_CASE("an agenda is put in order, put off and done by whoever may", "[meeting][minutes]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const Person bo = named("bo", "Bo");
  const Person grace = named("grace", "Grace", {Role::organiser});
  const auto agenda = [&](const std::string& args, const Person& who) {
    return said(rig.give(Command{"agenda", args}, who));
  };
  for (const char* text : {"one", "two", "three"})
    agenda(std::string("add community: ") + text, bo);
  agenda("move 3 to 1", grace);
  const std::string list = agenda("community", bo);
  CHECK(list.find("three") < list.find("one"));
  CHECK(list.find("one") < list.find("two"));
  CHECK(agenda("done 1", person("mal")).contains("Only who put it there"));
  CHECK_FALSE(agenda("done 1", bo).contains("#1"));
  CHECK_FALSE(agenda("defer #2", grace).contains("two"));
  rig.run_until(at(2026, 1, 15));
  CHECK(agenda("", bo).contains("two"));  // the meeting after it
  CHECK(agenda("done 99", bo).contains("I know no such item"));
  CHECK(agenda("add community:", bo).contains("/agenda add"));
  CHECK(agenda("add sprint: x", bo).contains("I know no meeting"));
}

TEST_CASE("a page with many links has no passcode at its end", "[meeting][minutes]") {
  std::string page;
  for (int i = 0; i < 80; ++i) page += "- https://github.com/numpy/numpy/pull/1\n";
  page += "https://e.zoom.us/j/x1?pwd=abc\n";
  CHECK_FALSE(without_passcodes(page).contains("pwd"));
  CHECK(without_passcodes("a\n\nb\n") == "a\n\nb\n");
}

TEST_CASE("a passcode stays out however it is written", "[meeting][minutes]") {
  CHECK(without_passcodes("Passcode: 123456") == "Passcode: (removed)");
  CHECK(without_passcodes("- **Passcode:** abc, dial in") == "- **Passcode:** (removed), dial in");
  CHECK(
      without_passcodes("ID 1, passcode=ab passcode: cd") ==
      "ID 1, passcode=(removed) passcode: (removed)"
  );
  CHECK(without_passcodes("密码：123") == "密码：(removed)");
  CHECK(without_passcodes("Passcode: 123 456 789, or ring") == "Passcode: (removed), or ring");
  CHECK(without_passcodes("ID 1, passcode 123456") == "ID 1, passcode (removed)");
  CHECK(
      without_passcodes("https://x.example/url?q=https%3A%2F%2Fe.zoom.us%2Fj%2Fx1%3Fpwd%3Dabc") ==
      "https://x.example/url?q=https%3A%2F%2Fe.zoom.us%2Fj%2Fx1%3Fpwd%3D…"
  );
  CHECK(without_calls("Sprint https://meet.google.com/abc-defg-hij") == "Sprint");
  CHECK(without_passcodes("password: handled in f2py") == "password: handled in f2py");
  CHECK(without_passcodes("the passcode is in the calendar") == "the passcode is in the calendar");
  CHECK(
      without_passcodes("[call](https://e.zoom.us/j/x1?pwd=abc)") ==
      "[call](https://e.zoom.us/j/x1)"
  );
  // More addresses in one line, and longer ones, than are looked at one by one.
  std::string line;
  for (int i = 0; i < 60; ++i) line += "https://example.org/a ";
  CHECK_FALSE(without_passcodes(line + "https://e.zoom.us/j/x1?pwd=abc").contains("abc"));
  CHECK_FALSE(without_passcodes("https://e.zoom.us/j/" + std::string(3'000, '1') + "?pwd=abc")
                  .contains("abc"));
  CHECK_FALSE(without_passcodes(line + "https://x.slack.com/shared_invite/zt-1").contains("zt-1"));
}
