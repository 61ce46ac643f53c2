// tests/proposals/history_trouble_test.cpp: a history that cannot be read, or is asked for by who is gone.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/past.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

TEST_CASE("A reading that fails is said kindly, and what is known stays") {
  Four past;
  SECTION("the log") {
    past.log_error = errc::timed_out;
    const auto posts = past.serve(past.order("history 3").effects);
    REQUIRE(posts.size() == 1);
    CHECK_THAT(Past::text(posts[0]), Contains("could not be read now"));
  }
  SECTION("the quota") {
    past.log_error = errc::rate_limited;
    const auto posts = past.serve(past.order("history 3").effects);
    REQUIRE(posts.size() == 1);
    CHECK_THAT(Past::text(posts[0]), Contains("asked me to wait"));
  }
  SECTION("no commit of it") {
    past.versions.clear();
    const auto posts = past.serve(past.order("history 3").effects);
    REQUIRE(posts.size() == 1);
    CHECK_THAT(Past::text(posts[0]), Contains("knows no history of this file"));
  }
  SECTION("nonsense in place of a log") {
    const auto calls = calls_in(past.order("history 3").effects);
    const auto posts = past.serve(past.answer({calls[0].tag, 200, "<html>\n", "", errc::ok}));
    REQUIRE(posts.size() == 1);
    CHECK_THAT(Past::text(posts[0]), Contains("could not be read now"));
  }
  SECTION("the texts: what could not be had is asked for again, also where the log is unchanged") {
    past.serve(past.order("history 3").effects);
    past.commit("2026-09-21T15:00:00Z", "Superseded");
    past.text_error = errc::gave_up;
    past.now += std::chrono::hours(48);
    auto posts = past.serve(past.order("history 3").effects);
    REQUIRE(posts.size() == 1);
    CHECK_THAT(Past::text(posts[0]), Contains("2021-04-01"));
    CHECK_THAT(Past::text(posts[0]), Contains("could not be read now"));
    past.text_error = errc::ok;
    past.texts = 0;
    posts = past.serve(past.order("history 3").effects);
    CHECK(past.texts == 1);
    REQUIRE(posts.size() == 1);
    CHECK_THAT(Past::text(posts[0]), Contains("Superseded · 2026-09-21 15:00 UTC"));
    CHECK_THAT(Past::text(posts[0]), !Contains("could not be read"));
  }
}

TEST_CASE("A service in trouble is not asked for every text") {
  Past past;
  for (int i = 0; i < 100; ++i) past.commit("2020-01-01T10:00:00Z", "Draft");
  past.text_error = errc::timed_out;
  CHECK(past.serve(past.order("history 3").effects).size() == 1);
  CHECK(past.texts < 10);
}

TEST_CASE("A few texts are asked for at a time, and no more than are kept") {
  Past past;
  for (int i = 0; i < 230; ++i) past.commit("2020-01-01T10:00:00Z", i < 100 ? "Draft" : "Final");
  auto effects = past.order("history 3").effects;
  effects = past.answer(past.log_answer(calls_in(effects).at(0)));
  CHECK(calls_in(effects).size() == 4);
  const auto posts = past.serve(effects);
  REQUIRE(posts.size() == 1);
  CHECK(past.texts == 200);
  CHECK_THAT(Past::text(posts[0]), Contains("30 older commits are left out"));
}

TEST_CASE("Late answers, and those to what nobody asked, do no harm") {
  Four past;
  auto effects = past.order("history 3").effects;
  const Call log = calls_in(effects).at(0);
  effects = past.answer(past.log_answer(log));
  const Call text = calls_in(effects).at(0);
  CHECK(past.serve(effects).size() == 1);
  for (const char* tag :
       {"history", "history log", "history log 3", "history get 3 1 x", "history x 3 1",
        "history log -1 1", "history log 99999999999999999999 1", "history log 3 1 2 3"})
    CHECK(past.answer({tag, 200, "x\n", "", errc::ok}).empty());
  CHECK(past.answer(past.log_answer(log)).empty());
  CHECK(past.answer(past.text_answer(text)).empty());
  past.now += std::chrono::hours(48);
  past.order("history 3");
  CHECK(past.answer(past.log_answer(log)).empty());  // of the reading before
}

TEST_CASE("A commit that took the file away is no step, and a forced branch is believed") {
  Four past;
  past.versions[1].bytes = "gone";
  past.serve(past.order("history 3").effects);
  past.versions.erase(past.versions.begin() + 2);
  past.now += std::chrono::hours(48);
  const auto posts = past.serve(past.order("history 3").effects);
  REQUIRE(posts.size() == 1);
  CHECK_THAT(Past::text(posts[0]), !Contains("Accepted"));
  CHECK_THAT(Past::text(posts[0]), Contains("Final"));
  CHECK(past.rows("proposal_commits") == 3);
}

TEST_CASE("A question outlives a restart") {
  Four past;
  const auto effects = past.order("history 3").effects;
  past.feature = std::make_unique<Proposals>(past.own);
  SECTION("the Calls are rows and are answered") {
    CHECK(calls_in(past.start()).empty());
    const auto posts = past.serve(effects);
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].key == "nep-history:e1:3");
  }
  SECTION("another source is asked anew, and nothing of the first one's is told") {
    past.own.source = "test:other";
    past.feature = std::make_unique<Proposals>(past.own);
    std::vector<Effect> logs;
    for (const Call& call : calls_in(past.start()))
      if (call.method == "LOG") logs.emplace_back(call);
    REQUIRE(logs.size() == 1);
    CHECK(past.serve(effects).empty());
    CHECK(past.serve(logs).size() == 1);
  }
}

TEST_CASE("Who is forgotten waits no longer") {
  Four past;
  const auto effects = past.order("history 3").effects;
  past.order("history 3", "lin");
  Context at = past.context();
  past.feature->on(
      Event{
          "f",
          {"web", "", ""},
          {"ada", "en", "", {}, false, ""},
          {},
          Forgotten{{"ada", "", "", {}, false, ""}}
      },
      at
  );
  CHECK(past.rows("proposal_history_waiting") == 1);
  const auto posts = past.serve(effects);
  REQUIRE(posts.size() == 1);
  CHECK(posts[0].to.people == std::vector<std::string>{"lin"});
}

TEST_CASE("What nobody has wanted for long goes, a little at a time") {
  Four past;
  past.serve(past.order("history 3").effects);
  past.order("history 4");
  past.now += std::chrono::hours(25);
  const auto prune = [&] {
    const auto effects = past.event(Tick{"history:prune", past.now, past.now}).effects;
    REQUIRE(effects.size() == 1);
    return std::get<Remind>(effects[0]).at - past.now;
  };
  CHECK(prune() == std::chrono::hours(24));
  CHECK(past.rows("proposal_history_waiting") == 0);
  CHECK(past.rows("proposal_commits") == 4);
  past.now += std::chrono::hours(24 * 91);
  CHECK(prune() == std::chrono::hours(24));
  CHECK(past.rows("proposal_commits") == 0);
}
