// tests/proposals/weekly_test.cpp: weekly summaries of a room: asked for, due, late, moved.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/rooms.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::proposals;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

TEST_CASE("A room gets a summary where maintainers and organisers say so; others are told who may"
) {
  Rooms rooms;
  for (const Roles roles : {Roles{}, Roles{Role::contributor}, Roles{Role::committee}}) {
    CHECK_THAT(
        rooms.say("digest on", roles),
        Contains("maintainers and organisers decide") && Contains("/nep watch all")
    );
    CHECK_THAT(rooms.say("digest off", roles), Contains("maintainers and organisers"));
  }
  CHECK_FALSE(rooms.kept());
  const Outcome outcome = rooms.order("digest on", {Role::organiser});
  CHECK_THAT(
      plain_text(std::get<SayReply>(outcome.reply).doc), Contains("every Monday at 09:00 (UTC)") &&
                                                             Contains("2026-09-28 09:00 UTC") &&
                                                             Contains("/nep digest off")
  );
  CHECK(reminded(outcome.effects) == utc(2026, 9, 28, 9));
  REQUIRE(rooms.kept());
  CHECK(rooms.kept()->due == utc(2026, 9, 28, 9));
}

TEST_CASE("Without more words the zone is the community's, and what is not said stays") {
  Rooms rooms;
  rooms.community.time_zone = "Europe/Berlin";
  rooms.order("digest on");
  CHECK(rooms.kept()->time == WeeklyTime{1, 540min, "Europe/Berlin"});
  rooms.order("digest on friday");
  rooms.order("digest on always");
  rooms.order("digest on 16:30 asia/taipei");
  CHECK(rooms.kept()->time == WeeklyTime{5, 990min, "Asia/Taipei"});
  CHECK(rooms.kept()->always);
  CHECK(rooms.kept()->id == 1);
  CHECK(rooms.kept()->due == utc(2026, 9, 25, 8, 30));
}

TEST_CASE("A repeat is answered like the first time, and changes nothing") {
  Rooms rooms;
  for (const char* args : {"digest on friday always", "digest", "digest off", "digest off"}) {
    const Outcome first = rooms.order(args);
    const auto before = rooms.kept();
    rooms.now += 30s;
    const Outcome again = rooms.order(args, {Role::maintainer}, true);
    CHECK(std::get<SayReply>(again.reply).doc == std::get<SayReply>(first.reply).doc);
    CHECK(rooms.kept() == before);
  }
}

TEST_CASE("Off ends it, and its alarm; an alarm that rings nevertheless says nothing") {
  Rooms rooms;
  rooms.order("digest on always");
  const Outcome off = rooms.order("digest off");
  REQUIRE(off.effects.size() == 1);
  CHECK(std::get<Forget>(off.effects[0]).job == "weekly:1");
  rooms.now += week;
  CHECK(rooms.ring().empty());
  CHECK(rooms.event(Tick{"weekly:x", rooms.now, rooms.now}).effects.empty());
  rooms.order("digest on");
  CHECK(rooms.kept()->id == 2);  // an old alarm is never another room's
}

TEST_CASE("What is not understood is answered with what to type") {
  Rooms rooms;
  const std::string text = rooms.say("digest on someday");
  CHECK_THAT(text, Contains("“someday”") && Contains("/nep digest on friday 16:30 Asia/Taipei"));
  CHECK_FALSE(rooms.kept());
}

TEST_CASE("The weekly summary, as a person last looked at it") {
  std::string all;
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    Rooms rooms;
    rooms.catalog = test::shipped_catalog();
    rooms.community.language = lang;
    const auto ask = [&](const std::string& args, Roles roles = {Role::maintainer}) {
      all += "/nep " + args + "\n" +
             plain_text(std::get<SayReply>(rooms.order(args, roles, false, lang).reply).doc) +
             "\n\n";
    };
    const auto ring = [&] {
      for (const Post& post : posts(rooms.ring()))
        all += "(" + post.key + ")\n" + text(post) + "\n\n";
    };
    all += std::string("=== ") + lang + "\n\n";
    for (const char* args : {"digest", "digest someday", "digest on wed 18:00 asia/taipei"})
      ask(args);
    ask("digest on", {});
    ask("digest", {});
    ask("digest on always");
    rooms.finish(1, 3);
    Window window = open_window(5, rooms.now, 7, "https://example.org/mail");
    Objection claimed;
    claimed.url = "https://example.org/no";
    window.objections = {claimed};
    add_window(rooms.db, "nep", window);
    ask("digest");
    rooms.now = utc(2026, 9, 23, 12);
    ring();
    rooms.now = utc(2026, 10, 7, 10);
    ring();
    for (const char* day : {"mon", "tue", "thu", "fri", "sat", "sun"})
      ask(std::string("digest on news-only ") + day);
    ask("digest off");
  }
  test::check_golden("proposals/weekly.txt", all);
}
