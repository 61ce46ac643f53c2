// tests/meeting/new_test.cpp: meetings that are made in chat.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/making.hpp"
#include "tests/meeting/organising.hpp"

#include <string>
#include <vector>

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::docs_sprint;
using test::Organising;
using test::person;
using test::said;
using test::times_of;

TEST_CASE(
    "a new meeting is shown with its next three dates, and nobody is told", "[meeting][new]"
) {
  Organising world;
  const std::string value = world.shown(docs_sprint);
  REQUIRE_FALSE(value.empty());
  CHECK(world.preview.contains("Make Docs sprint?"));
  CHECK(world.preview.contains("every 2 weeks on Thu, 17:00 Europe/Berlin"));
  CHECK(world.preview.contains("Thu 15 Jan 2026, 16:00 UTC"));
  CHECK(world.preview.contains("Thu 29 Jan 2026, 16:00 UTC"));
  CHECK(world.preview.contains("Thu 12 Feb 2026, 16:00 UTC"));
  CHECK_FALSE(world.preview.contains("26 Feb 2026"));
  CHECK(world.preview.contains("web general"));
  CHECK(world.rig.posts.empty());
  CHECK(world.press(value, person("mal")).contains("Only organisers and maintainers"));
  CHECK(world.rig.posts.empty());
  CHECK(said(world.rig.say("next docs sprint", person("ada"))).contains("I know no meeting"));
}

TEST_CASE("a meeting that was made is one like any other", "[meeting][new]") {
  Organising world;
  const std::string answer = world.done(docs_sprint);
  CHECK(answer.contains("BEGIN:VEVENT"));
  CHECK(answer.contains("DTSTART;TZID=Europe/Berlin:20260115T170000"));
  CHECK(answer.contains("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"));
  auto room = world.rig.posts_to("general");
  REQUIRE(room.size() == 1);
  CHECK(room[0].text().contains("New: Docs sprint"));
  CHECK(room[0].text().contains("every 2 weeks on Thu"));
  world.rig.deliver();
  REQUIRE(world.rig.posts_to("grace").size() == 1);
  CHECK(world.rig.posts_to("grace")[0].text().contains("✓ web general"));
  world.rig.say("subscribe docs sprint 10m", person("cy"));
  world.rig.run_until(at(2026, 1, 15, 18));
  room = world.rig.posts_to("general");
  CHECK(
      times_of(room) == std::vector{at(2026, 1, 10), at(2026, 1, 14, 16), at(2026, 1, 15, 15, 45)}
  );
  CHECK(room.back().text().contains("https://meet.example.org/d"));
  CHECK(world.rig.posts_to("cy").size() == 1);
  const std::string next = said(world.rig.say("next docs", person("ada")));
  CHECK(next.contains("Made here in chat: every 2 weeks on Thu"));
  CHECK(next.contains("Thu 29 Jan 2026, 16:00 UTC"));
  // One date of it is called off as one of a calendar's is.
  world.done("cancel docs sprint 2026-01-29");
  CHECK(world.rig.posts_to("general").back().text().contains("does not take place"));
  CHECK(said(world.rig.say("next docs", person("ada"))).contains("Thu 12 Feb 2026, 16:00 UTC"));
}

TEST_CASE("what is asked for alone with Usher reminds no room", "[meeting][new]") {
  Organising world;
  const auto ask = [&](const std::string& order) {
    Command command{"meeting", order};
    command.direct = true;
    return said(world.rig.give(std::move(command), world.grace(), "grace-and-usher"));
  };
  const std::string alone = ask(docs_sprint);
  CHECK(alone.contains("No room would be reminded of it."));
  CHECK_FALSE(alone.contains("grace-and-usher"));
  const std::string named = ask(docs_sprint + " in web:general");
  CHECK_FALSE(named.contains("No room would be reminded of it."));
  CHECK(named.contains("web general"));
}

TEST_CASE("that a new meeting will be in public calendars is said before", "[meeting][new]") {
  constexpr std::string_view words = "will stand in the calendars that everybody can subscribe to";
  Organising world;
  world.shown(docs_sprint);
  CHECK_FALSE(world.preview.contains(words));
  meeting::Settings settings = test::usual_settings();
  settings.public_feeds = true;
  world.rig.configure(std::move(settings));
  world.rig.start();
  world.shown(docs_sprint);
  CHECK(world.preview.contains(words));
}

TEST_CASE("pressed twice, a meeting is made once", "[meeting][new]") {
  Organising world;
  const std::string value = world.shown(docs_sprint);
  world.press(value, world.grace());
  CHECK(world.press(value, world.grace()).contains("was done already"));
  // Two organisers at once: the other's is of the same name.
  CHECK(world.rig.posts_to("general").size() == 1);
  CHECK(world.shown(docs_sprint).empty());
  CHECK(world.preview.contains("There is a meeting of that name: Docs sprint"));
}

TEST_CASE("of two organisers who make it at once, one does", "[meeting][new]") {
  Organising world;
  const std::string first = world.shown(docs_sprint);
  const std::string second = world.shown(docs_sprint);
  CHECK(first != second);
  world.press(first, world.grace());
  CHECK(world.press(second, world.grace()).contains("has changed meanwhile"));
  CHECK(world.rig.posts_to("general").size() == 1);
}

TEST_CASE("it is there after restarts, polls and other configurations", "[meeting][new]") {
  Organising world;
  world.done(docs_sprint);
  const std::size_t told = world.rig.posts.size();
  meeting::Settings other = test::usual_settings();
  other.sources = {{"calendar-2", "https://example.org/b.ics"}};
  other.series.clear();
  other.every = 12h;
  world.rig.calendars["calendar-2"] = test::calendar_with({});
  world.rig.configure(other);
  for (int poll = 0; poll < 10; ++poll) {
    world.rig.start();
    world.rig.run_for(2h);
  }
  CHECK(world.rig.posts.size() == told);
  world.rig.run_until(at(2026, 1, 29, 15, 50));
  CHECK(world.rig.posts_to("general").back().at == at(2026, 1, 29, 15, 45));
  // A year later its dates are still known.
  world.rig.run_until(at(2027, 1, 13));
  CHECK(
      said(world.rig.say("next docs sprint", person("ada"))).contains("Thu 14 Jan 2027, 16:00 UTC")
  );
}

TEST_CASE("clocks that are switched and other meetings are warned of", "[meeting][new]") {
  Organising world;
  world.shown("new \"Night watch\" 2026-03-22 02:30 Europe/Berlin every week");
  CHECK(world.preview.contains("In Europe/Berlin clocks are put on"));
  CHECK(world.preview.contains("clocks show that time twice"));
  world.shown("new \"Clash\" 2026-01-14 18:30 UTC");
  CHECK(world.preview.contains("Another meeting is at the same time"));
  CHECK(world.preview.contains("Community Call"));
  world.shown("new \"Quiet\" 2026-01-13 18:30 UTC");
  CHECK_FALSE(world.preview.contains("Note:"));
}

TEST_CASE("a calendar that gets a meeting made here has its dates from then on", "[meeting][new]") {
  Organising world;
  world.done(docs_sprint);
  world.rig.say("subscribe docs sprint 1h", person("cy"));
  const std::size_t told = world.rig.posts_to("general").size();
  const std::string same =
      "SUMMARY:Docs sprint\r\nDTSTART;TZID=Europe/Berlin:20260115T170000\r\nDURATION:PT60M\r\n"
      "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH\r\nURL:https://meet.example.org/d\r\n";
  world.rig.calendars["calendar-1"] = test::calendar_with({test::community_call, same});
  world.rig.run_until(at(2026, 1, 11));
  CHECK(world.rig.posts_to("general").size() == told);  // nothing is another for those who come
  CHECK(world.rig.posts_to("grace").back().text().contains("which was made here, is in"));
  // Its rooms and people stay, and its word counts.
  std::string moved = same;
  moved.replace(moved.find("T170000"), 7, "T190000");
  world.rig.calendars["calendar-1"] = test::calendar_with({test::community_call, moved});
  world.rig.run_until(at(2026, 1, 12));
  REQUIRE(world.rig.posts_to("general").size() == told + 1);
  CHECK(world.rig.posts_to("general").back().text().contains("Thu 15 Jan 2026, 18:00 UTC"));
  CHECK(world.rig.posts_to("cy").size() == 1);
  world.rig.start();
  world.rig.run_until(at(2026, 1, 15, 17, 50));
  CHECK(world.rig.posts_to("general").back().at == at(2026, 1, 15, 17, 45));
  CHECK(said(world.rig.say("next docs", person("ada"))).contains("Thu 15 Jan 2026, 18:00 UTC"));
}

TEST_CASE("a meeting made here ends, and comes back when that is withdrawn", "[meeting][new]") {
  Organising world;
  world.done(docs_sprint);
  world.done("change docs sprint end now because nobody comes");
  CHECK(world.rig.posts_to("general").back().text().contains("Docs sprint ends"));
  CHECK(world.rig.posts_to("general").back().text().contains("nobody comes"));
  world.rig.run_until(at(2026, 1, 17));
  // Where it would have been it is said once more; nobody is reminded.
  auto room = world.rig.posts_to("general");
  CHECK(times_of(room) == std::vector{at(2026, 1, 10), at(2026, 1, 10), at(2026, 1, 15, 16)});
  CHECK(said(world.rig.say("", person("ada"))).contains("Community Call"));
  CHECK_FALSE(said(world.rig.say("", person("ada"))).contains("Docs sprint"));
  world.done("change docs sprint back");
  CHECK(said(world.rig.say("next docs", person("ada"))).contains("Thu 29 Jan 2026, 16:00 UTC"));
  world.rig.run_until(at(2026, 1, 29, 15, 50));
  CHECK(world.rig.posts_to("general").back().at == at(2026, 1, 29, 15, 45));
}

TEST_CASE("a meeting that is once is over when it was", "[meeting][new]") {
  Organising world;
  world.done("new \"Release party\" 2026-01-12 20:00 UTC");
  world.rig.run_until(at(2026, 1, 16));
  CHECK(said(world.rig.say("next party", person("ada"))).contains("I know no meeting"));
  CHECK(
      times_of(world.rig.posts_to("general")) ==
      std::vector{at(2026, 1, 10), at(2026, 1, 11, 20), at(2026, 1, 12, 19, 45)}
  );
  // Of that name there may be another one.
  world.done("new \"Release party\" 2026-02-12 20:00 UTC");
  CHECK(said(world.rig.say("next party", person("ada"))).contains("Thu 12 Feb 2026, 20:00 UTC"));
  // When all of it is long over, nothing is left.
  world.rig.run_until(at(2026, 8, 1));
  CHECK_FALSE(world.rig.db.query("SELECT 1 FROM meeting_made").next());
  CHECK_FALSE(world.rig.db.query("SELECT 1 FROM meeting_drafts").next());
}

TEST_CASE("a room that is replaced is told in its place", "[meeting][new]") {
  Organising world;
  world.done(docs_sprint);
  world.rig.give(RoomChanged{RoomChanged::How::replaced, "hall"}, {}, "general");
  world.rig.run_until(at(2026, 1, 15, 15, 50));
  CHECK(world.rig.posts_to("general").size() == 1);
  CHECK(world.rig.posts_to("hall").size() == 2);
}

TEST_CASE("what an organiser was shown goes when they are forgotten", "[meeting][new]") {
  Organising world;
  world.shown(docs_sprint);
  CHECK(world.rig.db.query("SELECT 1 FROM meeting_drafts").next());
  world.rig.give(Forgotten{world.grace()}, world.grace(), "");
  CHECK_FALSE(world.rig.db.query("SELECT 1 FROM meeting_drafts").next());
}

TEST_CASE(
    "a meeting that was granted is made by whoever it was shown to, and by nobody else",
    "[meeting][new]"
) {
  Organising world;
  meeting::MadeMeeting made;
  made.key = "python potsdam";
  made.title = "Python Potsdam";
  made.hosts = {"web:ada", "web:alan"};
  made.rhythm.start =
      std::chrono::local_days{std::chrono::year{2026} / 2 / 5} + std::chrono::hours(18);
  const meeting::Settings settings = test::usual_settings();
  const Event event{"granted", {"web", "", ""}, person("ada"), {}, Command{"group", "publish"}};
  Context context{world.rig.db,        world.rig.catalog, world.rig.commands,
                  world.rig.community, world.rig.now,     false};
  const Outcome shown = meeting::preview_make(made, {settings, event, context}, true);
  world.action = "meeting.do-series";
  const std::string value = test::value_in(shown);
  CHECK(world.press(value, person("eve")).contains("Only organisers and maintainers"));
  CHECK(world.press(value, person("ada")).contains("Done."));
  const auto kept = meeting::made_by_key(world.rig.db, "python potsdam");
  REQUIRE(kept);
  CHECK(kept->hosts == made.hosts);
  // They are asked as those are whom meetings.toml names.
  CHECK(said(world.rig.say("hosts potsdam", person("grace"))).contains("ada"));
  world.rig.give(Forgotten{person("ada")}, person("ada"));
  CHECK(
      meeting::made_by_key(world.rig.db, "python potsdam")->hosts ==
      std::vector<std::string>{"web:alan"}
  );
}
