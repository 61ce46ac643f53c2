// tests/web/places_test.cpp: the database says of rooms and people what the roster says; and posts that are placed at once.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/places.hpp"

#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

// As the brain does within a transaction: no row of the outbox.
std::expected<Seated, errc> place(Rig& rig, const Pending& what) {
  return rig.store.commit([&](Database& db) {
    return seat(rig.configured.rooms, db, what, 0, rig.clock.seconds());
  });
}

}  // namespace

TEST_CASE("rooms and people are in the database what they are in memory") {
  Rig rig;
  REQUIRE(rig.deliver(pending(1, "general", "words", {"ada", "kay"}, Audience::group)));
  rig.member("former", "ada");
  rig.take("kay", Frame{"", frame::Read{"committee", 1}});
  const std::string group = group_room({"ada", "kay"});
  const Roster& roster = rig.space->roster;
  const Places places(rig.configured.rooms, *rig.store.db);
  for (const std::string& room :
       {std::string("general"), std::string("random"), std::string("crew"),
        std::string("committee"), std::string("former"), std::string("nowhere"),
        std::string("dm:ada"), std::string("dm:nobody"), group, std::string("group:1"),
        std::string()}) {
    CAPTURE(room);
    CHECK(places.exists(room) == roster.exists(room));
    CHECK(places.is_private(room) == roster.is_private(room));
    std::vector<std::string> members = places.members(room);
    std::ranges::sort(members);
    CHECK(std::ranges::equal(members, roster.members(room)));
    for (const char* who : {"ada", "grace", "kay", "root", "nobody"}) {
      CAPTURE(who);
      CHECK(places.is_member(room, who) == roster.is_member(room, who));
      CHECK(places.is_known(who) == (roster.find(who) != nullptr));
    }
  }
}

TEST_CASE("a post that is placed is there, and each time another one") {
  Rig rig;
  const auto one = place(rig, pending(0, "general", "words"));
  const auto two = place(rig, pending(0, "general", "words"));
  REQUIRE((one && two));
  CHECK(one->receipt().at == Place{"web", "general", ""});
  CHECK(one->receipt().ref != two->receipt().ref);
  CHECK(one->added.changed.size() == 1);
  CHECK(rig.rows_of_messages() == 2);
}

TEST_CASE("what cannot be placed leaves nothing behind") {
  Rig rig;
  Pending guarded = pending(0, "general", "words", {"ada", "grace"}, Audience::group);
  guarded.guard.members = {"ada"};
  const auto kept_out = place(rig, guarded);
  REQUIRE_FALSE(kept_out);
  CHECK(kept_out.error() == errc::guard_failed);
  for (const Pending& lost : {pending(0, "nowhere", "x"), pending(0, "general", "x", {"nobody"})}) {
    const auto out = place(rig, lost);
    REQUIRE_FALSE(out);
    CHECK(out.error() == errc::not_found);
  }
  CHECK(rig.rows_of_messages() == 0);
  CHECK(rows::newest_rev(*rig.store.db) == 0);
  CHECK(rig.store.number("SELECT count(*) FROM web_members WHERE room LIKE 'group:%'") == 0);
}

TEST_CASE("a placed group is known once it is shown") {
  Rig rig;
  auto seated = place(rig, pending(0, "general", "words", {"grace", "ada"}, Audience::group));
  REQUIRE(seated);
  const std::string room = seated->message.room;
  CHECK(room == group_room({"ada", "grace"}));
  CHECK_FALSE(rig.space->roster.exists(room));
  show(*rig.space, std::move(*seated));
  CHECK(rig.space->roster.is_member(room, "ada"));
  CHECK(rig.space->roster.is_member(room, "grace"));
  CHECK_FALSE(rig.space->roster.is_member(room, "kay"));
}

TEST_CASE("a pressed message is replaced in place") {
  Rig rig;
  const std::int64_t noted = rig.post(pending(1, "general", "before", {"ada"}));
  Pending instead = pending(0, "general", "after", {"ada"});
  instead.replace_original = true;
  instead.route = to_route({"tab", noted});
  const auto seated = place(rig, instead);
  REQUIRE(seated);
  CHECK(seated->receipt().ref == std::to_string(noted));
  CHECK(rig.found(noted)->doc == Doc(phrase("after")));
  CHECK(rig.rows_of_messages() == 1);
}
