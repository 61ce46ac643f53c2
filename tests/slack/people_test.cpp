// tests/slack/people_test.cpp: who wrote that, at hand or asked of Slack.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

std::string user(std::string_view more = R"("locale":"de-DE")") {
  return R"("user":{"id":"U1","team_id":"T1","name":"ada",)" + std::string(more) + "}";
}
// As the desk does it of who speaks to Usher.
Result<Person> meet(SlackRig& rig, Role needed = Role::everyone, const std::string& id = "U1") {
  Result<Person> out = rig.run(rig.people.introduce(id, needed));
  rig.people.keep(id);
  return out;
}
// What runs in the background, to its end.
void settle(SlackRig& rig) {
  rig.io.restart();
  rig.io.run_for(std::chrono::milliseconds(300));
}

}  // namespace

TEST_CASE("somebody new is asked about once, with the locale, and is then at hand", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user());
  const auto first = meet(rig);
  REQUIRE(first);
  CHECK(first->lang == "de-DE");
  CHECK(first->name == "ada");
  CHECK(rig.body(0) == "user=U1&include_locale=true");
  CHECK(meet(rig)->lang == "de-DE");
  CHECK(rig.requests() == 1);
  CHECK(rig.commits == 1);
}

TEST_CASE("what Slack said is still known after a restart, for thirty days", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user());
  CHECK(meet(rig));
  RoleBook book;
  People later(rig.io.get_executor(), rig.api, rig.clock, book, "T1", [](const Write&) {});
  later.read_from(rig.store.db.get());
  REQUIRE(later.known("U1") != nullptr);
  CHECK(later.known("U1")->person.lang == "de-DE");
  CHECK(later.known("U2") == nullptr);
  rig.clock.advance(std::chrono::hours(24 * 31));
  People old(rig.io.get_executor(), rig.api, rig.clock, book, "T1", [](const Write&) {});
  old.read_from(rig.store.db.get());
  CHECK(old.known("U1") == nullptr);
}

TEST_CASE("when Slack has no answer the event goes on with the id alone", "[people]") {
  SlackRig rig;
  rig.expect("users.info", "", {}, 500);
  const auto who = meet(rig);
  REQUIRE(who);
  CHECK(who->id == "U1");
  CHECK(who->lang.empty());
  CHECK(who->roles == Roles{});
}

TEST_CASE("an answer that is slow is not waited for", "[people]") {
  SlackRig rig;
  rig.peer.expect("POST /api/users.info").then(usher::testing::HttpPeer::Then::stall);
  const auto who = meet(rig);
  REQUIRE(who);
  CHECK(who->id == "U1");
}

TEST_CASE("a test whose time runs faster does not make Slack slower", "[people]") {
  struct Fast final : Clock {
    sys_millis now() const override { return SystemClock().now(); }
    std::chrono::milliseconds real(std::chrono::milliseconds) const override {
      return std::chrono::milliseconds(0);
    }
  };
  SlackRig rig;
  rig.ok("users.info", user());
  Fast clock;
  People people(rig.io.get_executor(), rig.api, clock, rig.book, "T1", [](const Write&) {});
  const auto who = rig.run(people.introduce("U1", Role::administrator));
  REQUIRE(who);
  CHECK(who->lang == "de-DE");
}

TEST_CASE("after a 429 nobody is asked about until its time is over", "[people]") {
  SlackRig rig;
  rig.expect("users.info", "", {{"Retry-After", "30"}}, 429).ok("users.info", user());
  CHECK(meet(rig)->lang.empty());
  CHECK(meet(rig)->lang.empty());
  CHECK(meet(rig, Role::everyone, "U2")->lang.empty());
  CHECK(rig.requests() == 1);
  rig.clock.advance(std::chrono::seconds(31));
  CHECK(meet(rig)->lang == "de-DE");
}

TEST_CASE("many who write at once cause one question each", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user());
  int met = 0;
  const auto ask = [](People* people, int* count) -> boost::asio::awaitable<void> {
    const Result<Person> who = co_await people->introduce("U1");
    if (who && who->lang == "de-DE") ++*count;
  };
  for (int i = 0; i < 20; ++i)
    boost::asio::co_spawn(rig.io, ask(&rig.people, &met), boost::asio::detached);
  settle(rig);
  CHECK(met == 20);
  CHECK(rig.requests() == 1);
}

TEST_CASE("a command that takes a role waits for one that is at most a minute old", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user(R"("is_admin":true)")).ok("users.info", user(R"("is_admin":false)"));
  CHECK(meet(rig, Role::organiser)->roles == Roles{Role::administrator});
  rig.clock.advance(std::chrono::seconds(60));
  CHECK(meet(rig, Role::organiser)->roles == Roles{Role::administrator});
  CHECK(rig.requests() == 1);
  rig.clock.advance(std::chrono::seconds(1));
  CHECK(meet(rig)->roles == Roles{Role::administrator});  // nothing depends on it
  CHECK(rig.requests() == 1);
  CHECK(meet(rig, Role::organiser)->roles == Roles{});  // they are none any more
  CHECK(rig.requests() == 2);
}

TEST_CASE("when a role cannot be learnt the command is refused, whatever was known", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user(R"("is_admin":true)"))
      .expect("users.info", "", {}, 503)
      .expect("users.info", "", {{"Retry-After", "5"}}, 429);
  CHECK(meet(rig));
  rig.clock.advance(std::chrono::minutes(2));
  CHECK(meet(rig, Role::maintainer).error() == errc::unavailable);
  CHECK(meet(rig, Role::maintainer).error() == errc::rate_limited);
  CHECK(meet(rig, Role::maintainer).error() == errc::rate_limited);  // not asked
  CHECK(rig.requests() == 3);
}

TEST_CASE(
    "Slack is not asked for a role that the configuration gives, or that Slack has not", "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user());
  rig.book.add("slack:U1", Role::organiser);
  rig.book.add("slack:T2:U2", Role::organiser);
  CHECK(meet(rig));
  rig.clock.advance(std::chrono::minutes(5));
  CHECK(meet(rig, Role::organiser));
  CHECK(meet(rig, Role::contributor));
  CHECK(meet(rig, Role::committee));
  CHECK(rig.requests() == 1);
}

TEST_CASE("what is over a day old is asked for anew, behind the answer", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user()).ok("users.info", user(R"("locale":"zh-TW")"));
  CHECK(meet(rig));
  rig.clock.advance(std::chrono::hours(25));
  CHECK(meet(rig)->lang == "de-DE");
  settle(rig);
  CHECK(meet(rig)->lang == "zh-TW");
  CHECK(rig.commits == 2);
}

TEST_CASE("what did not change is not written down again within a day", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user()).ok("users.info", user());
  CHECK(meet(rig, Role::organiser));
  rig.clock.advance(std::chrono::minutes(2));
  CHECK(meet(rig, Role::organiser));
  CHECK(rig.requests() == 2);
  CHECK(rig.commits == 1);
}

TEST_CASE(
    "a user object that comes with an event is believed, and keeps the locale that it lacks",
    "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user());
  CHECK(meet(rig));
  rig.people.told(
      json::parse(
          R"({"id":"U1","team_id":"T1","name":"ada","deleted":true,"profile":{"display_name":"Ada L"}})"
      )
          .as_object()
  );
  const Known* known = rig.people.known("U1");
  REQUIRE(known != nullptr);
  CHECK(known->person.name == "Ada L");
  CHECK(known->person.lang == "de-DE");
  CHECK_FALSE(known->active);
}

TEST_CASE(
    "of somebody new an event's user object is not enough: their language is still asked for",
    "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user());
  rig.people.told(json::parse(R"({"id":"U1","team_id":"T1","name":"ada"})").as_object());
  rig.people.told(json::parse(R"({"id":"U9","team_id":"T1","locale":"en-US"})").as_object());
  rig.people.told({});
  CHECK(rig.people.known("U9") == nullptr);
  CHECK(rig.commits == 0);
  CHECK(meet(rig)->lang == "de-DE");
}

TEST_CASE(
    "who was forgotten is gone from memory, and an answer under way does not bring them back",
    "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user()).ok("users.info", user());
  const auto ask = [](People* people) -> boost::asio::awaitable<void> {
    const Result<Person> who = co_await people->introduce("U1");
    CHECK(who->lang.empty());
  };
  boost::asio::co_spawn(rig.io, ask(&rig.people), boost::asio::detached);
  rig.io.restart();
  rig.io.poll_one();
  rig.people.forgotten("U1");
  settle(rig);
  CHECK(rig.people.known("U1") == nullptr);
  CHECK(rig.commits == 0);
  CHECK(meet(rig));
  CHECK(rig.people.known("U1") != nullptr);
  rig.commit([](Database& db) { rows::forget(db, "U1"); });
  rig.people.forgotten("U1");
  CHECK(rig.people.known("U1") == nullptr);
}

TEST_CASE(
    "the four thousand who were met last are in memory; who is not is read from the rows",
    "[people]"
) {
  SlackRig rig;
  Database& db = *rig.store.db;
  People people(
      rig.io.get_executor(), rig.api, rig.clock, rig.book, "T1",
      [&db](const Write& write) { write(db); }
  );
  people.read_from(&db);
  db.run("BEGIN");
  for (int i = 0; i < 4100; ++i) {
    Known known;
    known.person.id = "U" + std::to_string(i);
    known.at = rig.clock.seconds();
    rows::keep_person(db, known);
    CHECK(people.known(known.person.id) != nullptr);
  }
  db.run("COMMIT");
  REQUIRE(people.known("U0") != nullptr);
  people.read_from(nullptr);
  CHECK(people.known("U0") != nullptr);     // just read
  CHECK(people.known("U1") == nullptr);     // pushed out
  CHECK(people.known("U4099") != nullptr);  // the last
}

TEST_CASE("an admin of another workspace gets no role here", "[people]") {
  SlackRig rig;
  rig.ok("users.info", R"("user":{"id":"U1","team_id":"T2","is_admin":true})");
  const auto who = meet(rig, Role::administrator);
  REQUIRE(who);
  CHECK(who->roles == Roles{});
  CHECK(who->guest);
}

TEST_CASE("the role that an event takes is its command's, by the word that follows", "[people]") {
  static constexpr WordSpec words[] = {
      {.word = "watch", .grammar = "", .summary = mark("x"), .role = Role::organiser}
  };
  static constexpr CommandSpec specs[] = {
      {.name = "nep", .grammar = "", .summary = mark("x"), .words = words},
      {.name = "admin", .grammar = "", .summary = mark("x"), .role = Role::administrator}
  };
  CommandTable table;
  table.add("test", specs);
  const auto needed = [&](What what) {
    Event event;
    event.what = std::move(what);
    return role_needed(event, table);
  };
  CHECK(needed(Command{"nep", "18"}) == Role::everyone);
  CHECK(needed(Command{"nep", "watch all"}) == Role::organiser);
  CHECK(needed(Command{"admin", ""}) == Role::administrator);
  CHECK(needed(Command{"nothing", ""}) == Role::everyone);
  CHECK(needed(usher::Message{"admin"}) == Role::everyone);
}
