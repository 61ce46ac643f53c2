// tests/matrix/rooms_test.cpp: rooms in memory and in their table, batch by batch.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/room_tools.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using How = RoomNews::How;

namespace {

struct RoomsRig {
  MatrixStore store;
  RoleBook book;
  Rooms rooms{"matrix:localhost", usher_id, book, true};
  RoomsRig() { rooms.read_from(store.db.get()); }

  Change take(const RoomNews& news) {
    const Rooms::Taken taken = rooms.take(std::span(&news, 1));
    store.commit(taken.rows);
    return taken.changes.at(0).second;
  }
  const Room& room(std::string_view id = "!room") const {
    const Room* const found = rooms.find(id);
    REQUIRE(found != nullptr);
    return *found;
  }
  // As after a restart.
  std::vector<Room> rows() const { return rows::rooms(*store.db); }
};

}  // namespace

TEST_CASE("a room that is joined is known, and known again after a restart", "[matrix][rooms]") {
  RoomsRig rig;
  const Change change = rig.take(joined_room({state("m.room.name", R"({"name":"General"})")}));
  CHECK(change.came);
  CHECK(rig.room().name == "General");
  CHECK(rig.rooms.joined() == 1);
  Rooms later("matrix:localhost", usher_id, rig.book, true);
  later.read_from(rig.store.db.get());
  REQUIRE(later.find("!room") != nullptr);
  CHECK(*later.find("!room") == rig.room());
}

TEST_CASE(
    "a tombstone is weighed by levels that stand behind it in the same state", "[matrix][rooms]"
) {
  RoomsRig rig;
  const RoomEvent tombstone =
      state("m.room.tombstone", R"({"replacement_room":"!next"})", "@bo:localhost");
  const RoomEvent levels = state("m.room.power_levels", R"({"users":{"@bo:localhost":100}})");
  const Change change =
      rig.take(news_of(How::joined, {tombstone, member(usher_id, "join"), levels, created()}));
  CHECK(change.replaced);
  CHECK(rig.room().replaced_by == "!next");
}

TEST_CASE(
    "levels that come later are weighed with creators that are in the row", "[matrix][rooms]"
) {
  RoomsRig rig;
  RoomNews first = joined_room();
  first.state[0].sender = usher_id;
  rig.take(first);
  Rooms later("matrix:localhost", usher_id, rig.book, true);
  later.read_from(rig.store.db.get());
  CHECK(later.made_by_us("!room"));
  const RoomNews news =
      news_of(How::joined, {}, {state("m.room.power_levels", R"({"events_default":100})")});
  later.take(std::span(&news, 1));
  CHECK(later.find("!room")->can.speak);
}

TEST_CASE("a batch that could not be written is written when it comes again", "[matrix][rooms]") {
  RoomsRig rig;
  rig.take(joined_room());
  const RoomNews news = news_of(How::joined, {}, {state("m.room.encryption", "{}")});
  const auto lost = rig.rooms.take(std::span(&news, 1));
  CHECK(lost.changes[0].second.encrypted);
  CHECK_FALSE(rig.rows().front().encrypted);
  CHECK(rig.take(news).encrypted);
  CHECK(rig.rows().front().encrypted);
}

TEST_CASE("chatter writes nothing", "[matrix][rooms]") {
  RoomsRig rig;
  rig.take(joined_room());
  RoomNews news = news_of(How::joined, {member("@bo:localhost", "join")}, {text("hello")});
  const auto taken = rig.rooms.take(std::span(&news, 1));
  CHECK_FALSE(taken.rows);
  REQUIRE(taken.changes.size() == 1);
  CHECK_FALSE(taken.changes[0].second.any);
}

TEST_CASE(
    "what Usher is in a room is what the news say, not what an old invitation says",
    "[matrix][rooms]"
) {
  RoomsRig rig;
  rig.take(invitation("@ada:localhost", true));
  CHECK(rig.room().mine == Room::Mine::invited);
  const Change change = rig.take(
      news_of(How::joined, {created()}, {member(usher_id, "invite", "@ada:localhost", true)})
  );
  CHECK(change.came);
  CHECK(rig.room().mine == Room::Mine::joined);
  CHECK(rig.room().with == "@ada:localhost");
  CHECK(rig.rooms.direct_with("@ada:localhost") == "!room");
}

TEST_CASE(
    "the powers of a room that Usher is only invited to are not believed", "[matrix][rooms]"
) {
  RoomsRig rig;
  rig.take(invitation(
      "@ada:localhost", false, {state("m.room.power_levels", R"({"users":{"@eve:x":100}})")}
  ));
  CHECK(rows::standing(*rig.store.db, "!room")->levels.empty());
  rig.rooms.name_room("!room");
  CHECK(rig.rooms.roles("!room", "@eve:x").value_or(Roles()) == Roles());
}

TEST_CASE("a room that is left is known no more", "[matrix][rooms]") {
  RoomsRig rig;
  rig.take(joined_room());
  rig.take(news_of(How::left, {}, {member(usher_id, "leave", "@ada:localhost")}));
  CHECK(rig.rooms.find("!room") == nullptr);
  CHECK(rig.rows().empty());
}

TEST_CASE(
    "a room that is left and joined within one batch stands as it was last", "[matrix][rooms]"
) {
  RoomsRig rig;
  rig.take(joined_room());
  const RoomNews gone = news_of(How::left, {}, {member(usher_id, "leave")});
  const std::vector<RoomNews> back{gone, joined_room()}, away{joined_room(), gone};
  rig.store.commit(rig.rooms.take(back).rows);
  CHECK(rig.rows().size() == 1);
  rig.store.commit(rig.rooms.take(away).rows);
  CHECK(rig.rows().empty());
}

TEST_CASE(
    "who has a power of 50 in a configured room is an organiser there, and nowhere else",
    "[matrix][rooms]"
) {
  RoomsRig rig;
  rig.take(joined_room(
      {state("m.room.power_levels", R"({"users":{"@bo:localhost":"50","@cy:localhost":49}})")}
  ));
  CHECK(rig.rooms.roles("!room", "@bo:localhost").value() == Roles());
  rig.rooms.name_room("!room");
  CHECK(rig.rooms.roles("!room", "@bo:localhost").value() == Roles{Role::organiser});
  CHECK(rig.rooms.roles("!room", "@ada:localhost").value() == Roles{Role::organiser});
  CHECK(rig.rooms.roles("!room", "@cy:localhost").value() == Roles());
  CHECK(rig.rooms.roles("!other", "@bo:localhost").value() == Roles());
  Rooms without("matrix:localhost", usher_id, rig.book, false);
  without.name_room("!room");
  CHECK(without.roles("!room", "@bo:localhost").value() == Roles());
}

TEST_CASE("of a configured room that is not known yet nobody can say", "[matrix][rooms]") {
  RoomsRig rig;
  rig.rooms.name_room("!room");
  CHECK(rig.rooms.roles("!room", "@bo:localhost").error() == errc::unavailable);
  rig.book.add("matrix:@bo:localhost", Role::organiser);
  CHECK(rig.rooms.roles("!room", "@bo:localhost").value() == Roles());
}

TEST_CASE(
    "a conversation ends with encryption, a successor, or its person's being forgotten",
    "[matrix][rooms]"
) {
  RoomsRig rig;
  rig.take(joined_room());
  rig.rooms.set_direct("!room", "@ada:localhost");
  CHECK(rig.rooms.direct_with("@ada:localhost") == "!room");
  CHECK(rig.rooms.direct_with("").empty());
  SECTION("encrypted") { rig.take(news_of(How::joined, {}, {state("m.room.encryption", "{}")})); }
  SECTION("replaced") {
    rig.take(
        news_of(How::joined, {}, {state("m.room.tombstone", R"({"replacement_room":"!next"})")})
    );
  }
  SECTION("forgotten") { rig.rooms.forgotten("@ada:localhost"); }
  SECTION("abandoned") { rig.rooms.clear_direct("!room"); }
  CHECK(rig.rooms.direct_with("@ada:localhost").empty());
}

TEST_CASE("a thousand rooms take less than a kilobyte each", "[matrix][rooms]") {
  // What is long is in the row alone.
  CHECK(sizeof(Room) <= 400);
}
