// tests/matrix/wire_page_test.cpp: pages of history, whole states, pushed transactions.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

using How = RoomNews::How;

TEST_CASE("pages go back to the gap's beginning, newest first", "[matrix][wire]") {
  const auto first = read_messages(wire("messages_first.json"), "!r");
  const auto second = read_messages(wire("messages_second.json"), "!r");
  const auto last = read_messages(wire("messages_last.json"), "!r");
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(last);
  // 25 were said, 5 came with the sync.
  CHECK(first->events.size() == 12);
  CHECK(second->events.size() == 8);
  CHECK(first->events.front().content.at("body") == "19");
  CHECK(second->events.back().content.at("body") == "0");
  CHECK(first->events.front().at >= first->events.back().at);
  CHECK_FALSE(first->end.empty());
  CHECK(last->events.empty());
  CHECK(last->end.empty());
  CHECK(first->events.front().room == "!r");
}

TEST_CASE("with a page come the members who speak in it", "[matrix][wire]") {
  const auto page = read_messages(wire("messages_first.json"), "!r");
  REQUIRE(page);
  REQUIRE(page->state.size() == 1);
  CHECK(page->state.front().type == "m.room.member");
  CHECK(page->state.front().state_key == "@ada:localhost");
}

TEST_CASE("a room's whole state is what of it is heard", "[matrix][wire]") {
  const auto state = read_state(wire("state_v12.json"), "!r");
  REQUIRE(state);
  const auto types = types_of(*state);
  CHECK(std::ranges::find(types, "m.room.power_levels") != types.end());
  CHECK(std::ranges::find(types, "m.room.topic") == types.end());
  for (const RoomEvent& event : *state) CHECK(event.state_key);
  CHECK(read_state("{}", "!r").error() == errc::malformed);
  CHECK(read_state("[", "!r").error() == errc::malformed);
  CHECK(read_state("[] x", "!r").error() == errc::malformed);
  CHECK(read_state("[]", "!r")->empty());
}

TEST_CASE("power levels of an old room may be strings", "[matrix][wire]") {
  const auto state = read_state(wire("state_v9.json"), "!r");
  REQUIRE(state);
  const auto levels = std::ranges::find(*state, "m.room.power_levels", &RoomEvent::type);
  REQUIRE(levels != state->end());
  const auto* users = look::object(levels->content, "users");
  REQUIRE(users != nullptr);
  CHECK(look::number(*users, "@bo:localhost") == 50);
  CHECK(look::number(*users, "@ada:localhost") == 100);
  CHECK(look::number(levels->content, "users_default") == 0);
}

TEST_CASE("a pushed invitation looks like one of /sync", "[matrix][wire]") {
  const RoomNews news = only_room(pushed("transaction_invite.json"));
  CHECK(news.how == How::invited);
  CHECK(news.timeline.empty());
  CHECK(news.state.front().type == "m.room.create");
  const RoomEvent& ours = news.state.back();
  CHECK(ours.type == "m.room.member");
  CHECK(ours.state_key == "@usher:localhost");
  CHECK(ours.sender == "@ada:localhost");
  CHECK_FALSE(ours.id.empty());
  CHECK(ours.stripped.empty());
}

TEST_CASE("somebody else's invitation is no invitation of ours", "[matrix][wire]") {
  // Synapse shows the stripped state of that one too.
  const RoomNews news = only_room(pushed("transaction_invite_other.json"));
  CHECK(news.how == How::joined);
  CHECK(news.state.empty());
  REQUIRE(news.timeline.size() == 1);
  CHECK(news.timeline.front().state_key == "@bo:localhost");
}

TEST_CASE("what is pushed was said while Usher was there", "[matrix][wire]") {
  const RoomNews news = only_room(pushed("transaction_said.json"));
  REQUIRE(news.timeline.size() == 1);
  CHECK(news.timeline.front().present == true);
  CHECK(news.timeline.front().content.at("body") == "!nep 0");
  CHECK(
      only_room(pushed("transaction_redacted.json")).timeline.front().redacts ==
      news.timeline.front().id
  );
}

TEST_CASE("a transaction's own memberships say where Usher is", "[matrix][wire]") {
  CHECK(only_room(pushed("transaction_joined.json")).how == How::joined);
  const RoomNews left = only_room(pushed("transaction_kicked.json"));
  CHECK(left.how == How::left);
  CHECK(left.timeline.front().previous.at("membership") == "join");
}

TEST_CASE("events of several rooms keep their order within each", "[matrix][wire]") {
  const auto batch = read_transaction(
      R"({"events":[
        {"type":"m.room.message","room_id":"!a","event_id":"$1","sender":"@x:y","content":{}},
        {"type":"m.room.message","room_id":"!b","event_id":"$2","sender":"@x:y","content":{}},
        {"type":"m.sticker","room_id":"!c","event_id":"$3","sender":"@x:y","content":{}},
        {"type":"m.room.message","room_id":"!a","event_id":"$4","sender":"@x:y","content":{}},
        {"type":"m.room.member","state_key":"@u:y","room_id":"!a","event_id":"$5","sender":"@x:y","content":{"membership":"ban"}},
        {"type":"m.room.message","room_id":"nowhere","event_id":"$6","sender":"@x:y","content":{}},
        {"type":"m.room.message","room_id":"!b","event_id":"$7","sender":"@x:y","content":{}}
      ],"ephemeral":[{}]})",
      "@u:y"
  );
  REQUIRE(batch);
  REQUIRE(batch->rooms.size() == 3);
  CHECK(batch->rooms[0].room == "!a");
  CHECK(batch->rooms[0].timeline.size() == 2);
  CHECK(batch->rooms[1].room == "!b");
  CHECK(batch->rooms[1].timeline.size() == 2);
  CHECK(batch->rooms[2].room == "!a");
  CHECK(batch->rooms[2].how == How::left);
  CHECK(read_transaction(R"({"events":[{},{}]})", "@u:y", {1}).error() == errc::too_large);
}
