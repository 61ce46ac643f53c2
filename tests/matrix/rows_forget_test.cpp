// tests/matrix/rows_forget_test.cpp: who was forgotten stands in no row, and what they may do is known all the same.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/rows_tools.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using usher::test::number;

namespace {

const sys_seconds now{std::chrono::seconds(1'764'072'000)};

}  // namespace

TEST_CASE("a person who is forgotten stands in no row, and the room stays", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  const Catalog catalog;
  const Say say(catalog, "en");
  rows::keep_room(db, conversation(), now);
  rows::add_doing(db, doing(Doing::What::tell, "encrypted"), now);
  rows::add_doing(db, doing(Doing::What::tell, "silenced", "@bo:localhost"), now);
  rows::tell_once(db, "late:@ada:localhost", now);
  rows::tell_once(db, "late:@xada:localhost", now);
  rows::keep_reaction(db, {"$reaction", "!room", "$event", "👍", "@ada:localhost"}, now);
  rows::keep_standing(
      db, "!room",
      {json_object(R"({"users":{"@ada:localhost":100,"@usher:localhost":50}})"),
       {"@ada:localhost", usher_id}}
  );
  rows::tell_once(db, "hello:!room", now);
  rows::tell_once(db, "hello:!xroom", now);
  rows::keep_buttons(
      db, "!room", "$of-the-room", "re:$x", "", {{say("More"), "test.more", "18"}}, now
  );
  rows::forget(db, "@ada:localhost");
  CHECK_FALSE(rows::was_told(db, "hello:!room"));
  CHECK(rows::was_told(db, "hello:!xroom"));
  CHECK_FALSE(rows::button(db, "$of-the-room", 1));
  CHECK(
      rows::standing(db, "!room") ==
      Standing{json_object(R"({"users":{"@usher:localhost":50}})"), {"", usher_id}}
  );
  REQUIRE(rows::rooms(db).size() == 1);
  const Room room = rows::rooms(db).front();
  CHECK(room.direct);
  CHECK(room.with.empty());
  CHECK(room.inviter.empty());
  CHECK(rows::doings(db).size() == 1);
  CHECK_FALSE(rows::was_told(db, "late:@ada:localhost"));
  CHECK(rows::was_told(db, "late:@xada:localhost"));
  CHECK_FALSE(rows::reaction(db, "$reaction"));
}

TEST_CASE(
    "what somebody who was forgotten may do in a room of many is known when they are there, and "
    "not whose it is",
    "[matrix][rows]"
) {
  const MatrixStore store;
  Database& db = *store.db;
  Room room = conversation();
  room.direct = false;
  rows::keep_room(db, room, now);
  rows::keep_standing(
      db, "!room",
      {json_object(R"({"users":{"@ada:localhost":50,"@xada:localhost":75}})"),
       {"@grace:localhost", "@ada:localhost"}}
  );
  rows::forget(db, "@ada:localhost");
  CHECK(
      number(
          db,
          "SELECT count(*) FROM matrix_rooms WHERE instr(levels||creators,'\"@ada:localhost\"')>0"
      ) == 0
  );
  const Standing known = rows::standing(db, "!room").value();
  CHECK(Power(known.levels, {}, "10").of("@ada:localhost") == 50);
  CHECK(Power(known.levels, {}, "10").of("@xada:localhost") == 75);
  CHECK(Power(known.levels, {}, "10").of("@bo:localhost") == 0);
  CHECK(Power(known.levels, known.creators, "12").of("@ada:localhost") == creators_power);
  CHECK(Power(known.levels, known.creators, "12").of("@bo:localhost") == 0);
  CHECK(known.creators.front() == "@grace:localhost");
}
