// tests/matrix/keeper_test.cpp: what is done about rooms, once, also when Usher is killed on the way.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/keeper_rig.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using How = RoomNews::How;

namespace {

constexpr std::string_view ada = "@ada:localhost", bo = "@bo:localhost";

void welcome_ada(Settings& settings) { settings.welcome.people = {std::string(ada)}; }

}  // namespace

TEST_CASE(
    "an allowed person's invitation is accepted, by way of their server", "[matrix][keeper]"
) {
  KeeperRig rig(welcome_ada);
  rig.expect(
      "POST", path({"join", "!room"}) + "?via=localhost&server_name=localhost",
      R"({"room_id":"!room"})"
  );
  rig.take(invitation(ada));
  rig.work();
}

TEST_CASE(
    "a stranger's invitation is declined with a reason, and leaves no row", "[matrix][keeper]"
) {
  KeeperRig rig;
  rig.expect("POST", path({"rooms", "!room", "leave"}));
  rig.take(invitation(ada));
  rig.work();
  CHECK(rig.body(0).contains("expected"));
  CHECK(rig.rooms.find("!room") == nullptr);
  CHECK(rows::rooms(*rig.store.db).empty());
}

TEST_CASE(
    "an invitation that was not looked at before a crash is looked at after it", "[matrix][keeper]"
) {
  KeeperRig rig;
  rig.take(invitation(ada));
  rig.again();
  rig.expect("GET", path({"joined_rooms"}), R"({"joined_rooms":[]})");
  rig.expect("POST", path({"rooms", "!room", "leave"}));
  rig.keeper->begin();
  rig.work();
}

TEST_CASE("who is in a room of Usher's may open a conversation", "[matrix][keeper]") {
  KeeperRig rig;
  rig.take(joined_room({}, "!served"));
  rig.members("!served", {"@usher:localhost", "@bo:localhost"});
  rig.expect(
      "POST", path({"join", "!room"}) + "?via=localhost&server_name=localhost",
      R"({"room_id":"!room"})"
  );
  rig.take(invitation(bo, true));
  rig.work();
}

TEST_CASE("who has spoken in one is not looked for", "[matrix][keeper]") {
  KeeperRig rig;
  RoomEvent seen = member(bo, "join");
  rig.names.take(seen);
  CHECK(rig.keeper->serves(bo));
  rig.expect(
      "POST", path({"join", "!room"}) + "?via=localhost&server_name=localhost",
      R"({"room_id":"!room"})"
  );
  rig.take(invitation(bo, true));
  rig.work();
}

TEST_CASE("a room that turns encrypted is told of once, to who invited Usher", "[matrix][keeper]") {
  KeeperRig rig(welcome_ada);
  rig.take(invitation(ada));
  RoomNews joined = joined_room();
  rig.take(joined);
  rig.again();
  const RoomNews turned = news_of(How::joined, {}, {state("m.room.encryption", "{}", bo)});
  rig.take(turned);
  rig.again();  // killed between the row and the deed
  rig.expect("GET", path({"joined_rooms"}), R"({"joined_rooms":["!room"]})");
  rig.keeper->begin();
  rig.work();
  REQUIRE(rig.said.size() == 1);
  CHECK(rig.said[0].starts_with("@ada:localhost encrypted:!room "));
  CHECK(rows::doings(*rig.store.db).empty());
  rig.take(turned);
  rig.work();
  CHECK(rig.said.size() == 1);
}

TEST_CASE("what could not be told is told later", "[matrix][keeper]") {
  KeeperRig rig;
  rig.take(invitation(ada));
  rig.again();
  rig.take(joined_room({state("m.room.power_levels", R"({"events_default":50})")}));
  rig.speaks = false;
  rig.work();
  CHECK(rig.said.empty());
  REQUIRE(rows::doings(*rig.store.db).size() == 1);
  CHECK(rows::doings(*rig.store.db)[0].tries == 1);
  rig.speaks = true;
  rig.clock.advance(std::chrono::minutes(5));
  rig.work();
  REQUIRE(rig.said.size() == 1);
  CHECK(rig.said[0].starts_with("@ada:localhost silenced:!room "));
}

TEST_CASE("who is silenced a second time is told a second time", "[matrix][keeper]") {
  KeeperRig rig;
  rig.take(invitation(ada));
  rig.again();
  const RoomNews no = joined_room({state("m.room.power_levels", R"({"events_default":50})")});
  rig.take(no);
  rig.work();
  rig.take(news_of(How::joined, {}, {state("m.room.power_levels", "{}")}));
  rig.take(no);
  rig.work();
  CHECK(rig.said.size() == 2);
}

TEST_CASE(
    "a room that was replaced is followed, and its silence is nobody's trouble", "[matrix][keeper]"
) {
  KeeperRig rig;
  rig.rooms.name_room("!room");
  rig.take(joined_room());
  rig.members("!room", {"@usher:localhost", "@eve:elsewhere"});
  rig.expect(
      "POST",
      path({"join", "!next"}) +
          "?via=localhost&via=elsewhere&server_name=localhost&server_name=elsewhere",
      R"({"room_id":"!next"})"
  );
  rig.take(news_of(
      How::joined, {},
      {state("m.room.tombstone", R"({"replacement_room":"!next"})"),
       state("m.room.power_levels", R"({"events_default":50})")}
  ));
  rig.work();
  CHECK(rig.rooms.is_named("!next"));
  CHECK(rig.said.empty());
}

TEST_CASE("a conversation that a third person joins is none any more", "[matrix][keeper]") {
  KeeperRig rig;
  rig.take(joined_room());
  rig.rooms.set_direct("!room", ada);
  rig.take(news_of(How::joined, {}, {member("@eve:elsewhere", "join")}));
  CHECK(rig.rooms.direct_with(ada).empty());
  CHECK(rows::direct_room(*rig.store.db, ada).empty());
}

TEST_CASE("who was forgotten and writes again has their conversation back", "[matrix][keeper]") {
  KeeperRig rig;
  rig.take(joined_room());
  rig.rooms.set_direct("!room", ada);
  rig.rooms.forgotten(ada);
  RoomEvent hello = text("hello");
  rig.take(news_of(How::joined, {}, {hello}));
  CHECK(rig.rooms.direct_with(ada) == "!room");
  CHECK(rows::direct_room(*rig.store.db, ada) == "!room");
}

TEST_CASE(
    "configured aliases are found anew at each start, and rooms that were left are dropped",
    "[matrix][keeper]"
) {
  KeeperRig rig([](Settings& settings) { settings.rooms = {"#general:localhost"}; });
  rig.take(joined_room({}, "!gone"));
  rig.again();
  rig.expect("GET", path({"joined_rooms"}), R"({"joined_rooms":[]})");
  rig.expect(
      "GET", path({"directory", "room", "#general:localhost"}),
      R"({"room_id":"!general","servers":["localhost"]})"
  );
  rig.expect(
      "POST", path({"join", "!general"}) + "?via=localhost&server_name=localhost",
      R"({"room_id":"!general"})"
  );
  rig.keeper->begin();
  rig.work();
  CHECK(rig.rooms.find("!gone") == nullptr);
  CHECK(rig.rooms.is_named("!general"));
}

TEST_CASE("children of a configured Space are joined, one level down", "[matrix][keeper]") {
  KeeperRig rig;
  rig.rooms.name_room("!space");
  RoomNews space = joined_room({}, "!space");
  space.state[0].content["type"] = "m.space";
  space.state.push_back(state("m.space.child", R"({"via":["localhost"]})", ada, "!child"));
  space.state.push_back(state("m.space.child", "{}", ada, "!taken-out"));
  rig.expect(
      "POST", path({"join", "!child"}) + "?via=localhost&server_name=localhost",
      R"({"room_id":"!child"})"
  );
  rig.take(space);
  rig.work();
}

TEST_CASE("a 429 holds what is to be done, and nothing is lost by it", "[matrix][keeper]") {
  KeeperRig rig;
  rig.expect(
      "POST", path({"rooms", "!room", "leave"}),
      R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":20000})", 429
  );
  rig.take(invitation(ada));
  rig.work();
  rig.expect("POST", path({"rooms", "!room", "leave"}));
  rig.clock.advance(std::chrono::minutes(1));
  rig.work();
  CHECK(rig.rooms.find("!room") == nullptr);
}
