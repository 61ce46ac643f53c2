// tests/matrix/wire_sync_test.cpp: answers of /sync, as Synapse gives them.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

using How = RoomNews::How;
using Types = std::vector<std::string>;

TEST_CASE("an answer in which nothing happened has the next token alone", "[matrix][wire]") {
  const Batch batch = synced("sync_empty.json");
  CHECK_FALSE(batch.next.empty());
  CHECK(batch.rooms.empty());
  CHECK_FALSE(batch.direct);
  CHECK(batch.crypto.contains("device_one_time_keys_count"));
  CHECK_FALSE(batch.crypto.contains("to_device"));
}

TEST_CASE("an invitation is its stripped state, our own membership last", "[matrix][wire]") {
  const RoomNews news = only_room(synced("sync_invite.json"));
  CHECK(news.how == How::invited);
  CHECK(news.room.find(':') == std::string::npos);
  CHECK(news.timeline.empty());
  CHECK(
      types_of(news.state) ==
      Types{
          "m.room.create", "m.room.join_rules", "m.room.canonical_alias", "m.room.name",
          "m.room.member", "m.room.member"
      }
  );
  const RoomEvent& ours = news.state.back();
  CHECK(ours.id.empty());
  CHECK(ours.sender == "@ada:localhost");
  CHECK(ours.state_key == "@usher:localhost");
  CHECK(ours.content.at("membership") == "invite");
  CHECK(ours.room == news.room);
}

TEST_CASE(
    "an invitation to an encrypted conversation says so before anyone types", "[matrix][wire]"
) {
  const RoomNews news = only_room(synced("sync_invite_encrypted.json"));
  CHECK(news.how == How::invited);
  const Types types = types_of(news.state);
  CHECK(std::ranges::find(types, "m.room.encryption") != types.end());
  CHECK(news.state.back().content.at("is_direct") == true);
}

TEST_CASE(
    "of a room just joined, what was said before is marked, and is no gap", "[matrix][wire]"
) {
  const RoomNews news = only_room(synced("sync_joined.json"));
  CHECK(news.how == How::joined);
  REQUIRE(news.state.size() == 1);
  CHECK(news.state.front().content.at("membership") == "join");
  CHECK(news.state.front().state_key == "@usher:localhost");
  // Synapse says limited: true, and what is missing was said before Usher came.
  CHECK_FALSE(news.limited);
  for (const RoomEvent& event : news.timeline) CHECK(event.present == false);
  CHECK(news.timeline.back().type == "m.room.message");
  CHECK(news.timeline.front().type == "m.room.create");
}

TEST_CASE("what is said comes in order, without our own", "[matrix][wire]") {
  const RoomNews news = only_room(synced("sync_said.json"));
  REQUIRE(news.timeline.size() == 9);
  const RoomEvent& first = news.timeline.front();
  CHECK(first.type == "m.room.message");
  CHECK(first.sender == "@ada:localhost");
  CHECK(first.id.starts_with('$'));
  CHECK(first.room == news.room);
  CHECK_FALSE(first.state_key);
  CHECK(first.present == true);
  CHECK(first.at > noon);
  CHECK(first.at < noon + std::chrono::minutes(1));
  CHECK(first.content.at("msgtype") == "m.text");
  CHECK_FALSE(first.redacted);
  CHECK(std::ranges::is_sorted(news.timeline, {}, &RoomEvent::at));
  CHECK_FALSE(news.limited);
  CHECK_FALSE(news.before.empty());
}

TEST_CASE("a gap says where it ends", "[matrix][wire]") {
  const RoomNews news = only_room(synced("sync_gap.json"));
  CHECK(news.limited);
  CHECK(news.timeline.size() == 5);
  CHECK_FALSE(news.before.empty());
}

TEST_CASE("what is gone before it was heard is marked", "[matrix][wire]") {
  const RoomNews news = only_room(synced("sync_gone.json"));
  REQUIRE(news.timeline.size() == 2);
  CHECK(news.timeline[0].redacted);
  CHECK(news.timeline[0].content.empty());
  CHECK(news.timeline[1].redacts == news.timeline[0].id);
}

TEST_CASE("redacts is read in either place", "[matrix][wire]") {
  // Room version 12 says it in the content, and Synapse above it too; version 9 above it alone.
  for (const RoomEvent& event : only_room(synced("sync_redacted.json")).timeline)
    CHECK(event.redacts.starts_with('$'));
  const RoomNews old = only_room(synced("sync_redacted_v9.json"));
  CHECK(old.timeline.back().redacts == old.timeline.front().id);
  CHECK(old.room.ends_with(":localhost"));
}

TEST_CASE("members bring what they were", "[matrix][wire]") {
  const RoomNews news = only_room(synced("sync_members.json"));
  REQUIRE(news.timeline.size() >= 2);
  CHECK(news.timeline[0].previous.at("membership") == "join");
  CHECK(news.timeline[1].content.at("membership") == "leave");
}

TEST_CASE("being sent away is news of a room that is left", "[matrix][wire]") {
  const RoomNews news = only_room(synced("sync_kicked.json"));
  CHECK(news.how == How::left);
  CHECK(news.timeline.back().state_key == "@usher:localhost");
  CHECK(news.timeline.back().content.at("membership") == "leave");
}

TEST_CASE("m.direct comes when it has changed", "[matrix][wire]") {
  const Batch batch = synced("sync_direct.json");
  REQUIRE(batch.direct);
  CHECK(batch.direct->at("@ada:localhost").as_array().size() == 2);
  CHECK(batch.rooms.empty());
}

TEST_CASE("what is for the encryption is kept for it", "[matrix][wire]") {
  const Batch batch = synced("sync_to_device.json");
  CHECK(batch.crypto.at("to_device").as_object().at("events").as_array().size() == 1);
  CHECK(batch.crypto.contains("device_unused_fallback_key_types"));
  CHECK(synced("sync_joined.json").crypto.at("device_lists").as_object().contains("changed"));
}

TEST_CASE("a first answer has all rooms with their state", "[matrix][wire]") {
  const Batch batch = synced("sync_first.json");
  CHECK(batch.rooms.size() >= 3);
  for (const RoomNews& news : batch.rooms) {
    if (news.how == How::left) continue;  // Usher was sent away
    INFO(news.room);
    CHECK(news.timeline.size() <= 1);
    const Types types = types_of(news.state);
    CHECK(std::ranges::find(types, "m.room.create") != types.end());
    CHECK(std::ranges::find(types, "m.room.topic") == types.end());
  }
}

TEST_CASE("an answer without a next token is read; the caller decides", "[matrix][wire]") {
  const auto batch = read_sync("{}");
  REQUIRE(batch);
  CHECK(batch->next.empty());
}

TEST_CASE("more events than the limit are refused", "[matrix][wire]") {
  CHECK(read_sync(wire("sync_said.json"), {8}).error() == errc::too_large);
  CHECK(read_sync(wire("sync_said.json"), {100}).has_value());
}

TEST_CASE("what is no object is refused", "[matrix][wire]") {
  for (const char* odd :
       {"", "[]", "null", "<html>502</html>", "{\"next_batch\":\"s1\"", "{} {}"}) {
    INFO(odd);
    CHECK(read_sync(odd).error() == errc::malformed);
    CHECK(read_transaction(odd, "@usher:localhost").error() == errc::malformed);
  }
}
