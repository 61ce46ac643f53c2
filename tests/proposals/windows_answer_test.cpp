// tests/proposals/windows_answer_test.cpp: final comment periods by command: who may do what, and what else to say.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/windows_rig.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

const std::string mail = Windows::page("B");
const Roles maintainer{Role::maintainer};

}  // namespace

TEST_CASE("A maintainer judges by the buttons below the objection") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("eve", "window objection 5 https://mail.example.org/1");
  CHECK(test::buttons_of(bot.ask_as("eve", "window 5")).empty());
  const auto buttons = test::buttons_of(bot.ask_as("max", "window 5", maintainer));
  REQUIRE(buttons.size() == 2);
  CHECK(buttons[0].action == "proposals-nep.windows.substantive");
  CHECK(buttons[1].action == "proposals-nep.windows.not-substantive");
  CHECK_THAT(bot.pressed_by("eve", "substantive", buttons[0].value), Contains("maintainers say"));
  bot.by("eve", "window objection 5 https://mail.example.org/2");
  CHECK_THAT(
      bot.pressed_by("max", "not-substantive", buttons[1].value, maintainer),
      Contains("1 – not substantive") && Contains("2 – claimed")
  );
  bot.live_hours(24 * 8);
  CHECK_THAT(bot.last_post(), Contains("1 objection still waits") && !Contains("follow-up"));
  bot.by("max", "window not-substantive 5", maintainer);
  CHECK_THAT(
      bot.last_post(), Contains("No substantive objection was recorded") && Contains("follow-up")
  );
  CHECK_THAT(bot.pressed_by("bob", "show", "5"), Contains("Final comment period: over"));
  for (const char* odd : {"", "x", "5", "5 x", "99 1", "-1 -1"})
    bot.pressed_by("max", "substantive", odd, maintainer);
}

TEST_CASE("Putting it to the Steering Council is a state with a link, by a maintainer's word") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  CHECK_THAT(bot.by("bob", "window council 5 https://example.org/c"), Contains("maintainers say"));
  CHECK_THAT(bot.by("max", "window council 5", maintainer), Contains("Say where it was put"));
  CHECK_THAT(
      bot.by("max", "window council 5 https://example.org/c", maintainer),
      Contains("put to the Steering Council") && Contains("https://example.org/c")
  );
  CHECK_THAT(bot.last_post(), Contains("It was put to the Steering Council"));
  CHECK_THAT(
      bot.by("bob", "windows"),
      Contains("NEP 5 — Title 5") && Contains("): put to the Steering Council")
  );
}

TEST_CASE(
    "Who opened a window may make it longer and close it, and so may those who look after the place"
) {
  Windows bot;
  bot.by("bob", "window open 5 " + mail + " 10");
  CHECK(bot.window(5)->closes == Windows::monday + std::chrono::days(10));
  CHECK_THAT(bot.by("eve", "window extend 5 3"), Contains("Maintainers and organisers"));
  CHECK_THAT(bot.by("eve", "window close 5"), Contains("Maintainers may close it"));
  CHECK_THAT(bot.by("bob", "window extend 5 3"), Contains("Closes: 2026-11-01 09:00 UTC"));
  CHECK_THAT(
      bot.by("org", "window extend 5 1", {Role::organiser}),
      Contains("Closes: 2026-11-02 09:00 UTC")
  );
  for (const char* days : {"", "0", "61", "99999999999999"})
    CHECK_THAT(
        bot.by("bob", std::string("window extend 5 ") + days), Contains("Say how many days more")
    );
  CHECK_THAT(bot.last_post(), Contains("longer now") && Contains("Closes: 2026-11-02 09:00 UTC"));
  CHECK_THAT(bot.by("bob", "window close 5"), Contains("Final comment period: closed"));
  CHECK_THAT(bot.last_post(), Contains("opened by mistake"));
  CHECK_THAT(bot.by("bob", "windows"), Contains("No final comment period is open"));
  // Said of the wrong proposal; the same mail may be said of another, or of this one again.
  bot.by("bob", "window open 6 " + mail);
  bot.by("bob", "window open 5 " + mail);
  CHECK(open_windows(bot.db, "nep").size() == 2);
}

TEST_CASE("A window for what is no draft is opened by a maintainer alone, who is told so") {
  Windows bot;
  bot.files[name(5)] = file(5, "Deferred");
  bot.poll("v2");
  CHECK_THAT(
      bot.by("bob", "window open 5 " + mail),
      Contains("no draft, as far as I know") && Contains("Deferred") && Contains("may be old")
  );
  CHECK_FALSE(bot.window(5));
  CHECK_THAT(
      bot.by("max", "window open 5 " + mail, maintainer), Contains("Mind that it is no draft")
  );
  CHECK(bot.window(5)->state == WindowState::open);
}

TEST_CASE("Each bad word about a window is answered with what to type") {
  Windows bot;
  for (const auto& [args, answer] : std::vector<std::pair<std::string, std::string>>{
           {"window open", "Say which NEP"},
           {"window open 5", "Say which mail"},
           {"window open 99 " + mail, "There is no NEP 99"},
           {"window open 999999999999 " + mail, "is no NEP number"},
           {"window open 5 http://mail.example.org/1", "must begin with https://"},
           {"window open 5 https://x/" + std::string(600, 'a'), "at most 500"},
           {"window open 5 " + mail + " 6", "has 7 to 60 days"},
           {"window open 5 " + mail + " 61 days", "has 7 to 60 days"},
           {"window open 5 " + mail + " tomorrow", "“tomorrow”"},
           {"window wobble 5", "“wobble”"},
           {"window 5", "has had no final comment period"},
           {"window 99", "There is no NEP 99"},
           {"window extend 5 7", "has had no final comment period"},
           {"window objection 5", "Say where the objection is written"},
           {"window substantive", "Say which NEP"},
           {"window <script>", "“script”"}
       }) {
    INFO(args);
    CHECK_THAT(bot.by("max", args, maintainer), Contains(answer));
  }
  CHECK(open_windows(bot.db, "nep").empty());
  bot.by("bob", "window open 5 " + mail);
  CHECK_THAT(
      bot.by("max", "window substantive 5", maintainer), Contains("No such objection is recorded")
  );
  CHECK_THAT(
      bot.by("bob", "window open 5 https://example.org/other"),
      Contains("open already, by another mail")
  );
  Source empty;
  CHECK_THAT(empty.said("window open 5 " + mail), Contains("has not been fetched yet"));
}

TEST_CASE("A mail that is not in the list's archive is taken, and shown as such") {
  Windows bot;
  CHECK_THAT(
      bot.by("bob", "window open 5 https://lists.example.net/1"),
      Contains("https://lists.example.net/1 (not in the list's archive)")
  );
  CHECK_THAT(bot.by("bob", "window open 6 " + mail), !Contains("not in the list's archive"));
}

TEST_CASE("What a platform repeats is answered as before, and done once") {
  Windows bot;
  const auto twice = [&](const std::string& args, Roles roles = {}) {
    const std::string first = bot.by("bob", args, roles);
    const auto before = bot.window(5);
    INFO(args);
    CHECK(bot.repeated("bob", args, roles) == first);
    CHECK(bot.window(5) == before);
  };
  twice("window open 5 " + mail);
  twice("window extend 5 7");
  twice("window objection 5 https://example.org/1");
  twice("window retract 5");
  twice("window objection 5 https://example.org/2");
  twice("window not-substantive 5", maintainer);
  twice("window objection 5 https://example.org/3");
  twice("window substantive 5", maintainer);
  twice("window extend 5 7");
  twice("window council 5 https://example.org/c", maintainer);
  twice("window open 5 " + Windows::page("C"), maintainer);
  twice("window close 5");
  twice("windows");
}

TEST_CASE("Whoever is forgotten is in no window any more; the windows stay") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("bob", "window objection 5 https://example.org/1");
  bot.by("eve", "window objection 5 https://example.org/2");
  Context at = bot.context();
  const Person bob{"bob", "en", "UTC", {}, false, "Bob"};
  bot.feature->on(Event{"f", {"slack:T1", "", ""}, bob, {}, Forgotten{bob}}, at);
  CHECK(bot.window(5)->person == "bob");
  bot.feature->on(Event{"f", {"web", "", ""}, bob, {}, Forgotten{bob}}, at);
  const Window window = *bot.window(5);
  CHECK(window.space.empty());
  CHECK(window.person.empty());
  CHECK(window.objections.at(0).person.empty());
  CHECK(window.objections.at(1).person == "eve");
  CHECK(window.objections.size() == 2);
  // Nor does anybody without a name own it now.
  CHECK_THAT(bot.by("", "window close 5"), Contains("Maintainers may close it"));
}

TEST_CASE("A series without such a process has no such words") {
  Settings settings = Windows::with_archive();
  settings.process_days = 0;
  Source bot(settings);
  bot.start();
  bot.poll();
  CHECK_THAT(bot.said("windows"), !Contains("comment period"));
}
