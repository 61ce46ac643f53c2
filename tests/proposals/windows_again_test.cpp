// tests/proposals/windows_again_test.cpp: final comment periods said twice, judged anew, and after what came of them was
// taken back.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/windows_rig.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

const std::string mail = Windows::page("B");
const Roles maintainer{Role::maintainer};

}  // namespace

TEST_CASE("A repeat of what was refused is refused in the same words") {
  Windows bot;
  const auto twice = [&](const std::string& who, const std::string& args, Roles roles = {}) {
    const std::string first = bot.by(who, args, roles);
    INFO(args);
    CHECK(bot.repeated(who, args, roles) == first);
    return first;
  };
  CHECK_THAT(twice("bob", "window extend 5 7"), Contains("has had no final comment period"));
  bot.by("bob", "window open 5 " + mail);
  CHECK_THAT(twice("bob", "window extend 5 99"), Contains("how many days more"));
  for (int i = 0; i < 2; ++i) CHECK_THAT(twice("bob", "window extend 5 60"), Contains("Closes"));
  bot.by("bob", "window extend 5 50");
  CHECK_THAT(twice("bob", "window extend 5 60"), Contains("So long it cannot be"));
  CHECK_THAT(twice("eve", "window extend 5 1"), Contains("Maintainers and organisers"));
  CHECK_THAT(twice("bob", "window retract 5"), Contains("No such objection is recorded"));
  CHECK_THAT(
      twice("bob", "window open 5 " + Windows::page("C")), Contains("open already, by another mail")
  );
  CHECK_THAT(twice("eve", "window close 5"), Contains("Maintainers may close it"));
  bot.by("eve", "window objection 5 https://example.org/1");
  bot.by("eve", "window objection 5 https://example.org/2");
  CHECK_THAT(twice("max", "window substantive 5", maintainer), Contains("Several objections wait"));
  twice("max", "window substantive 5 https://example.org/1", maintainer);
  CHECK_THAT(twice("bob", "window open 5 " + mail), Contains("takes a new mail"));
  CHECK_THAT(twice("bob", "window close 5"), Contains("not open any more"));
  CHECK_THAT(twice("bob", "window extend 5 1"), Contains("not open any more"));
  bot.files[name(6)] = file(6, "Deferred");
  bot.poll("v2");
  CHECK_THAT(twice("bob", "window open 6 " + mail), Contains("no draft, as far as I know"));
  CHECK_THAT(
      twice("max", "window open 6 " + mail, maintainer), Contains("Mind that it is no draft")
  );
}

TEST_CASE("A repeat is answered of the window that it was about, and keeps nobody's name for long"
) {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  const std::string closed = bot.by("bob", "window close 5");
  bot.by("eve", "window open 5 " + Windows::page("C"));
  CHECK(bot.repeated("bob", "window close 5") == closed);
  CHECK(bot.window(5)->state == WindowState::open);
  const auto rows = [&] {
    auto row = bot.db.query("SELECT count(*) FROM proposal_window_answers");
    return row.next() ? row.integer(0) : -1;
  };
  CHECK(rows() == 2);
  bot.now += std::chrono::days(9);
  bot.by("kay", "window open 6 " + mail);
  CHECK(rows() == 1);
  Context at = bot.context();
  const Person ned{"ned", "en", "UTC", {}, false, "Ned"};
  bot.feature->on(Event{"f", {"slack:T1", "", ""}, ned, {}, Forgotten{ned}}, at);
  CHECK(rows() == 1);
  bot.feature->on(Event{"f", {"web", "", ""}, ned, {}, Forgotten{ned}}, at);
  CHECK(rows() == 0);
  // Of what is known no more, how it stands is said.
  CHECK_THAT(bot.repeated("kay", "window open 6 " + mail), Contains("Final comment period: open"));
}

TEST_CASE("A mistake after a stopped window keeps nobody from saying that it was no reason to stop"
) {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("eve", "window objection 5 https://example.org/1");
  bot.by("max", "window substantive 5", maintainer);
  bot.by("bob", "window open 5 " + Windows::page("C"));
  bot.by("bob", "window close 5");
  CHECK_THAT(bot.by("bob", "window 5"), Contains("stopped by a substantive objection"));
  CHECK_THAT(
      bot.by("max", "window not-substantive 5", maintainer), Contains("Final comment period: open")
  );
  // It is the open one for every word, and there is no second beside it.
  CHECK_THAT(
      bot.by("bob", "window open 5 " + Windows::page("D")),
      Contains("open already, by another mail")
  );
  CHECK_THAT(bot.by("bob", "window extend 5 3"), Contains("Closes: 2026-10-29"));
  CHECK(open_windows(bot.db, "nep").size() == 1);
}

TEST_CASE("Nobody makes a window longer by asking for fewer days") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  const auto closes = bot.window(5)->closes;
  CHECK_THAT(bot.by("bob", "window extend 5 -3"), Contains("“-3”"));
  CHECK_THAT(bot.by("bob", "window extend -5 3"), Contains("“-5”"));
  CHECK(bot.window(5)->closes == closes);
  CHECK_THAT(bot.by("bob", "window nep-5"), Contains("Final comment period: open"));
}

TEST_CASE("Two objections in one thread are two") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  std::string first(32, 'E');
  std::string second(32, 'F');
  bot.by("eve", "window objection 5 " + mail + "#" + first);
  CHECK_THAT(
      bot.by("kay", "window objection 5 " + mail + "#" + second),
      Contains(first) && Contains(second)
  );
  CHECK(bot.window(5)->objections.size() == 2);
  bot.by("max", "window not-substantive 5 " + mail + "#" + first, maintainer);
  CHECK(bot.window(5)->objections.at(0).verdict == Objection::Verdict::not_substantive);
  CHECK(bot.window(5)->objections.at(1).verdict == Objection::Verdict::claimed);
}

TEST_CASE("Who takes back takes back their own, or the one that they name") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("max", "window objection 5 https://example.org/1", maintainer);
  bot.by("eve", "window objection 5 https://example.org/2");
  bot.by("eve", "window objection 5 https://example.org/3");
  using enum Objection::Verdict;
  const auto verdict = [&](std::size_t at) { return bot.window(5)->objections.at(at).verdict; };
  bot.by("max", "window retract 5", maintainer);
  CHECK((verdict(0) == taken_back && verdict(1) == claimed && verdict(2) == claimed));
  bot.by("eve", "window retract 5 https://example.org/2");
  CHECK((verdict(1) == taken_back && verdict(2) == claimed));
  CHECK_THAT(bot.by("", "window retract 5"), Contains("No such objection"));
  bot.by("max", "window retract 5", maintainer);  // for somebody else
  CHECK(verdict(2) == taken_back);
}

TEST_CASE(
    "When an acceptance is taken back, its window is over and done, and there is a mail to write"
) {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.live_hours(24 * 8);
  CHECK_THAT(bot.by("bob", "propose 5"), Contains("comment period is over"));
  bot.files[name(5)] = file(5, "Accepted");
  bot.take(bot.poll("v2"));
  CHECK(bot.window(5)->state == WindowState::ended);
  CHECK_THAT(bot.by("bob", "window 5"), Contains("over") && !Contains("sends the follow-up"));
  bot.files[name(5)] = file(5, "Draft");
  bot.take(bot.poll("v3"));
  CHECK_THAT(bot.by("bob", "window 5"), !Contains("sends the follow-up"));
  CHECK_THAT(bot.by("bob", "windows"), Contains("No final comment period is open"));
  CHECK_THAT(bot.by("bob", "propose 5"), Contains("Proposal to accept NEP #5"));
}

TEST_CASE("A status that is a slip of the pen neither ends a window nor undoes one") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.by("bob", "window open 6 " + mail);
  bot.live_hours(24);
  bot.files[name(5)] = file(5, "Drfat");
  bot.take(bot.poll("v2"));
  CHECK(bot.window(5)->state == WindowState::open);
  bot.live_hours(24 * 8);
  bot.files[name(5)] = file(5, "Draft");
  bot.take(bot.poll("v3"));
  CHECK(bot.window(5)->state == WindowState::ended);
}

TEST_CASE("What rests after its window is to be taken up, not to be followed up") {
  Windows bot;
  bot.by("bob", "window open 5 " + mail);
  bot.live_hours(24 * 8);
  bot.files[name(5)] = file(5, "Deferred");
  bot.take(bot.poll("v2"));
  CHECK_THAT(bot.by("bob", "how 5"), Contains("It rests because nobody works on it"));
}

TEST_CASE("At first sight a longer period that still runs is found too") {
  Settings settings = Windows::with_archive();
  settings.process_days = 14;
  Source bot(settings);
  bot.start();
  const auto calls = Source::calls(bot.event(Tick{"windows:mail", bot.now, bot.now}).effects);
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].path == iso_time(bot.now - std::chrono::days(14)));
}

TEST_CASE("A button to write the mail that is older than the mail answers how it stands") {
  Windows bot;
  const auto buttons = test::buttons_of(bot.ask_as("bob", "propose 5"));
  REQUIRE(buttons.size() == 1);
  bot.by("bob", "window open 5 " + mail);
  const Person bob{"bob", "en", "UTC", {}, false, "Bob"};
  Context at = bot.context();
  const Outcome outcome = bot.feature->on(
      Event{
          "p", {"web", "general", ""}, bob, {}, Press{buttons[0].action, buttons[0].value, {}, {}}
      },
      at
  );
  CHECK(outcome.effects.empty());
  CHECK_THAT(
      plain_text(std::get<SayReply>(outcome.reply).doc),
      Contains("Its final comment period is open")
  );
}
