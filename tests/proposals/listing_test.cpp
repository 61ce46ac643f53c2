// tests/proposals/listing_test.cpp: a listing that lacks much is refused, until it is believed after all.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/clock.hpp"
#include "commands/proposals/news_table.hpp"
#include "tests/proposals/source.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

// A source that has lost four of its ten proposals.
class Shrunk : public Source {
 public:
  Shrunk() {
    start();
    poll();
    for (int number = 7; number <= 10; ++number) files.erase(name(number));
  }
  // Lists, and reads what is asked for; true where it was believed.
  bool listed() {
    clock.advance(every);
    return list_now();
  }
  bool list_now() {
    now = clock.seconds();
    const auto list = calls(tick());
    REQUIRE(list.size() == 1);
    auto effects = answer({list[0].tag, 200, listing(), "v2", errc::ok});
    for (const Call& call : calls(effects)) effects = answer(served(call));
    return state().failures == 0;
  }
  std::string last_notice() {
    auto row = db.query("SELECT what FROM notices ORDER BY id DESC LIMIT 1");
    return row.next() ? std::string(row.text(0)) : std::string();
  }

  ManualClock clock{now};
};

}  // namespace

TEST_CASE("A listing that lacks more than a fifth is refused, told once, and no news") {
  Shrunk source;
  CHECK_FALSE(source.listed());
  CHECK(source.status(10) == "Draft");
  CHECK(source.notices() == 1);
  CHECK_THAT(source.last_notice(), Contains("lacks 4 of 10") && Contains("/nep accept-listing"));
  CHECK_FALSE(source.listed());
  CHECK(source.notices() == 1);
  CHECK(news_after(source.db, "nep", 0).empty());
}

TEST_CASE("The same refused listing in three polls over a day is believed") {
  Shrunk source;
  CHECK_FALSE(source.listed());
  source.clock.advance(std::chrono::hours(12));
  CHECK_FALSE(source.listed());
  source.clock.advance(std::chrono::hours(9));  // 23 hours and three polls
  CHECK_FALSE(source.listed());
  CHECK(source.listed());
  CHECK(source.status(10) == "none");
  CHECK(source.status(6) == "Draft");
  CHECK(news_after(source.db, "nep", 0).empty());
  CHECK(source.state().doubt.empty());
  // What comes back later is no new proposal.
  source.files[name(10)] = file(10, "Accepted");
  CHECK(source.listed());
  const auto news = news_after(source.db, "nep", 0);
  REQUIRE(news.size() == 1);
  CHECK((news[0].kind == NewsKind::status && news[0].number == 10 && news[0].old == "Draft"));
}

TEST_CASE("A day is not enough where the listing was another meanwhile, or right again") {
  Shrunk source;
  CHECK_FALSE(source.listed());
  source.clock.advance(std::chrono::hours(23));
  SECTION("another") {
    source.files.erase(name(6));
    CHECK_FALSE(source.listed());
    CHECK(source.notices() == 2);
    CHECK_FALSE(source.listed());
    CHECK_FALSE(source.listed());
  }
  SECTION("right again") {
    const Files shrunk = source.files;
    source.files = ten();
    CHECK(source.listed());
    source.files = shrunk;
    CHECK_FALSE(source.listed());
    CHECK_FALSE(source.listed());
    CHECK_FALSE(source.listed());
  }
  CHECK(source.status(10) == "Draft");
}

TEST_CASE("Prose that changes meanwhile does not make it another listing") {
  Shrunk source;
  CHECK_FALSE(source.listed());
  source.clock.advance(std::chrono::hours(23));
  source.files[name(1)] += "More prose.\n";
  CHECK_FALSE(source.listed());
  CHECK(source.listed());
}

TEST_CASE("A maintainer's word is enough, and is for that listing only") {
  Shrunk source;
  CHECK_THAT(source.said("accept-listing"), Contains("nothing to accept"));
  CHECK_FALSE(source.listed());
  const Outcome outcome = source.event(Command{"nep", "accept-listing"});
  CHECK(source.next(outcome.effects) == std::chrono::minutes(0));
  SECTION("that listing") {
    CHECK(source.list_now());
    CHECK(source.status(10) == "none");
    CHECK_THAT(source.last_notice(), Contains("NEP 7, NEP 8, NEP 9, NEP 10"));
  }
  SECTION("another one") {
    source.files.erase(name(6));
    CHECK_FALSE(source.list_now());
    CHECK(source.status(10) == "Draft");
  }
}

TEST_CASE("A repeat of a maintainer's word is answered like the first time") {
  Shrunk source;
  const auto said = [&](const std::string& id, bool repeat) {
    Context at = source.context();
    at.repeat = repeat;
    const Person ada{"ada", "en", "UTC", {Role::maintainer}, false, "Ada"};
    const Event event{id, {"web", "general", ""}, ada, {}, Command{"nep", "accept-listing"}};
    return plain_text(std::get<SayReply>(source.feature->on(event, at).reply).doc);
  };
  const std::string early = said("early", false);
  CHECK_FALSE(source.listed());
  CHECK(said("early", true) == early);
  const std::string first = said("first", false);
  CHECK(first != early);
  CHECK(said("first", true) == first);
  CHECK(source.list_now());
  CHECK(said("first", true) == first);  // though nothing is doubted any more
  CHECK(said("early", true) == early);
  CHECK(said("late", false) == early);

  // Ids of commands may name people.
  const Person grace{"grace", "en", "UTC", {}, false, "Grace"};
  Context at = source.context();
  source.feature->on(Event{"f", {"web", "", ""}, grace, {}, Forgotten{grace}}, at);
  auto left = source.db.query("SELECT count(*) FROM proposal_trust");
  REQUIRE(left.next());
  CHECK(left.integer(0) == 0);
}

TEST_CASE("What cannot be read at all is never believed, for however long") {
  Shrunk source;
  for (int i = 0; i < 5; ++i) {
    source.clock.advance(std::chrono::hours(24));
    source.now = source.clock.seconds();
    const auto list = Source::calls(source.tick());
    source.answer({list[0].tag, 200, "<html>Sign in, please</html>", "v2", errc::ok});
  }
  CHECK(source.status(10) == "Draft");
  CHECK(source.state().doubts == 5);
}

TEST_CASE("Renumbered proposals are not missing") {
  Source source;
  source.start();
  source.poll();
  Files renumbered;
  for (int number = 1; number <= 10; ++number)
    renumbered[fmt::format("nep-{:04}-title.rst", number + 100)] = source.files[name(number)];
  source.files = renumbered;
  source.now += every;
  source.poll("v2");
  CHECK(source.status(101) == "Draft");
  CHECK(news_after(source.db, "nep", 0).empty());
}

TEST_CASE("Renumbered proposals whose texts have changed with it are known by their titles") {
  Shrunk source;
  source.files = ten();
  for (int number = 1; number <= 6; ++number) {
    source.files.erase(name(number));
    source.files[fmt::format("nep-{:04}-other.rst", number + 100)] =
        file(number, number == 1 ? "Final" : "Draft", ":Created: 2026-01-01\n");
  }
  CHECK(source.listed());
  CHECK(source.notices() == 0);
  CHECK(source.status(101) == "Final");
  CHECK(source.status(1) == "none");
  const auto news = news_after(source.db, "nep", 0);
  REQUIRE(news.size() == 1);
  CHECK((news[0].kind == NewsKind::status && news[0].number == 101));
}

TEST_CASE("Others in their place are refused once they were read, and not read again and again") {
  Shrunk source;
  source.files = ten();
  for (int number = 1; number <= 6; ++number) {
    source.files.erase(name(number));
    source.files[fmt::format("nep-{:04}-other.rst", number + 100)] = file(number + 100, "Draft");
  }
  source.reads = 0;
  SECTION("a file of them fails") {
    source.clock.advance(every);
    source.now = source.clock.seconds();
    const auto list = Source::calls(source.tick());
    const auto gets =
        Source::calls(source.answer({list[0].tag, 200, source.listing(), "v2", errc::ok}));
    REQUIRE(gets.size() == 6);
    for (std::size_t i = 0; i < gets.size(); ++i)
      source.answer(
          i == 0 ? Fetched{gets[i].tag, 0, "", "", errc::timed_out} : source.served(gets[i])
      );
    CHECK(source.state().failures == 1);
    CHECK(source.status(102) == "none");
    CHECK(source.notices() == 0);
  }
  SECTION("all of them are there") {
    CHECK_FALSE(source.listed());
    CHECK(source.reads == 6);
    CHECK(source.notices() == 1);
    CHECK_THAT(source.last_notice(), Contains("lacks 6 of 10"));
    source.clock.advance(std::chrono::hours(12));
    CHECK_FALSE(source.listed());
    CHECK(source.reads == 6);
    CHECK(source.status(101) == "none");
    source.clock.advance(std::chrono::hours(12));
    CHECK(source.listed());
    CHECK(source.status(101) == "Draft");
    CHECK(source.status(1) == "none");
  }
}

TEST_CASE("One that leaves is told to the operator and to nobody else") {
  Source source;
  source.start();
  source.poll();
  source.said("watch all");
  source.files.erase(name(3));
  source.now += every;
  CHECK(source.poll("v2").empty());
  auto row = source.db.query("SELECT what FROM notices");
  REQUIRE(row.next());
  CHECK(std::string(row.text(0)) == "one is no longer in test:ten: NEP 3");
}

TEST_CASE("A first listing with texts but no numbers is a beginning, and its texts may get numbers"
) {
  Source source;
  source.start();
  source.files = {{"format.txt", file(1, "Draft")}, {"warnings.txt", file(2, "")}};
  source.poll();
  CHECK(source.state().baseline == "test:ten");
  source.files = {
      {name(0), file(0, "Draft")},
      {"nep-0001-format.rst", file(1, "Draft")},
      {"nep-0002-warnings.rst", file(2, "Deferred")}
  };
  source.now += every;
  source.poll("v2");
  const auto news = news_after(source.db, "nep", 0);
  REQUIRE(news.size() == 1);
  CHECK((news[0].kind == NewsKind::fresh && news[0].number == 0));
}
