// tests/proposals/windows_topic_test.cpp: final comment periods in time: what is said, to whom, and when; and in words.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"
#include "tests/proposals/windows_rig.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;
using Strings = std::vector<std::string>;

namespace {

const std::string mail = Windows::page("B");
const Roles maintainer{Role::maintainer};

}  // namespace

TEST_CASE(
    "Anyone opens a window with a mail's link; it is announced, reminds twice and ends, to the "
    "second"
) {
  Windows bot;
  CHECK_THAT(
      bot.by("bob", "window open 5 " + mail),
      Contains("NEP 5 — Title 5") && Contains("Final comment period: open") &&
          Contains("Opened: 2026-10-19 09:00 UTC") && Contains("Closes: 2026-10-26 09:00 UTC") &&
          Contains(mail)
  );
  bot.live_hours(24 * 30);
  CHECK(
      bot.news() ==
      Strings{
          "2026-10-19T09:00:00Z nep-window:1:opened",
          "2026-10-23T09:00:00Z nep-window:1:3d:1793005200",
          "2026-10-25T09:00:00Z nep-window:1:1d:1793005200", "2026-10-26T09:00:00Z nep-window:1:end"
      }
  );
  CHECK(bot.posts[0].lane == Lane::announcement);
  CHECK(bot.posts[1].lane == Lane::reminder);
  CHECK(bot.posts[3].lane == Lane::reminder);
  CHECK_THAT(
      bot.last_post(), Contains("is over") && Contains("No objection was recorded here.") &&
                           Contains("sets Status and Resolution") && Contains("/nep propose 5") &&
                           !Contains("late") && !Contains("accepted")
  );
  CHECK(bot.window(5)->state == WindowState::ended);
}

TEST_CASE("Seven days are 168 hours where clocks change, and times are shown as clocks are then") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.live_hours(1);
  const auto shown = [&](const std::string& zone) {
    return plain_text(bot.ask_as("bob", "window 5", {}, zone));
  };
  CHECK_THAT(
      shown("Europe/Berlin"), Contains("Opened: 2026-10-19 11:00 Europe/Berlin") &&
                                  Contains("Closes: 2026-10-26 10:00 Europe/Berlin")
  );
  CHECK_THAT(shown("Asia/Taipei"), Contains("Closes: 2026-10-26 17:00 Asia/Taipei"));
  CHECK_THAT(shown("No/Where"), Contains("Closes: 2026-10-26 09:00"));
  CHECK(bot.window(5)->closes - bot.window(5)->opened == std::chrono::hours(168));
  // And where they are put forward: 8 March 2026 in America.
  bot.now = std::chrono::sys_days(std::chrono::year(2026) / std::chrono::March / 5);
  bot.by("bob", "window open 6 " + mail);
  CHECK_THAT(
      plain_text(bot.ask_as("bob", "window 6", {}, "America/New_York")),
      Contains("Opened: 2026-03-04 19:00") && Contains("Closes: 2026-03-11 20:00")
  );
}

TEST_CASE("After two days of downtime there is one late notice, not three") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.live_hours(24 * 4 - 1);
  bot.news();
  SECTION("the two reminders") {
    bot.sleep_hours(24 * 6 + 2);
    CHECK(bot.news() == Strings{"2026-10-25T11:00:00Z nep-window:1:1d:1793005200"});
    CHECK_THAT(bot.last_post(), Contains("less than a day") && Contains("This notice is late"));
    bot.live_hours(24 * 8);
    CHECK(bot.news() == Strings{"2026-10-26T09:00:00Z nep-window:1:end"});
  }
  SECTION("a reminder and the end") {
    bot.live_hours(24 * 5 + 12);
    bot.news();
    bot.sleep_hours(24 * 7 + 12);
    CHECK(bot.news() == Strings{"2026-10-26T21:00:00Z nep-window:1:end"});
    CHECK_THAT(bot.last_post(), Contains("is over") && Contains("This notice is late"));
  }
  SECTION("of several windows each has its own") {
    bot.by("bob", "window open 6 " + mail);
    bot.news();
    bot.sleep_hours(24 * 9);
    CHECK(
        bot.news() ==
        Strings{
            "2026-10-28T09:00:00Z nep-window:1:end",
            "2026-10-28T09:00:00Z nep-window:2:3d:1793347200"
        }
    );
  }
}

TEST_CASE(
    "An objection is recorded as claimed; a maintainer's word stops the window, and it may be "
    "opened anew"
) {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.live_hours(10);
  bot.news();
  const std::string objection = "https://mail.example.org/objection/1";
  CHECK_THAT(
      bot.by("eve", "window objection 5 " + objection),
      Contains("an objection waits for a maintainer's word") && Contains(objection) &&
          Contains("claimed, not judged yet")
  );
  CHECK(bot.news() == Strings{"2026-10-19T19:00:00Z nep-window:1:objection:1"});
  CHECK_THAT(bot.by("eve", "window substantive 5"), Contains("maintainers say"));
  CHECK_THAT(bot.by("kay", "window substantive 5", {Role::committee}), Contains("maintainers say"));
  CHECK(bot.window(5)->state == WindowState::open);
  CHECK_THAT(
      bot.by("max", "window substantive 5", maintainer),
      Contains("stopped by a substantive objection")
  );
  CHECK(bot.news() == Strings{"2026-10-19T19:00:00Z nep-window:1:stopped:1792436400"});
  CHECK_THAT(bot.last_post(), Contains("keeps its status") && Contains(objection));
  bot.live_hours(24 * 20);
  CHECK(bot.news().empty());
  CHECK_THAT(bot.by("bob", "window open 5 " + mail), Contains("takes a new mail"));
  CHECK_THAT(
      bot.by("bob", "window open 5 " + Windows::page("C")), Contains("Closes: 2026-11-15 09:00 UTC")
  );
  CHECK(bot.news() == Strings{"2026-11-08T09:00:00Z nep-window:2:opened"});
  CHECK(bot.window(5)->objections.empty());
}

TEST_CASE("A window ends without a word when the proposal is no draft any more") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("bob", "window open 6 " + mail);
  bot.live_hours(24);
  bot.news();
  bot.files[name(5)] = file(5, "Accepted");
  bot.files[name(6)] = file(6, "Draft", ":Resolution: https://example.org/6\n");
  bot.take(bot.poll("v2"));
  CHECK(bot.window(5)->state == WindowState::closed);
  CHECK(bot.window(6)->state == WindowState::open);
  bot.news();
  bot.live_hours(24 * 7);
  CHECK(
      bot.news() ==
      Strings{
          "2026-10-23T09:00:00Z nep-window:2:3d:1793005200",
          "2026-10-25T09:00:00Z nep-window:2:1d:1793005200", "2026-10-26T09:00:00Z nep-window:2:end"
      }
  );
}

TEST_CASE("A window is told to those who watch its proposal, everything, or changes of status") {
  Windows bot;
  for (const auto& [who, what] : std::vector<std::pair<std::string, std::string>>{
           {"a", "5"}, {"b", "6"}, {"c", "status"}, {"d", "new"}, {"e", "all"}
       })
    bot.by(who, "watch " + what);
  bot.by("max", "watch status here", maintainer);
  bot.posts.clear();
  bot.by("bob", "window open 5 " + mail);
  std::vector<std::string> to;
  for (const Post& post : bot.posts) {
    const bool room = post.to.people.empty();
    to.push_back(room ? "room " + post.to.place.room : post.to.people[0]);
    const std::string said = plain_text(std::get<Doc>(post.body));
    CHECK_THAT(
        said, Contains("the final comment period is open") && Contains("Closes: 2026-10-26")
    );
    CHECK(room != (said.find("/nep unwatch") != std::string::npos));
  }
  std::ranges::sort(to);
  CHECK(to == Strings{"a", "ada", "c", "e", "room general"});
}

TEST_CASE("The words of windows, in the three languages") {
  std::string all;
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    Windows bot(test::shipped_catalog());
    bot.community.language = lang;
    people::choose_language(bot.db, "terminal", "ada", lang, bot.now);
    all += std::string("=== ") + lang + "\n\n";
    const auto say = [&](const std::string& args, Roles roles = maintainer) {
      bot.posts.clear();
      all +=
          "/nep " + args + "\n" + plain_text(bot.ask_as("bob", args, roles, "UTC", lang)) + "\n\n";
      for (const Post& post : bot.posts)
        all += "(" + post.key + ")\n" + plain_text(std::get<Doc>(post.body)) + "\n\n";
    };
    const auto live = [&](double hours) {
      bot.posts.clear();
      bot.live_hours(hours);
      for (const Post& post : bot.posts)
        all += "(" + post.key + ")\n" + plain_text(std::get<Doc>(post.body)) + "\n\n";
    };
    say("windows");
    say("window");
    say("window 3 x");
    say("window 3");
    say("window open 3");
    say("window open 3 nowhere://");
    say("window open 3 " + mail + " 70");
    say("评议 开启 3 " + mail + " 8天");
    say("window open 3 https://example.org/other");
    say("window objection 3");
    say("窗口 3");
    say("評議 異議 3 https://example.org/1");
    say("window substantive 3", {});
    say("window council 3 https://example.org/c", {});
    say("window extend 3 1", {Role::committee});
    say("window extend 3");
    say("window extend 3 60");
    say("window extend 3 60");
    say("window extend 3 60");
    say("window not-substantive 3");
    live(24.0 * 200);
    say("window 3");
    say("window open 3 " + mail);
    bot.files[name(4)] = file(4, "Final");
    bot.poll(std::string("v2") + lang);
    say("window open 4 " + mail, {});
    say("window open 4 " + mail);
    say("window close 4", {});
    say("window close 4");
    say("window open 5 " + mail);
    say("window objection 5 https://example.org/1");
    say("window objection 5 https://example.org/2");
    say("window retract 5", {});
    say("window objection 5 https://example.org/2");
    say("window substantive 5");
    say("window substantive 5 https://example.org/1");
    say("window council 5 https://example.org/c");
    say("window open 6 " + mail);
    say("window objection 6 https://example.org/1");
    say("windows");
    bot.posts.clear();
    bot.sleep_hours(24 * 300);
    for (const Post& post : bot.posts)
      all += "(" + post.key + ")\n" + plain_text(std::get<Doc>(post.body)) + "\n\n";
  }
  test::check_golden("proposals/windows.txt", all);
}

TEST_CASE("Another source that knows a proposal as no draft ends its window without a word") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("max", "window open 6 " + mail, maintainer);
  bot.by("max", "window council 6 https://example.org/c", maintainer);
  bot.live_hours(1);
  bot.news();
  // The table of another source: nothing of it is news.
  bot.db.run("UPDATE proposal_series SET baseline='elsewhere'");
  for (const int number : {5, 6}) bot.files[name(number)] = file(number, "Accepted");
  bot.take(bot.poll("v2"));
  REQUIRE(bot.status(5) == "Accepted");
  bot.live_hours(24 * 8);
  CHECK(bot.news().empty());
  CHECK(bot.window(5)->state == WindowState::closed);
  CHECK(bot.window(6)->state == WindowState::closed);
}

TEST_CASE("A window that a maintainer opened for what is no draft goes on until its status changes"
) {
  Windows bot;
  bot.files[name(5)] = file(5, "Deferred");
  bot.poll("v2");
  bot.by("max", "window open 5 " + mail, maintainer);
  bot.live_hours(24 * 4);
  CHECK(bot.window(5)->state == WindowState::open);
  bot.files[name(5)] = file(5, "Accepted");
  bot.take(bot.poll("v3"));
  CHECK(bot.window(5)->state == WindowState::closed);
}
