// tests/proposals/window_test.cpp: final comment periods as lists of actions; no database.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/window_run.hpp"

using namespace usher;
using namespace usher::proposals;
using namespace usher::proposals::window_run;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE(
    "A window that nobody objects to is open, reminds twice, and ends after seven times 24 hours"
) {
  Run run;
  CHECK(run.window.closes == monday + hours(168));
  run.live(monday + days(4) - std::chrono::seconds(1));
  CHECK(run.said == "opened");
  run.live(monday + days(4));
  CHECK(run.said == "opened, three days");
  run.live(monday + days(6));
  CHECK(run.said == "opened, three days, one day");
  run.live(monday + days(7) - std::chrono::seconds(1));
  CHECK(run.window.state == WindowState::open);
  run.live(monday + days(7));
  CHECK(run.said == "opened, three days, one day, end");
  CHECK(run.window.state == WindowState::ended);
  CHECK_FALSE(next_due(run.window));
}

TEST_CASE("A window is never shorter than seven days nor longer than sixty to begin with") {
  for (const auto& [asked, got] : {std::pair(-5, 7), {0, 7}, {6, 7}, {8, 8}, {60, 60}, {61, 60}})
    CHECK(open_window(1, monday, asked, "").closes == monday + days(got));
}

TEST_CASE("A window that is extended reminds anew of what lies before it again") {
  Run run;
  run.live(monday + days(6) + hours(1));
  CHECK(run.said == "opened, three days, one day");
  CHECK(run.at(run.now, Extend{3}) == Refusal::none);
  CHECK(run.window.closes == monday + days(10));
  run.live(monday + days(30));
  CHECK(run.said == "opened, three days, one day, extended, three days, one day, end");
  CHECK(run.at(run.now, Extend{3}) == Refusal::over);
  Run endless(monday, 60);
  for (int i = 0; i < 2; ++i) CHECK(endless.at(monday, Extend{60}) == Refusal::none);
  CHECK(endless.at(monday, Extend{1}) == Refusal::too_long);
}

TEST_CASE("After downtime there is one late notice, whatever was missed") {
  SECTION("two reminders") {
    Run run;
    run.live(monday + days(3));
    run.at(monday + days(6) + hours(5), TimePassed{});
    CHECK(run.said == "opened, one day (late)");
    run.live(monday + days(8));
    CHECK(run.said == "opened, one day (late), end");
  }
  SECTION("a reminder and the end") {
    Run run;
    run.live(monday + days(5));
    run.at(monday + days(7) + hours(20), TimePassed{});
    CHECK(run.said == "opened, three days, end (late)");
  }
  SECTION("everything") {
    Run run;
    run.at(monday + days(20), TimePassed{});
    CHECK(run.said == "end (late)");
  }
  SECTION("within an hour nothing is late") {
    Run run;
    run.live(monday + days(3));
    run.at(monday + days(4) + minutes(59), TimePassed{});
    CHECK(run.said == "opened, three days");
  }
}

TEST_CASE(
    "A window that is found when days of it are gone says that it is open, and no reminder besides"
) {
  Run run;
  run.at(monday + days(5), TimePassed{});
  CHECK(run.said == "opened");
  run.live(monday + days(7));
  CHECK(run.said == "opened, one day, end");
}

TEST_CASE("A substantive objection stops a window for good") {
  Run run;
  run.live(monday + days(2));
  CHECK(run.at(run.now, objects) == Refusal::none);
  CHECK(run.window.state == WindowState::open);
  CHECK(
      run.window.objections.at(0) ==
      Objection{0, "https://example.org/mail/2", run.now, Objection::Verdict::claimed, "web", "bob"}
  );
  CHECK(run.at(run.now, Judge{true, ""}) == Refusal::none);
  CHECK(run.window.state == WindowState::stopped);
  CHECK(run.said == "opened, objection, stopped");
  CHECK_FALSE(next_due(run.window));
  CHECK(run.at(run.now, Judge{true, ""}) == Refusal::already);
  for (const WindowEvent& event :
       {WindowEvent{Extend{7}}, {Claim{"https://e.org/3", "", ""}}, {proposals::Close{}}})
    CHECK(run.at(run.now, event) == Refusal::over);
  run.live(monday + days(30));
  CHECK(run.said == "opened, objection, stopped");
}

TEST_CASE("An objection that is not substantive lets the window go on") {
  Run run;
  run.live(monday + days(2));
  run.at(run.now, objects);
  CHECK(run.at(run.now, Judge{false, ""}) == Refusal::none);
  CHECK(run.at(run.now, Judge{false, ""}) == Refusal::already);
  run.live(monday + days(7));
  CHECK(run.said == "opened, objection, not substantive, three days, one day, end");
  // On second thoughts, while it was open, it would have stopped it; by name.
  Run again;
  again.live(monday + days(2));
  again.at(again.now, objects);
  again.at(again.now, Judge{false, ""});
  CHECK(again.at(again.now, Judge{true, ""}) == Refusal::no_objection);
  CHECK(again.at(again.now, Judge{true, objects.url}) == Refusal::none);
  CHECK(again.window.state == WindowState::stopped);
}

TEST_CASE(
    "An objection is one however often and however its link is written, and only the first is news"
) {
  Run run;
  run.live(monday + days(1));
  run.at(run.now, objects);
  CHECK(run.at(run.now, objects) == Refusal::already);
  CHECK(run.at(run.now, Claim{"https://EXAMPLE.org/mail/2/", "web", "eve"}) == Refusal::already);
  CHECK(run.at(run.now, Claim{"https://example.org/mail/3", "web", "eve"}) == Refusal::none);
  CHECK(run.said == "opened, objection");
  CHECK(waiting(run.window).size() == 2);
  CHECK(run.at(run.now, Judge{true, ""}) == Refusal::which);
  CHECK(run.at(run.now, Judge{true, "https://example.org/mail/4"}) == Refusal::no_objection);
  CHECK(run.at(run.now, Judge{false, "https://example.org/mail/3"}) == Refusal::none);
  CHECK(run.at(run.now, Judge{true, ""}) == Refusal::none);
  CHECK(run.window.objections.at(0).verdict == Objection::Verdict::substantive);
}

TEST_CASE("No more than twenty objections are kept") {
  Run run;
  for (int i = 0; i < 20; ++i)
    CHECK(run.at(monday, Claim{fmt::format("https://example.org/{}", i), "", ""}) == Refusal::none);
  CHECK(run.at(monday, Claim{"https://example.org/x", "", ""}) == Refusal::too_many);
}

TEST_CASE("An objection is taken back by whoever recorded it, or in anybody's name") {
  Run run;
  run.live(monday + days(1));
  CHECK(run.at(run.now, TakeBack{"web", "bob"}) == Refusal::no_objection);
  run.at(run.now, objects);
  CHECK(run.at(run.now, TakeBack{"web", "eve"}) == Refusal::no_objection);
  CHECK(run.at(run.now, TakeBack{"slack:T1", "bob"}) == Refusal::no_objection);
  CHECK(run.at(run.now, TakeBack{"web", "bob"}) == Refusal::none);
  CHECK(run.at(run.now, TakeBack{"web", "bob"}) == Refusal::already);
  CHECK(waiting(run.window).empty());
  CHECK(run.at(run.now, Judge{true, objects.url}) == Refusal::no_objection);
  CHECK(run.at(run.now, objects) == Refusal::none);
  CHECK(run.at(run.now, TakeBack{"", ""}) == Refusal::none);
  CHECK(run.said == "opened, objection, objection");
}

TEST_CASE("An objection that nobody has judged when the window ends can still be judged") {
  Run run;
  run.live(monday + days(1));
  run.at(run.now, objects);
  run.live(monday + days(7));
  CHECK(run.window.state == WindowState::ended);
  SECTION("as substantive") {
    CHECK(run.at(run.now, Judge{true, ""}) == Refusal::none);
    CHECK(run.window.state == WindowState::stopped);
  }
  SECTION("as not") {
    CHECK(run.at(run.now, Judge{false, ""}) == Refusal::none);
    CHECK(run.window.state == WindowState::ended);
  }
}

TEST_CASE("A window is put to the council once; another link corrects the first without a word") {
  for (const bool stopped : {false, true}) {
    Run run;
    run.live(monday + days(1));
    if (stopped) {
      run.at(run.now, objects);
      run.at(run.now, Judge{true, ""});
    }
    CHECK(run.at(run.now, PutToCouncil{"https://example.org/a"}) == Refusal::none);
    CHECK(run.at(run.now, PutToCouncil{"https://example.org/a"}) == Refusal::already);
    CHECK(run.at(run.now, PutToCouncil{"https://example.org/b"}) == Refusal::none);
    CHECK(run.window.council == "https://example.org/b");
    CHECK(run.said.ends_with("council"));
    CHECK(run.at(run.now, Extend{7}) == Refusal::over);
    run.live(monday + days(30));
    CHECK(run.window.state == WindowState::council);
  }
}

TEST_CASE("A window that was opened by mistake is closed, and those who heard of it hear of that") {
  Run run;
  run.live(monday + days(1));
  CHECK(run.at(run.now, proposals::Close{}) == Refusal::none);
  CHECK(run.at(run.now, proposals::Close{}) == Refusal::already);
  CHECK(run.at(run.now, PutToCouncil{"https://example.org/a"}) == Refusal::over);
  CHECK(run.said == "opened, closed");
}

TEST_CASE("A window ends quietly when the proposal's status changes meanwhile") {
  Run run;
  run.live(monday + days(1));
  CHECK(run.at(run.now, StatusChanged{}) == Refusal::none);
  CHECK(run.window.state == WindowState::closed);
  run.live(monday + days(30));
  CHECK(run.said == "opened");
  Run ended;
  ended.live(monday + days(7));
  CHECK(advance(ended.window, StatusChanged{}, ended.now).after.state == WindowState::ended);
}

TEST_CASE("A second mail while a window is open leaves seven days from that mail, never fewer") {
  Run run;
  run.live(monday + days(5));
  CHECK(run.at(run.now, ProposedAgain{monday + days(5)}) == Refusal::none);
  CHECK(run.window.closes == monday + days(12));
  CHECK(run.at(run.now, ProposedAgain{monday + days(4)}) == Refusal::already);
  run.live(monday + days(12));
  CHECK(run.said == "opened, three days, extended, three days, one day, end");
}

TEST_CASE("What is said between its time and the alarm counts as too late") {
  Run run;
  CHECK(run.at(monday + days(7), Extend{7}) == Refusal::over);
  CHECK(run.at(monday + days(7), objects) == Refusal::over);
}

TEST_CASE("Time that goes backwards says nothing twice") {
  Run run;
  run.live(monday + days(6));
  for (const int day : {1, 6}) run.at(monday + days(day), TimePassed{});
  CHECK(run.said == "opened, three days, one day");
}
