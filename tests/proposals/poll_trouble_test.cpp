// tests/proposals/poll_trouble_test.cpp: every way in which a source can fail.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"
#include "tests/proposals/source.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

TEST_CASE("A listing that cannot be had leaves the table, and is tried again sooner, then as usual"
) {
  Source source;
  source.start();
  source.poll();
  const sys_seconds before = source.now;
  std::vector<long> waits;
  for (int i = 0; i < 5; ++i) {
    source.now += every;
    const auto list = Source::calls(source.tick());
    const auto effects = source.answer({list[0].tag, 0, "", "", errc::unreachable});
    waits.push_back(source.next(effects)->count());
  }
  CHECK(waits == std::vector<long>{5, 15, 45, 60, 60});
  CHECK(source.status(1) == "Draft");
  CHECK(source.state().as_of == before);
  CHECK(source.state().etag == "v1");
  CHECK(source.notices() == 1);
  CHECK_THAT(source.said("1"), Contains("As of: 2026-09-21 14:13 UTC"));
  source.now += every;
  source.poll("v2");
  CHECK(source.state().failures == 0);
  CHECK(source.state().as_of == source.now);
}

TEST_CASE("A clock that was a year ahead while a poll began does not keep the next ones away") {
  Source source;
  source.start();
  source.poll();
  source.now += std::chrono::days(365);
  CHECK(Source::calls(source.tick()).size() == 1);  // and the program ends
  source.now -= std::chrono::days(365);
  CHECK(Source::calls(source.tick()).size() == 1);
}

TEST_CASE("A source that asks to be left alone is left alone for the whole interval") {
  Source source;
  source.start();
  for (const errc why : {errc::rate_limited, errc::unauthorized, errc::refused}) {
    const auto list = Source::calls(source.tick());
    CHECK(source.next(source.answer({list[0].tag, 403, "", "", why})) == every);
  }
}

TEST_CASE("That the source was asked often enough is no failure: the next poll comes when it may") {
  Source source;
  source.start();
  source.poll();
  const sys_seconds before = source.now;
  for (int i = 0; i < 5; ++i) {
    source.now += every;
    const auto list = Source::calls(source.tick());
    REQUIRE(list.size() == 1);
    const auto effects =
        source.answer({list[0].tag, 0, "", "", errc::not_yet, std::chrono::minutes(40)});
    CHECK(source.next(effects) == std::chrono::minutes(40));
    CHECK(Source::calls(effects).empty());
  }
  CHECK(source.notices() == 0);
  CHECK(source.state().failures == 0);
  CHECK(source.state().as_of == before);
  CHECK(source.state().etag == "v1");
  CHECK(source.status(1) == "Draft");
  source.now += std::chrono::minutes(40);
  source.poll("v2");  // what was put off is not under way
  CHECK(source.state().as_of == source.now);
  // What the server itself refuses is a failure still.
  source.now += every;
  const auto list = Source::calls(source.tick());
  source.answer({list[0].tag, 429, "", "", errc::rate_limited, std::chrono::minutes(40)});
  CHECK(source.state().failures == 1);
}

TEST_CASE("A listing that lost more than a fifth of the proposals is not believed") {
  Source source;
  source.start();
  source.poll();
  for (int number = 1; number <= 3; ++number) source.files.erase(name(number));
  source.now += every;
  const auto list = Source::calls(source.tick());
  const auto effects = source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok});
  CHECK(Source::calls(effects).empty());
  CHECK(source.status(1) == "Draft");
  CHECK(source.state().etag == "v1");
  CHECK(source.notices() == 1);
  for (const std::string& body :
       {std::string(), std::string("<html>not a listing</html>\n"), std::string(100000, '\n')}) {
    source.now += every;
    const auto again = Source::calls(source.tick());
    source.answer({again[0].tag, 200, body, "v3", errc::ok});
    CHECK(source.status(10) == "Draft");
  }
  source.files = ten();
  source.files.erase(name(1));
  source.files.erase(name(2));  // a fifth is believed
  source.now += every;
  source.poll("v4");
  CHECK(source.status(1) == "none");
  CHECK(source.status(3) == "Draft");
}

TEST_CASE("A file that fails keeps its old facts, the others are taken, and the poll is repeated") {
  Source source;
  source.start();
  source.poll();
  const sys_seconds before = source.now;
  source.now += every;
  source.files[name(1)] = file(1, "Final");
  source.files[name(2)] = file(2, "Final");
  const auto list = Source::calls(source.tick());
  const auto gets =
      Source::calls(source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok}));
  REQUIRE(gets.size() == 2);
  SECTION("reset") { source.answer({gets[0].tag, 0, "", "", errc::timed_out}); }
  SECTION("given up") { source.answer({gets[0].tag, 0, "", "", errc::gave_up}); }
  SECTION("cut short") {
    Fetched cut = source.served(gets[0]);
    cut.body.resize(cut.body.size() / 2);
    source.answer(cut);
  }
  const auto effects = source.answer(source.served(gets[1]));
  CHECK(source.next(effects) == std::chrono::minutes(5));
  CHECK(source.status(1) == "Draft");
  CHECK(source.status(2) == "Final");
  CHECK(source.state().as_of == before);
  CHECK(source.state().etag == "v1");
  source.now += std::chrono::minutes(5);
  source.reads = 0;
  source.poll("v2");
  CHECK(source.reads == 1);
  CHECK(source.status(1) == "Final");
  CHECK(source.state().as_of == source.now);
}

TEST_CASE("A file that will never be readable does not hold the others up") {
  Source source;
  source.start();
  source.poll();
  source.now += every;
  source.files[name(1)] = "";
  source.files[name(2)] = std::string("\0\xFF\x01 garbage", 11);
  source.files[name(3)] = file(3, "Final");
  source.files[name(12)] = file(12, "Draft");
  const auto list = Source::calls(source.tick());
  const auto gets =
      Source::calls(source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok}));
  REQUIRE(gets.size() == 4);
  for (const Call& call : gets) {
    Fetched answer = source.served(call);
    if (call.path.ends_with(name(12))) answer = {call.tag, 0, "", "", errc::too_large};
    source.answer(answer);
  }
  CHECK(source.status(1) == "Draft");
  CHECK(source.status(2) == "Draft");
  CHECK(source.status(3) == "Final");
  CHECK(source.status(12) == "none");
  CHECK(source.state().etag == "v2");
  CHECK(source.state().as_of == source.now);
}

TEST_CASE("Answers of an earlier poll, repeated answers and answers to nothing change nothing") {
  Source source;
  source.start();
  source.poll();
  source.now += every;
  source.files[name(1)] = file(1, "Final");
  const auto list = Source::calls(source.tick());
  const auto gets =
      Source::calls(source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok}));
  REQUIRE(gets.size() == 1);
  source.now += std::chrono::minutes(31);  // given up; a new poll
  const auto second = Source::calls(source.tick());
  REQUIRE(second.size() == 1);
  CHECK(source.answer(source.served(gets[0])).empty());
  CHECK(source.status(1) == "Draft");
  const auto again =
      Source::calls(source.answer({second[0].tag, 200, source.listing(), "v2", errc::ok}));
  REQUIRE(again.size() == 1);
  source.answer(source.served(again[0]));
  CHECK(source.status(1) == "Final");
  CHECK(source.answer(source.served(again[0])).empty());
  CHECK(source.answer({"list x", 200, "", "", errc::ok}).empty());
  CHECK(source.answer({"", 200, "", "", errc::ok}).empty());
  CHECK(source.answer({"get 999 x", 200, "", "", errc::ok}).empty());
  CHECK(source.status(1) == "Final");
}

TEST_CASE("A new source may hold far fewer proposals than the index that ships or another source") {
  Settings settings = Source::plain();
  settings.index = test::shipped_index();
  SECTION("than the index") {
    Source source(settings);
    source.start();
    source.files = {{name(0), file(0, "Active")}, {name(1), file(1, "Final")}};
    source.poll();
    CHECK(source.status(0) == "Active");
    CHECK(source.status(18) == "none");
    CHECK(source.state().source == "test:ten");
    CHECK(source.notices() == 0);
  }
  SECTION("than another source") {
    Source source(settings);
    source.start();
    source.poll();
    Settings other = Source::plain();
    other.source = "test:two";
    Proposals feature(other);
    Context context = source.context();
    feature.start(context);
    const auto ask = [&](What what) {
      return feature.on(Event{"e", {}, {}, {}, std::move(what)}, context).effects;
    };
    source.files = {{name(1), file(1, "Draft")}, {name(2), "emptied by mistake"}};
    const auto list = Source::calls(ask(Tick{"poll", source.now, source.now}));
    const auto gets =
        Source::calls(ask(Fetched{list[0].tag, 200, source.listing(), "v1", errc::ok}));
    CHECK(gets.size() == 2);
    for (const Call& call : gets) ask(source.served(call));
    CHECK(source.status(1) == "Draft");
    CHECK(source.status(2) == "none");  // what the other source said of it says nothing here
    CHECK(source.status(10) == "none");
    CHECK(source.state().source == "test:two");
  }
}

TEST_CASE("A listing without any proposal is never believed, and said to be empty") {
  Source source;
  source.start();
  const auto list = Source::calls(source.tick());
  source.answer({list[0].tag, 200, "", "v1", errc::ok});
  CHECK(source.state().source.empty());
  auto row = source.db.query("SELECT what FROM notices");
  REQUIRE(row.next());
  CHECK(std::string(row.text(0)) == "the listing holds no NEP; the table is kept");
}

TEST_CASE(
    "A file that its source lists and does not have is asked for again, and passed over in the end"
) {
  Source source;
  source.start();
  source.poll();
  source.files[name(1)] = file(1, "Final");
  source.files[name(2)] = file(2, "Final");
  Fetched amiss{"", 404, "", "", errc::ok};
  SECTION("gone") {}
  SECTION("other bytes") { amiss = {"", 0, "", "", errc::malformed}; }
  const auto poll = [&] {
    source.now += every;
    const auto list = Source::calls(source.tick());
    std::vector<Effect> last;
    for (const Call& call :
         Source::calls(source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok}))) {
      Fetched answer = call.path.ends_with(name(1)) ? amiss : source.served(call);
      answer.tag = call.tag;
      last = source.answer(answer);
    }
    return last;
  };
  for (int failed = 1; failed <= 3; ++failed) {
    CHECK(source.next(poll()));
    CHECK(source.state().failures == failed);
    CHECK(source.state().etag == "v1");
    CHECK(source.status(2) == "Final");
  }
  poll();
  CHECK(source.state().failures == 0);
  CHECK(source.state().etag == "v2");
  CHECK(source.status(1) == "Draft");
}
