// tests/slack/people_keep_test.cpp: of whom anything is written down, and until when.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

constexpr std::chrono::days day{1};

std::string user(std::string_view more = R"("locale":"de-DE")") {
  return R"("user":{"id":"U1","team_id":"T1","name":"ada",)" + std::string(more) + "}";
}
std::int64_t rows_of(SlackRig& rig, const std::string& where = "1") {
  return test::number(*rig.store.db, "SELECT count(*) FROM slack_people WHERE " + where);
}
Result<Person> meet(SlackRig& rig) { return rig.run(rig.people.introduce("U1")); }
// What runs in the background, to its end.
void settle(SlackRig& rig) {
  rig.io.restart();
  rig.io.run_for(std::chrono::milliseconds(300));
}
void told(SlackRig& rig, std::string_view name) {
  rig.people.told(
      json::parse(R"({"id":"U1","team_id":"T1","name":")" + std::string(name) + "\"}").as_object()
  );
}

}  // namespace

TEST_CASE("who is met and has not spoken is in memory, and in no row", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user());
  CHECK(meet(rig)->lang == "de-DE");
  CHECK(meet(rig)->lang == "de-DE");
  CHECK(rig.requests() == 1);
  CHECK(rows_of(rig) == 0);
  rig.people.keep("U1");
  CHECK(rows_of(rig, "id='U1' AND lang='de-DE'") == 1);
  rig.people.keep("U1");
  CHECK(rig.commits == 1);
}

TEST_CASE("of somebody whom nobody has met there is nothing to keep", "[people]") {
  SlackRig rig;
  rig.people.keep("U1");
  rig.people.keep("");
  CHECK(rows_of(rig) == 0);
}

TEST_CASE("who spoke while Slack was slow is written down when it answers", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user());
  const auto ask = [](People* people) -> boost::asio::awaitable<void> {
    const Result<Person> who = co_await people->introduce("U1");
    CHECK(who);
  };
  boost::asio::co_spawn(rig.io, ask(&rig.people), boost::asio::detached);
  rig.io.restart();
  rig.io.poll_one();
  rig.people.keep("U1");
  CHECK(rows_of(rig) == 0);
  settle(rig);
  CHECK(rows_of(rig) == 1);
}

TEST_CASE(
    "what Slack tells of changes is believed of those who are known, and of nobody else", "[people]"
) {
  SlackRig rig;
  told(rig, "ada");
  CHECK(rig.people.known("U1") == nullptr);
  rig.ok("users.info", user());
  CHECK(meet(rig));
  told(rig, "ada l");
  CHECK(rig.people.known("U1")->person.name == "ada l");
  CHECK(rows_of(rig) == 0);
  rig.people.keep("U1");
  told(rig, "ada lovelace");
  CHECK(rows_of(rig, "name='ada lovelace'") == 1);
  told(rig, "ada lovelace");
  CHECK(rig.commits == 2);
}

TEST_CASE(
    "a row ends thirty days after they had to do with Usher, however often their picture changes",
    "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user());
  CHECK(meet(rig));
  rig.people.keep("U1");
  for (int i = 0; i < 30; ++i) {
    rig.clock.advance(day);
    told(rig, "ada" + std::to_string(i));
  }
  CHECK(rows_of(rig, "name='ada29'") == 1);
  REQUIRE(rig.people.known("U1") != nullptr);
  rig.clock.advance(day);
  told(rig, "ada again");
  CHECK(rig.people.known("U1") == nullptr);
  rig.commit([&](Database& db) { rows::prune(db, rig.clock.seconds()); });
  CHECK(rows_of(rig) == 0);
}

TEST_CASE("who speaks again is asked about again, and kept from then on", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user()).ok("users.info", user());
  CHECK(meet(rig));
  rig.people.keep("U1");
  rig.clock.advance(20 * day);
  CHECK(meet(rig));
  rig.people.keep("U1");
  settle(rig);
  CHECK(rig.requests() == 2);
  rig.clock.advance(20 * day);
  rig.commit([&](Database& db) { rows::prune(db, rig.clock.seconds()); });
  CHECK(rows_of(rig) == 1);
}

TEST_CASE("what is in memory only ends after thirty days as well", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user());
  CHECK(meet(rig));
  rig.clock.advance(30 * day);
  CHECK(rig.people.known("U1") != nullptr);
  rig.clock.advance(day);
  CHECK(rig.people.known("U1") == nullptr);
}

TEST_CASE("who was forgotten is not written down by what is still said to them", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user())
      .ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")");
  CHECK(meet(rig));
  rig.people.keep("U1");
  rig.commit([](Database& db) { rows::forget(db, "U1"); });
  rig.people.forgotten("U1");
  Pending post = post_to("", "Done");
  post.audience = Audience::direct;
  post.to.people = {"U1"};
  CHECK(rig.deliver(post));
  CHECK(rows_of(rig) == 0);
}

TEST_CASE("who came is kept once Usher has written to them", "[people]") {
  SlackRig rig;
  rig.ok("users.info", user())
      .ok("conversations.open", R"("channel":{"id":"D1"})")
      .no("chat.postMessage", "internal_error")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")")
      .ok("views.publish");
  CHECK(meet(rig));
  Pending home = post_to("", "Home");
  home.kind = Pending::Kind::home;
  home.to.people = {"U1"};
  Pending post = post_to("", "Welcome");
  post.audience = Audience::direct;
  post.to.people = {"U1"};
  CHECK_FALSE(rig.deliver(post));
  CHECK(rows_of(rig) == 0);
  CHECK(rig.deliver(post));
  CHECK(rows_of(rig) == 1);
  rig.commit([](Database& db) { rows::forget(db, "U1"); });
  CHECK(rig.deliver(home));
  CHECK(rows_of(rig) == 0);
}

TEST_CASE(
    "what Slack says between the forgetting and the news of it is not left in a row", "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user()).ok("users.info", user(R"("locale":"fr-FR")"));
  CHECK(meet(rig));
  rig.people.keep("U1");
  rig.clock.advance(2 * day);
  CHECK(meet(rig));  // asked again in the background
  rig.commit([](Database& db) { rows::forget(db, "U1"); });
  settle(rig);
  CHECK(rows_of(rig) == 1);
  rig.people.forgotten("U1");
  CHECK(rows_of(rig) == 0);
  CHECK(rig.people.known("U1") == nullptr);
}

TEST_CASE("whose thirty days end while they are met is met all the same", "[people]") {
  struct Turning final : Clock {
    sys_millis now() const override {
      return ++looks > 2 ? sys_millis(noon) + 31 * day : sys_millis(noon) + 30 * day;
    }
    std::chrono::milliseconds real(std::chrono::milliseconds span) const override { return span; }
    mutable int looks = 0;
  };
  SlackRig rig;
  rig.ok("users.info", user());
  Turning clock;
  People people(rig.io.get_executor(), rig.api, clock, rig.book, "T1", [](const Write&) {});
  people.read_from(rig.store.db.get());
  Known known;
  known.person.id = "U1";
  known.person.lang = "de-DE";
  known.at = noon;
  rig.commit([&](Database& db) { rows::keep_person(db, known); });
  const auto who = rig.run(people.introduce("U1"));
  REQUIRE(who);
  CHECK(who->id == "U1");
  CHECK(who->lang == "de-DE");
}

TEST_CASE(
    "in which conversations of two somebody spoke to Usher is written down once each", "[people]"
) {
  SlackRig rig;
  rig.ok("users.info", user());
  const auto alone = [&] {
    return rows::direct_rooms(*rig.store.db, {"slack:T1", "C1", ""}, "U1");
  };
  using Rooms = std::vector<std::string>;
  CHECK(meet(rig));
  const int before = rig.commits;
  rig.people.alone_in("U1", "D1");
  rig.people.alone_in("U1", "D1");
  CHECK(rig.commits == before + 1);
  CHECK(alone() == Rooms{"D1"});
  rig.people.alone_in("U1", "D2");
  CHECK(alone() == Rooms{"D1", "D2"});
  // Of somebody whom Slack says nothing of, too; and again after they were forgotten.
  rig.people.alone_in("U9", "D9");
  CHECK(rows::direct_rooms(*rig.store.db, {"slack:T1", "C1", ""}, "U9") == Rooms{"D9"});
  rows::forget(*rig.store.db, "U1");
  rig.people.forgotten("U1");
  CHECK(alone().empty());
  rig.people.alone_in("U1", "D2");
  CHECK(alone() == Rooms{"D2"});
}
