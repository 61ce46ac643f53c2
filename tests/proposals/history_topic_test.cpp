// tests/proposals/history_topic_test.cpp: /nep history: what is said at once, what follows, and to whom.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/past.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

TEST_CASE("A history is read first and then told to who asked, where they asked") {
  Four past;
  const Outcome asked = past.order("history 3");
  CHECK_THAT(Past::text(asked), Contains("I am reading the history of NEP 3"));
  CHECK_THAT(Past::text(asked), Contains("Draft"));
  const auto calls = calls_in(asked.effects);
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].method == "LOG");
  CHECK(calls[0].path == "nep-0003-title.rst");
  CHECK(calls[0].body == "nep-0003");
  CHECK(calls[0].service == "nep");

  const auto posts = past.serve(asked.effects);
  REQUIRE(posts.size() == 1);
  CHECK(posts[0].to == To{{"web", "general", "t"}, {"ada"}});
  CHECK(posts[0].audience == Audience::only_you);
  CHECK(posts[0].key == "nep-history:e1:3");
  const std::string text = Past::text(posts[0]);
  CHECK_THAT(text, Contains("Draft · 2020-01-01 10:00 UTC · 0001000000"));
  CHECK_THAT(text, Contains("Accepted · 2020-03-01 10:00 UTC"));
  CHECK_THAT(text, Contains("Final · 2021-04-01 10:00 UTC"));
  CHECK_THAT(text, !Contains("2020-02-01"));
  CHECK_THAT(text, !Contains("I am reading"));
  CHECK(past.rows("proposal_history_waiting") == 0);
}

TEST_CASE("Each step leads to its commit and to what that changed") {
  Four past;
  const auto posts = past.serve(past.order("history 3").effects);
  REQUIRE(posts.size() == 1);
  std::vector<std::string> targets;
  for (const Block& block : std::get<Doc>(posts[0].body).blocks())
    if (const auto* bullets = std::get_if<Bullets>(&block))
      for (const Line& line : bullets->items)
        for (const Inline& piece : line)
          if (piece.kind == Inline::Kind::link) targets.push_back(piece.target);
  const std::string pages = "https://github.com/numpy/numpy/";
  const auto step = [&](int number) {
    return pages + "compare/" + commit_id(number) + "~1..." + commit_id(number);
  };
  CHECK(
      targets ==
      std::vector<std::string>{
          pages + "commit/" + commit_id(1), pages + "commit/" + commit_id(3), step(3),
          pages + "commit/" + commit_id(4), step(4)
      }
  );
}

TEST_CASE("Without pages of the repository, commits are told without links") {
  Four past;
  past.feature = std::make_unique<Proposals>(Source::plain());
  const auto posts = past.serve(past.order("history 3").effects);
  REQUIRE(posts.size() == 1);
  CHECK_THAT(Past::text(posts[0]), Contains("0001000000"));
  CHECK_THAT(Past::text(posts[0]), !Contains("compare"));
}

TEST_CASE("A history that is known is told at once") {
  Four past;
  past.serve(past.order("history 3").effects);
  past.now += std::chrono::hours(23);
  const Outcome again = past.order("history 3", "lin", "zh-Hans");
  CHECK(again.effects.empty());
  CHECK_THAT(Past::text(again), Contains("2021-04-01 10:00 UTC"));
  SECTION("also later, as long as polls see nothing new") {
    past.now += std::chrono::hours(200);
    past.whole_poll("v2");
    CHECK(past.order("history 3").effects.empty());
  }
  SECTION("but not when nobody has looked for a day") {
    past.now += std::chrono::hours(25);
    const Outcome later = past.order("history 3");
    REQUIRE(calls_in(later.effects).size() == 1);
    CHECK_THAT(Past::text(later), Contains("2021-04-01 10:00 UTC"));  // what is known, at once
    past.texts = 0;
    const auto posts = past.serve(later.effects);
    REQUIRE(posts.size() == 1);
    CHECK(past.texts == 0);  // the log had not changed
  }
}

TEST_CASE("After a change that was seen, only the new commits are read") {
  Four past;
  past.serve(past.order("history 3").effects);
  past.now += every;
  past.files[name(3)] = file(3, "Superseded");
  past.whole_poll("v2");
  const Outcome seen = past.order("history 3");
  CHECK_THAT(Past::text(seen), Contains("Draft → "));
  CHECK_THAT(Past::text(seen), Contains("seen by me"));
  past.commit("2026-09-21T14:20:00Z", "Superseded");
  past.texts = 0;
  const auto posts = past.serve(seen.effects);
  CHECK(past.texts == 1);
  REQUIRE(posts.size() == 1);
  CHECK_THAT(Past::text(posts[0]), Contains("Superseded · 2026-09-21 14:20 UTC"));
  CHECK_THAT(Past::text(posts[0]), !Contains("seen by me"));
}

TEST_CASE("Those who ask meanwhile share one reading, each in their language") {
  Four past;
  past.catalog = test::shipped_catalog();
  auto effects = past.order("history 3").effects;
  const Outcome second = past.order("history 3", "lin", "zh-Hans");
  CHECK(second.effects.empty());
  CHECK(past.order("history 3", "lin", "zh-Hans").effects.empty());
  const auto posts = past.serve(effects);
  CHECK(past.logs == 1);
  REQUIRE(posts.size() == 3);
  CHECK(posts[0].to.people == std::vector<std::string>{"ada"});
  CHECK(posts[1].to.people == std::vector<std::string>{"lin"});
  CHECK(posts[1].key != posts[2].key);
  CHECK_THAT(Past::text(posts[0]), !Contains("草案"));
  CHECK_THAT(Past::text(posts[1]), Contains("草案"));
}

TEST_CASE("The word is understood in Chinese, and words of a title name a proposal") {
  Four past;
  CHECK(calls_in(past.order("历史 3").effects).size() == 1);
  Four other;
  CHECK(calls_in(other.order("歷史 NEP-0003").effects).size() == 1);
  Four third;
  const Outcome none = third.order("history");
  CHECK(none.effects.empty());
  CHECK_THAT(Past::text(none), Contains("/nep history 18"));
}

TEST_CASE("Three histories at a time are told, one after another") {
  Four past;
  const Outcome asked = past.order("history 3 4 99 5 6");
  CHECK(calls_in(asked.effects).size() == 2);
  CHECK_THAT(Past::text(asked), Contains("There is no NEP 99"));
  CHECK_THAT(Past::text(asked), Contains("Three at a time"));
  CHECK(past.rows("proposal_history_waiting") == 2);
  const auto posts = past.serve(asked.effects);
  REQUIRE(posts.size() == 2);
  CHECK(posts[0].key == "nep-history:e1:3");
  CHECK(posts[1].key == "nep-history:e1:4");
}

TEST_CASE("A source without a history is told so, with what Usher saw") {
  Four past;
  past.log_error = errc::unsupported;
  past.now += every;
  past.files[name(3)] = file(3, "Accepted");
  past.whole_poll("v2");
  const auto posts = past.serve(past.order("history 3").effects);
  REQUIRE(posts.size() == 1);
  CHECK_THAT(Past::text(posts[0]), Contains("keeps no history that I can read"));
  CHECK_THAT(Past::text(posts[0]), Contains("seen by me"));
  const Outcome again = past.order("history 3");  // at once: it has said so within the day
  CHECK(again.effects.empty());
  CHECK(Past::text(again) == Past::text(posts[0]));
}

TEST_CASE("Checks learn from a history when something was last changed") {
  Four past;
  CHECK_FALSE(last_change(past.db, "nep", 3));
  CHECK_FALSE(status_since(past.db, past.own, 3, "Final"));
  CHECK(past.serve(past.want(3)).empty());
  CHECK(last_change(past.db, "nep", 3) == sys_seconds(std::chrono::seconds(1617271200)));
  CHECK(
      status_since(past.db, past.own, 3, "Final") == sys_seconds(std::chrono::seconds(1617271200))
  );
  past.commit("2022-01-01T00:00:00Z", "Final");
  CHECK(past.want(3).empty());  // read within the day
  past.now += std::chrono::hours(25);
  CHECK(past.serve(past.want(3)).empty());
  CHECK(last_change(past.db, "nep", 3) == sys_seconds(std::chrono::seconds(1640995200)));
  CHECK(
      status_since(past.db, past.own, 3, "Final") == sys_seconds(std::chrono::seconds(1617271200))
  );
  CHECK(past.want(99).empty());
  SECTION("and from what was seen since") {
    past.now += every;
    past.files[name(3)] = file(3, "Superseded");
    past.whole_poll("v2");
    CHECK(status_since(past.db, past.own, 3, "superseded") == past.now);
    CHECK_FALSE(status_since(past.db, past.own, 3, "Final"));
    CHECK(last_change(past.db, "nep", 3) == past.now);
    CHECK(calls_in(past.want(3)).size() == 1);
  }
}

TEST_CASE("Of a history without its newest commit, nothing is said of how long a status has been") {
  Four past;
  past.versions.back().bytes = "gone";
  past.serve(past.want(3));
  CHECK_FALSE(status_since(past.db, past.own, 3, "Final"));
  CHECK(status_since(past.db, past.own, 3, "Accepted"));
}

TEST_CASE("Since when a status is, goes by the words of its own series") {
  Settings own = Past::with_pages();
  own.statuses = {{"Living", Meaning::active}};
  Past past(own);
  past.own = own;
  past.commit("2020-01-01T10:00:00Z", "Living");
  past.commit("2021-01-01T10:00:00Z", "living");
  past.serve(past.want(3));
  CHECK(status_since(past.db, own, 3, "LIVING") == sys_seconds(std::chrono::seconds(1577872800)));
}

TEST_CASE("What was seen of one proposal is found without looking at the others") {
  Past past;
  for (const char* query :
       {"SELECT at,was,now FROM proposal_news WHERE series='nep' AND number=3 AND kind IN (0,1,2) "
        "ORDER BY id",
        "SELECT at FROM proposal_news WHERE series='nep' AND number=3 ORDER BY id DESC LIMIT 1"}) {
    auto row = past.db.query(std::string("EXPLAIN QUERY PLAN ") + query);
    REQUIRE(row.next());
    CHECK_THAT(std::string(row.text(3)), Contains("proposal_news_number (series=? AND number=?)"));
    CHECK_FALSE(row.next());
  }
}

TEST_CASE("What checks want is read a little at a time, and not again at once when it fails") {
  Four past;
  int asked = 0;
  for (int number = 1; number <= 10; ++number) asked += static_cast<int>(past.want(number).size());
  CHECK(asked == 4);
  CHECK(past.want(1).empty());
  Four other;
  other.log_error = errc::unavailable;
  other.serve(other.want(3));
  CHECK(other.want(3).empty());
  other.now += std::chrono::minutes(61);
  CHECK(other.want(3).size() == 1);
}

TEST_CASE("A history reads well") {
  Four past;
  past.versions.insert(
      past.versions.begin() + 3,
      {Past::Version{commit_id(91), "2020-03-05T10:00:00Z", name(3), file(3, "Draft")},
       Past::Version{commit_id(92), "2020-03-09T10:00:00Z", name(3), file(3, "Accepted")}}
  );
  std::string all = Past::text(past.order("history 3")) + "\n----\n";
  // Asked a second time, because the first has taken the place of those who wait.
  Four fresh;
  fresh.versions = past.versions;
  for (const Post& post : fresh.serve(fresh.order("history 3").effects))
    all += Past::text(post) + "\n";
  test::check_golden("proposals/history.txt", all);
}
