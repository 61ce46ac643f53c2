// tests/matrix/directs_test.cpp: one conversation with one person.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/keeper_rig.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

constexpr std::string_view ada = "@ada:localhost";
const std::string m_direct = path({"user", usher_id, "account_data", "m.direct"});
constexpr std::string_view nothing = R"({"errcode":"M_NOT_FOUND"})";

void expect_new(KeeperRig& rig) {
  rig.expect("GET", m_direct, nothing, 404);
  rig.expect("POST", path({"createRoom"}), R"({"room_id":"!new"})");
  rig.expect("GET", path({"rooms", "!new", "state", "m.room.encryption"}), nothing, 404);
}
void expect_greeting(KeeperRig& rig) {
  rig.expect("GET", m_direct, nothing, 404);
  rig.expect("PUT", m_direct);
  rig.expect(
      "PUT", path({"rooms", "!new", "send", "m.room.message", "usher.hello"}),
      R"({"event_id":"$hello"})"
  );
}

}  // namespace

TEST_CASE(
    "a conversation is made, listed, written down, and begins with who can read it",
    "[matrix][directs]"
) {
  KeeperRig rig;
  expect_new(rig);
  expect_greeting(rig);
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).value() == "!new");
  CHECK(rig.peer.done());
  CHECK(rows::direct_room(*rig.store.db, ada) == "!new");
  CHECK(rows::was_told(*rig.store.db, "hello:!new"));
  CHECK(rows::doings(*rig.store.db).empty());
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).value() == "!new");
  CHECK(rig.peer.done());
}

TEST_CASE("a conversation that m.direct lists is used again", "[matrix][directs]") {
  KeeperRig rig;
  rig.take(joined_room({}, "!new"));
  rig.expect("GET", m_direct, R"({"@ada:localhost":["!elsewhere","!new"]})");
  rig.members("!new", {"@usher:localhost", "@ada:localhost"});
  rig.expect("GET", path({"rooms", "!new", "state", "m.room.encryption"}), nothing, 404);
  expect_greeting(rig);
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).value() == "!new");
  CHECK(rig.peer.done());
}

TEST_CASE("one that others are in, or that is encrypted, is not", "[matrix][directs]") {
  KeeperRig rig;
  rig.take(joined_room({}, "!crowd"));
  rig.expect("GET", m_direct, R"({"@ada:localhost":["!crowd"]})");
  SECTION("others") {
    rig.members("!crowd", {"@usher:localhost", "@ada:localhost", "@bo:localhost"});
  }
  SECTION("encrypted") {
    rig.members("!crowd", {"@usher:localhost", "@ada:localhost"});
    rig.expect("GET", path({"rooms", "!crowd", "state", "m.room.encryption"}));
  }
  rig.expect("POST", path({"createRoom"}), R"({"errcode":"M_FORBIDDEN"})", 403);
  const auto room = rig.run(rig.directs.room_of(std::string(ada)));
  REQUIRE_FALSE(room);
  CHECK(room.error().why == errc::refused);
  CHECK(rig.peer.done());
}

TEST_CASE("while rooms may not be made each waits for its own turn", "[matrix][directs]") {
  KeeperRig rig;
  rig.expect("GET", m_direct, nothing, 404);
  rig.expect(
      "POST", path({"createRoom"}), R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":20000})", 429
  );
  const auto first = rig.run(rig.directs.room_of(std::string(ada)));
  REQUIRE_FALSE(first);
  CHECK(first.error().why == errc::rate_limited);
  CHECK(first.error().alone);
  rig.expect("GET", m_direct, nothing, 404);
  const auto second = rig.run(rig.directs.room_of("@bo:localhost"));
  REQUIRE_FALSE(second);
  CHECK(second.error().alone);
  CHECK(second.error().retry_after > first.error().retry_after);
  CHECK(rig.peer.done());
}

TEST_CASE(
    "a homeserver that encrypts every room has no conversations, and is not tried again at once",
    "[matrix][directs]"
) {
  KeeperRig rig;
  rig.expect("GET", m_direct, nothing, 404);
  rig.expect("POST", path({"createRoom"}), R"({"room_id":"!new"})");
  rig.expect("GET", path({"rooms", "!new", "state", "m.room.encryption"}));
  rig.expect("POST", path({"rooms", "!new", "leave"}));
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).error().why == errc::unsupported);
  rig.expect("GET", m_direct, nothing, 404);
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).error().why == errc::unsupported);
  CHECK(rig.peer.done());
}

TEST_CASE("a room whose making ended in the dark is found, not made twice", "[matrix][directs]") {
  KeeperRig rig;
  rig.expect("GET", m_direct, nothing, 404);
  rig.peer.expect("POST " + path({"createRoom"})).then(usher::testing::HttpPeer::Then::reset);
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).error().why == errc::uncertain);
  rig.expect("GET", path({"joined_rooms"}), R"({"joined_rooms":["!new"]})");
  rig.expect(
      "GET", path({"rooms", "!new", "state"}),
      R"([{"type":"m.room.create","sender":"@usher:localhost","state_key":"","event_id":"$c","content":{"room_version":"12"}},
          {"type":"m.room.member","sender":"@usher:localhost","state_key":"@usher:localhost","event_id":"$m","content":{"membership":"join"}}])"
  );
  rig.expect("GET", m_direct, nothing, 404);
  rig.members("!new", {"@usher:localhost"});
  rig.expect(
      "GET", path({"rooms", "!new", "state", "m.room.member", ada}), R"({"membership":"invite"})"
  );
  rig.expect("GET", path({"rooms", "!new", "state", "m.room.encryption"}), nothing, 404);
  expect_greeting(rig);
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).value() == "!new");
  CHECK(rig.peer.done());
}

TEST_CASE("what could not be said first is said before anything else is", "[matrix][directs]") {
  KeeperRig rig;
  expect_new(rig);
  rig.expect("GET", m_direct, nothing, 404);
  rig.expect("PUT", m_direct);
  const std::string hello = path({"rooms", "!new", "send", "m.room.message", "usher.hello"});
  rig.expect("PUT", hello, R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":1000})", 429);
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).error().why == errc::rate_limited);
  CHECK(rows::doings(*rig.store.db).size() == 1);
  rig.expect("PUT", hello, R"({"event_id":"$hello"})");
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).value() == "!new");
  CHECK(rig.peer.done());
}

TEST_CASE("what cannot be written down is not the conversation", "[matrix][directs]") {
  KeeperRig rig;
  expect_new(rig);
  rig.disk_full = true;
  CHECK(rig.run(rig.directs.room_of(std::string(ada))).error().why == errc::disk_full);
  CHECK(rig.rooms.direct_with(ada).empty());
}
