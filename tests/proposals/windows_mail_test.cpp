// tests/proposals/windows_mail_test.cpp: what the mailing list's archive opens, and what it never does.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/windows_rig.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;
using Strings = std::vector<std::string>;

TEST_CASE("A mail opens a window at its own date, once, and is announced when it is seen") {
  Windows bot;
  bot.live_hours(1);
  bot.mail("B", 1.25, "[Talk] Proposal to accept NEP #5: Title 5");
  bot.live_hours(30);
  CHECK(bot.news() == Strings{"2026-10-19T10:30:00Z nep-window:1:opened"});
  const Window window = *bot.window(5);
  CHECK(iso_time(window.opened) == "2026-10-19T10:15:00Z");
  CHECK(window.closes - window.opened == std::chrono::hours(168));
  CHECK(window.url == Windows::page("B"));
  CHECK(window.by_mail);
  CHECK(window.person.empty());
  bot.live_hours(24 * 30);
  CHECK(bot.news().size() == 3);
  CHECK(bot.notices() == 0);
}

TEST_CASE("The archive is asked every half hour, by what it said last") {
  Windows bot;
  bot.reply_with.etag = "\"v1\"";
  bot.live_hours(2);
  REQUIRE(bot.asked.size() == 5);
  CHECK(bot.asked[0].method == "LIST");
  CHECK(bot.asked[0].path == "2026-10-12T09:00:00Z");  // a window may still be running
  CHECK(bot.asked[0].etag.empty());
  CHECK(bot.asked[4].etag == "\"v1\"");
  CHECK(bot.asked[4].path == "2026-10-12T10:30:00Z");
  bot.reply_with = {"", 304, "", "", errc::ok};
  bot.live_hours(4);
  CHECK(bot.asked.back().etag == "\"v1\"");
  CHECK(bot.asked.back().path == "2026-10-12T12:30:00Z");
}

TEST_CASE(
    "At first sight a window that still runs is told with what is left of it, and nothing older"
) {
  Windows bot;
  bot.jobs.clear();
  bot.mail("B", -24 * 8, "Proposal to accept NEP 4");
  bot.mail("C", -24 * 5, "Proposal to accept NEP 5");
  bot.take(bot.start());
  bot.live_hours(0.5);
  CHECK(bot.news() == Strings{"2026-10-19T09:00:00Z nep-window:1:opened"});
  CHECK_THAT(bot.last_post(), Contains("NEP 5") && Contains("Closes: 2026-10-21 09:00 UTC"));
  CHECK_FALSE(bot.window(4));
  bot.live_hours(24 * 8);
  CHECK(
      bot.news() ==
      Strings{
          "2026-10-20T09:00:00Z nep-window:1:1d:1792573200", "2026-10-21T09:00:00Z nep-window:1:end"
      }
  );
}

TEST_CASE(
    "No mail of a downtime is missed, and what it opened and closed meanwhile is one late notice"
) {
  Windows bot;
  bot.live_hours(1);
  bot.mail("B", 30, "Proposal to accept NEP 4");
  bot.mail("C", 24 * 19, "Proposal to accept NEP 5");
  bot.sleep_hours(24 * 20);
  CHECK(
      bot.news() ==
      Strings{"2026-11-08T09:00:00Z nep-window:1:end", "2026-11-08T09:00:00Z nep-window:2:opened"}
  );
  CHECK(bot.asked.back().path == "2026-10-12T10:00:00Z");
  CHECK_THAT(plain_text(std::get<Doc>(bot.posts[0].body)), Contains("This notice is late"));
  CHECK_THAT(bot.last_post(), Contains("Closes: 2026-11-14 09:00 UTC"));
}

TEST_CASE("However long the downtime, no farther back than sixty days is read") {
  Windows bot;
  bot.live_hours(1);
  bot.sleep_hours(24 * 400);
  CHECK(bot.asked.back().path == iso_time(bot.now - std::chrono::days(60)));
}

TEST_CASE("An old mail whose discussion goes on opens nothing") {
  Windows bot;
  bot.live_hours(24 * 30);
  bot.mail("B", -24 * 40, "Proposal to accept NEP 5");
  bot.live_hours(24 * 31);
  CHECK(bot.news().empty());
  CHECK_FALSE(bot.window(5));
}

TEST_CASE("Mails that propose nothing, lines that are none, and hostile ones open nothing") {
  Windows bot;
  bot.mail("B", 1, "Re: Proposal to accept NEP 5");
  bot.mail("C", 1, "Proposal to discuss NEP 5");
  bot.archive += "yesterday\t" + Windows::page("D") + "\tProposal to accept NEP 5\n";
  bot.archive += "2026-10-19T10:00:00Z\t\tProposal to accept NEP 5\n";
  bot.archive += "2026-10-19T10:00:00Z\thttps://e.org/" + std::string(600, 'a') +
                 "\tProposal to accept NEP 5\n";
  bot.archive += "2026-10-19T10:00:00Z\tProposal to accept NEP 5\n\n\t\t\t\n\xFF\xFE\n";
  bot.live_hours(3);
  CHECK(bot.news().empty());
  CHECK(bot.notices() == 0);
}

TEST_CASE(
    "A mail about no draft that is known is told to the operator once, and opens a window once "
    "there is one"
) {
  Windows bot;
  bot.reply_with.etag = "\"v1\"";
  bot.files[name(5)] = file(5, "Final");
  bot.poll("v2");
  bot.mail("B", 1, "Proposal to accept NEP 5");
  bot.mail("C", 1, "Proposal to accept NEP 77");
  bot.live_hours(24);
  CHECK(bot.news().empty());
  CHECK(bot.notices() == 2);
  CHECK_THAT(bot.notice(), Contains("NEP 77") && Contains(Windows::page("C")));
  CHECK(bot.asked.back().etag.empty());  // an answer that has not changed would say nothing
  bot.files[name(77)] = file(77, "Draft");
  bot.poll("v3");
  bot.live_hours(25);
  CHECK(bot.news() == Strings{"2026-10-20T09:30:00Z nep-window:1:opened"});
  CHECK(iso_time(bot.window(77)->opened) == "2026-10-19T10:00:00Z");
  bot.live_hours(24 * 10);
  CHECK(bot.notices() == 2);
  CHECK(bot.asked.back().etag == "\"v1\"");
}

TEST_CASE("A second mail while a window is open leaves seven days from that mail") {
  Windows bot;
  bot.mail("B", 1, "Proposal to accept NEP 5");
  bot.live_hours(24 * 5);
  bot.news();
  bot.mail("C", 24 * 5, "Proposal to accept NEP 5, revised");
  bot.live_hours(24 * 5 + 1);
  CHECK(bot.news() == Strings{"2026-10-24T09:30:00Z nep-window:1:extended:1793437200"});
  CHECK(iso_time(bot.window(5)->closes) == "2026-10-31T09:00:00Z");
}

TEST_CASE("After a substantive objection a new mail opens a window with fresh days") {
  Windows bot;
  bot.mail("B", 1, "Proposal to accept NEP 5");
  bot.live_hours(24);
  bot.by("eve", "window objection 5 https://example.org/1");
  bot.by("max", "window substantive 5", {Role::maintainer});
  bot.live_hours(48);
  bot.news();
  bot.mail("C", 48, "Proposal to accept NEP 5: second attempt");
  bot.live_hours(49);
  CHECK(bot.news() == Strings{"2026-10-21T09:30:00Z nep-window:2:opened"});
  CHECK(iso_time(bot.window(5)->closes) == "2026-10-28T09:00:00Z");
}

TEST_CASE(
    "A mail that somebody has named already opens nothing again, nor one that was closed by hand"
) {
  Windows bot;
  std::string message = Windows::page("B");
  message.replace(message.find("/thread/"), 8, "/message/");
  bot.by("bob", "window open 5 " + message);
  bot.news();
  bot.mail("B", 0.1, "Proposal to accept NEP 5");
  bot.live_hours(2);
  CHECK(bot.news().empty());
  bot.by("bob", "window close 5");
  bot.news();
  bot.live_hours(4);
  CHECK(bot.news().empty());
  CHECK(bot.window(5)->state == WindowState::closed);
}

TEST_CASE("A mail dated in the future leaves seven days from when it was seen") {
  Windows bot;
  bot.mail("B", 24 * 300, "Proposal to accept NEP 5");
  bot.live_hours(1);
  CHECK(bot.window(5)->opened <= bot.now);
  CHECK(bot.window(5)->closes - bot.window(5)->opened == std::chrono::hours(168));
}

TEST_CASE(
    "An archive that fails is tried again, the operator is told once, and nothing is taken for news"
) {
  Windows bot;
  bot.live_hours(1);
  bot.mail("B", 2, "Proposal to accept NEP 5");
  for (const errc why : {errc::unreachable, errc::rate_limited, errc::malformed, errc::timed_out}) {
    bot.reply_with = {"", 0, "garbage", "", why};
    bot.live(bot.now + std::chrono::hours(1));
    CHECK(bot.news().empty());
  }
  CHECK(bot.notices() == 1);
  CHECK_THAT(bot.notice(), Contains("archive of the mailing list cannot be read"));
  bot.reply_with = {"", 500, "", "", errc::ok};
  bot.live(bot.now + std::chrono::hours(1));
  bot.reply_with = {"", 200, "", "", errc::ok};
  bot.live(bot.now + std::chrono::hours(1));
  CHECK(bot.news().size() == 1);
  CHECK(iso_time(bot.window(5)->opened) == "2026-10-19T11:00:00Z");
}

TEST_CASE(
    "Where the archive tells of too little, what was read counts only as far as it did, and the "
    "operator knows"
) {
  Windows bot;
  bot.live_hours(1);
  bot.reply_with.status = 206;
  bot.mail("B", 2, "Proposal to accept NEP 5");
  bot.live_hours(6);
  CHECK(bot.news().size() == 1);
  CHECK(bot.asked.back().path == "2026-10-12T10:00:00Z");
  CHECK(bot.notices() == 1);
  bot.reply_with.status = 200;
  bot.live_hours(7);
  CHECK(bot.asked.back().path > "2026-10-12T14:00:00Z");
}

TEST_CASE("An answer that never came is not waited for, and one that comes too late is passed over"
) {
  Windows bot;
  bot.silent = true;
  bot.mail("B", 0.1, "Proposal to accept NEP 5");
  bot.live_hours(0.6);
  REQUIRE(bot.asked.size() == 2);
  bot.event(Fetched{bot.asked[0].tag, 200, bot.archive, "", errc::ok});
  CHECK_FALSE(bot.window(5));
  bot.event(Fetched{"windows mail x", 200, bot.archive, "", errc::ok});
  bot.event(Fetched{"windows", 200, bot.archive, "", errc::ok});
  CHECK_FALSE(bot.window(5));
  bot.event(Fetched{bot.asked[1].tag, 200, bot.archive, "", errc::ok});
  CHECK(bot.window(5));
}

TEST_CASE("Without any proposal known, mails wait until there are some") {
  Settings settings = Windows::with_archive();
  Source bot(settings);
  bot.start();
  auto effects = bot.event(Tick{"windows:mail", bot.now, bot.now}).effects;
  auto calls = Source::calls(effects);
  REQUIRE(calls.size() == 1);
  const std::string line =
      iso_time(bot.now) + "\t" + Windows::page("B") + "\tProposal to accept NEP 5\n";
  bot.event(Fetched{calls[0].tag, 200, line, "\"v1\"", errc::ok});
  CHECK(bot.notices() == 0);
  bot.poll();
  bot.now += std::chrono::minutes(30);
  calls = Source::calls(bot.event(Tick{"windows:mail", bot.now, bot.now}).effects);
  CHECK(calls[0].etag.empty());
  bot.event(Fetched{calls[0].tag, 200, line, "\"v1\"", errc::ok});
  CHECK(window_of(bot.db, "nep", 5).has_value());
}

TEST_CASE("Another archive is read from its beginning, and none is not asked at all") {
  Windows bot;
  bot.live_hours(24);
  Settings settings = Windows::with_archive();
  settings.mail_url = "https://other.example.org/archives/list/x@example.org/";
  Proposals other(settings);
  Context at = bot.context();
  other.start(at);
  const auto calls = Source::calls(
      other.on(Event{"e", {}, {}, {}, Tick{"windows:mail", bot.now, bot.now}}, at).effects
  );
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].path == iso_time(bot.now - std::chrono::days(7)));
  settings.mail_service.clear();
  Proposals none(settings);
  none.start(at);
  CHECK(none.on(Event{"e", {}, {}, {}, Tick{"windows:mail", bot.now, bot.now}}, at).effects.empty()
  );
}
