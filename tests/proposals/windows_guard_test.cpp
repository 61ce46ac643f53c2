// tests/proposals/windows_guard_test.cpp: final comment periods against mistakes, stale buttons and floods.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/windows_rig.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;
using Strings = std::vector<std::string>;

namespace {

const std::string mail = Windows::page("B");
const Roles maintainer{Role::maintainer};

}  // namespace

TEST_CASE("A button of an earlier window judges nothing in the one that is open now") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("eve", "window objection 5 https://mail.example.org/1");
  const auto buttons = test::buttons_of(bot.ask_as("max", "window 5", maintainer));
  REQUIRE(buttons.size() == 2);
  bot.by("max", "window substantive 5", maintainer);
  bot.by("bob", "window open 5 " + Windows::page("C"));
  bot.by("kay", "window objection 5 https://mail.example.org/2");
  for (const auto& button : buttons)
    CHECK_THAT(
        bot.pressed_by(
            "max", button.action.substr(button.action.rfind('.') + 1), button.value, maintainer
        ),
        Contains("belongs to an earlier final comment period") && Contains("2 – claimed")
    );
  CHECK(bot.window(5)->state == WindowState::open);
  CHECK(waiting(*bot.window(5)).size() == 1);
}

TEST_CASE("A maintainer takes back that an objection is substantive, and may say it again") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.live_hours(24 * 6);
  bot.by("eve", "window objection 5 https://mail.example.org/1");
  bot.by("max", "window substantive 5", maintainer);
  bot.news();
  CHECK_THAT(bot.by("eve", "window not-substantive 5"), Contains("maintainers say"));
  bot.now += std::chrono::hours(1);
  CHECK_THAT(
      bot.by("max", "window not-substantive 5", maintainer),
      Contains("Final comment period: open") && Contains("Closes: 2026-11-01 10:00 UTC")
  );
  CHECK_THAT(bot.last_post(), Contains("goes on") && Contains("Closes: 2026-11-01 10:00 UTC"));
  bot.now += std::chrono::hours(1);
  bot.by("max", "window substantive 5 https://mail.example.org/1", maintainer);
  std::vector<std::string> keys;
  for (const std::string& one : bot.news()) keys.push_back(one);
  REQUIRE(keys.size() == 2);
  CHECK_THAT(keys[1], Contains(":stopped:"));
  CHECK(bot.window(5)->state == WindowState::stopped);
}

TEST_CASE(
    "While the council decides, only a maintainer opens another window, and a mistake hides nothing"
) {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("max", "window council 5 https://example.org/c", maintainer);
  CHECK_THAT(
      bot.by("bob", "window open 5 " + Windows::page("C")), Contains("only maintainers may open")
  );
  CHECK_THAT(
      bot.by("max", "window open 5 " + Windows::page("C"), maintainer),
      Contains("Final comment period: open")
  );
  bot.by("max", "window close 5", maintainer);
  CHECK(bot.window(5)->state == WindowState::council);
  CHECK_THAT(bot.by("bob", "windows"), Contains("put to the Steering Council"));
  // Nor an objection that waits.
  bot.by("bob", "window open 6 " + mail);
  bot.by("eve", "window objection 6 https://example.org/1");
  bot.live_hours(24 * 8);
  bot.by("bob", "window open 6 " + Windows::page("D"));
  bot.by("bob", "window close 6");
  CHECK(bot.window(6)->state == WindowState::ended);
  CHECK_THAT(
      bot.by("max", "window substantive 6", maintainer), Contains("stopped by a substantive")
  );
  CHECK_THAT(bot.by("bob", "propose 5"), Contains("put to the Steering Council"));
}

TEST_CASE("Opening and closing is no way to fill the table") {
  Windows bot;
  const auto rows = [&] {
    auto row = bot.db.query("SELECT count(*) FROM proposal_windows");
    return row.next() ? row.integer(0) : -1;
  };
  const auto again = [&](const std::string& letter) {
    const std::string said = bot.by("bob", "window open 5 " + Windows::page(letter));
    bot.by("bob", "window close 5");
    return said;
  };
  for (int i = 0; i < 3; ++i) CHECK_THAT(again("B"), Contains("Final comment period: open"));
  CHECK_THAT(again("C"), Contains("You have opened it so often"));
  CHECK(rows() == 3);
  CHECK_THAT(bot.by("bob", "window open 6 " + mail), Contains("Final comment period: open"));
  CHECK_THAT(bot.by("eve", "window open 5 " + mail), Contains("Final comment period: open"));
  bot.by("eve", "window close 5");
  bot.live_hours(25);
  CHECK_THAT(again("B"), Contains("You have opened it so often"));
  CHECK_THAT(again("C"), Contains("Final comment period: open"));
  CHECK_THAT(
      bot.by("bob", "window objection 6 https://example.org/1"), Contains("waits for a maintainer")
  );
  for (const char* url :
       {"https://example.org/2", "https://example.org/3", "https://example.org/4"})
    bot.by("bob", std::string("window objection 6 ") + url);
  CHECK_THAT(
      bot.by("bob", "window objection 6 https://example.org/4"), Contains("no more from you")
  );
}

TEST_CASE("A series with longer comment periods says so") {
  Settings settings = Windows::with_archive();
  settings.process_days = 14;
  Source bot(settings);
  bot.start();
  bot.poll();
  CHECK_THAT(bot.said("window open 5 " + mail + " 10"), Contains("has 14 to 60 days"));
  CHECK_THAT(bot.said("window wobble 5"), Contains("for more than 14"));
  bot.said("window open 5 " + mail);
  const auto window = window_of(bot.db, "nep", 5);
  REQUIRE(window);
  CHECK(window->closes - window->opened == std::chrono::days(14));
}

TEST_CASE(
    "A window that was closed as a mistake keeps no mail of the archive from opening one, once"
) {
  Windows bot;
  const bool same = GENERATE(true, false);
  bot.now = Windows::monday + std::chrono::minutes(10);
  bot.by("bob", "window open 5 " + Windows::page(same ? "B" : "C"));
  bot.by("bob", "window close 5");
  bot.news();
  bot.mail("B", 0.1, "Proposal to accept NEP 5");
  bot.live_hours(1);
  CHECK(bot.news() == Strings{"2026-10-19T09:10:00Z nep-window:2:opened"});
  bot.by("max", "window close 5", {Role::maintainer});
  bot.news();
  bot.live_hours(3);
  CHECK(bot.news().empty());
  CHECK(bot.window(5)->state == WindowState::closed);
}

TEST_CASE("A mail that is read when the window before it is over opens a new one") {
  Windows bot;
  bot.mail("B", 0, "Proposal to accept NEP 5");
  bot.live_hours(1);
  bot.news();
  bot.jobs.erase("windows:due");
  bot.mail("C", 24 * 6.5, "Proposal to accept NEP 5, revised");
  bot.sleep_hours(24 * 7 + 1);
  CHECK(
      bot.news() ==
      Strings{"2026-10-26T10:00:00Z nep-window:1:end", "2026-10-26T10:00:00Z nep-window:2:opened"}
  );
  CHECK(iso_time(bot.window(5)->closes) == "2026-11-01T21:00:00Z");
}

TEST_CASE("A mail about what the council decides waits, and the operator knows") {
  Windows bot;
  bot.by("bob", "window open 5 " + Windows::page("B"));
  bot.by("max", "window council 5 https://example.org/c", {Role::maintainer});
  bot.live_hours(1);
  bot.news();
  bot.mail("C", 1, "Proposal to accept NEP 5");
  bot.live_hours(3);
  CHECK(bot.news().empty());
  CHECK(bot.window(5)->state == WindowState::council);
  CHECK(bot.notices() == 1);
  CHECK_THAT(bot.notice(), Contains("others are to decide"));
}

TEST_CASE("More mails than are read at once do not count as read") {
  Windows bot;
  bot.live_hours(1);
  for (int i = 0; i < 201; ++i)
    bot.mail("B", 2, "Proposal to accept NEP " + std::to_string(1000 + i));
  bot.live_hours(6);
  CHECK(bot.asked.back().path == "2026-10-12T10:00:00Z");
  CHECK(bot.asked.back().etag.empty());
}
