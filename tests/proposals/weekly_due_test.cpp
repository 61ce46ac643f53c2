// tests/proposals/weekly_due_test.cpp: weekly summaries when they are due, late, or moved to another room.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/rooms.hpp"

using namespace usher;
using namespace usher::proposals;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

TEST_CASE("When it is due it tells the changes since the last one, once, and sets its next alarm") {
  Rooms rooms;
  rooms.finish(1, 1);  // before: no news for this room
  rooms.order("digest on");
  rooms.finish(2, 3);
  rooms.now = utc(2026, 9, 28, 9);
  const auto effects = rooms.ring();
  const auto told = posts(effects);
  REQUIRE(told.size() == 1);
  CHECK(told[0].to == To{{"web", "neps", ""}, {}});
  CHECK(told[0].audience == Audience::room);
  CHECK(told[0].lane == Lane::announcement);
  CHECK(told[0].key == "nep-weekly:2026-W40:1790586000");
  CHECK_THAT(
      text(told[0]), Contains("2 changes since the last summary") && Contains("NEP 2 — Title 2") &&
                         Contains("7 Drafts") && !Contains("NEP 1 — ") && !Contains("late")
  );
  CHECK(reminded(effects) == utc(2026, 10, 5, 9));
  rooms.finish(4, 4);
  rooms.now = utc(2026, 10, 5, 9);
  const auto next = posts(rooms.ring());
  REQUIRE(next.size() == 1);
  CHECK_THAT(text(next[0]), Contains("1 change since") && !Contains("NEP 3 — "));
}

TEST_CASE("A week without news is passed over, or one line where that is wanted") {
  Rooms rooms;
  rooms.order("digest on");
  rooms.now = utc(2026, 9, 28, 9);
  const auto effects = rooms.ring();
  CHECK(posts(effects).empty());
  CHECK(reminded(effects) == utc(2026, 10, 5, 9));
  rooms.order("digest on always");
  rooms.now = utc(2026, 10, 5, 9);
  const auto quiet = posts(rooms.ring());
  REQUIRE(quiet.size() == 1);
  CHECK(
      text(quiet[0]) ==
      "A quiet week: no NEP has changed and none is open for comment. 10 are Drafts."
  );
}

TEST_CASE("An open comment window makes a week worth a word; one whose time is over does not") {
  Rooms rooms;
  rooms.order("digest on");
  Window window = open_window(5, utc(2026, 9, 25, 10), 7, "https://example.org/mail");
  add_window(rooms.db, "nep", window);
  rooms.now = utc(2026, 9, 28, 9);
  const auto told = posts(rooms.ring());
  REQUIRE(told.size() == 1);
  CHECK_THAT(
      text(told[0]), Contains("nep-0005-title.html): until 2026-10-02 10:00 UTC") &&
                         Contains("Nothing has changed since")
  );
  rooms.now = utc(2026, 10, 5, 9);
  CHECK(posts(rooms.ring()).empty());
}

TEST_CASE("After downtime there is one summary, of the last day that was due") {
  Rooms rooms;
  rooms.order("digest on");
  rooms.finish(1, 2);
  rooms.now = utc(2026, 10, 13, 8, 59);  // two were missed, the second less than a day ago
  const auto late = rooms.ring();
  REQUIRE(posts(late).size() == 1);
  CHECK(posts(late)[0].key == "nep-weekly:2026-W42:1791795600");
  CHECK_THAT(text(posts(late)[0]), Contains("2 changes") && Contains("This is late"));
  CHECK(reminded(late) == utc(2026, 10, 19, 9));
}

TEST_CASE("What is a day late is left out, and the next one tells what it would have told") {
  Rooms rooms;
  rooms.order("digest on");
  rooms.finish(1, 2);
  rooms.now = utc(2026, 9, 29, 9);
  const auto skipped = rooms.ring();
  CHECK(posts(skipped).empty());
  CHECK(reminded(skipped) == utc(2026, 10, 5, 9));
  rooms.finish(3, 3);
  rooms.now = utc(2026, 10, 5, 9);
  const auto told = posts(rooms.ring());
  REQUIRE(told.size() == 1);
  CHECK_THAT(text(told[0]), Contains("3 changes since"));
}

TEST_CASE("A clock that is put back waits for the time once more") {
  Rooms rooms;
  rooms.order("digest on always");
  rooms.now = utc(2026, 9, 28, 8);
  const auto effects = rooms.ring();
  CHECK(posts(effects).empty());
  CHECK(reminded(effects) == utc(2026, 9, 28, 9));
}

TEST_CASE("At every start its alarm is set again, at the time that was due") {
  Rooms rooms;
  rooms.order("digest on");
  rooms.now += 2 * week;
  const auto effects = rooms.start();
  const auto is_ours = [](const Effect& effect) {
    const auto* remind = std::get_if<Remind>(&effect);
    return remind != nullptr && remind->job == "weekly:1" && remind->at == utc(2026, 9, 28, 9);
  };
  CHECK(std::ranges::count_if(effects, is_ours) == 1);
}

TEST_CASE("Long lists are cut at ten") {
  Rooms rooms;
  rooms.order("digest on");
  for (int number = 11; number <= 35; ++number) rooms.files[name(number)] = file(number, "Draft");
  rooms.finish(1, 0);
  rooms.now = utc(2026, 9, 28, 9);
  const auto told = posts(rooms.ring());
  REQUIRE(told.size() == 1);
  CHECK_THAT(
      text(told[0]), Contains("25 changes") && Contains("And 15 more.") && Contains("35 Drafts") &&
                         Contains("And 25 more.") && Contains("/nep list status:draft")
  );
}

TEST_CASE("Another room that takes its place is told instead; an archived one nothing more") {
  Rooms rooms;
  rooms.order("digest on friday");
  rooms.order("watch all here");
  using How = RoomChanged::How;
  for (const How how : {How::renamed, How::converted, How::unarchived})
    CHECK(rooms.change(how, "other").empty());
  REQUIRE(rooms.kept());
  const auto moved = rooms.change(How::replaced, "neps2");
  CHECK_FALSE(rooms.kept());
  REQUIRE(rooms.kept("neps2"));
  CHECK(rooms.kept("neps2")->time.weekday == 5);
  REQUIRE(moved.size() == 2);
  CHECK(std::get<Forget>(moved[0]).job == "weekly:1");
  CHECK(std::get<Remind>(moved[1]).job == "weekly:2");
  CHECK(watched_by(rooms.db, "nep", {"web", "neps", ""}).empty());
  CHECK(watched_by(rooms.db, "nep", {"web", "neps2", ""}).size() == 1);

  rooms.order("digest on");
  rooms.order("watch new here");
  rooms.change(How::replaced, "neps2");  // which has its own: that stays, watches add up
  CHECK(rooms.kept("neps2")->time.weekday == 5);
  CHECK(watched_by(rooms.db, "nep", {"web", "neps2", ""}).size() == 2);

  rooms.order("digest on");
  rooms.order("watch new here");
  const auto archived = rooms.change(How::archived);
  REQUIRE(archived.size() == 1);
  CHECK(std::holds_alternative<Forget>(archived[0]));
  CHECK_FALSE(rooms.kept());
  CHECK(watched_by(rooms.db, "nep", {"web", "neps", ""}).empty());
}

TEST_CASE("An alarm that a wrong clock has set far ahead is set anew at the start") {
  Rooms rooms;
  rooms.order("digest on");
  Weekly weekly = *rooms.kept();
  weekly.due = utc(2027, 9, 27, 9);
  keep_weekly(rooms.db, "nep", weekly);
  rooms.start();
  CHECK(rooms.kept()->due == utc(2026, 9, 28, 9));
}
