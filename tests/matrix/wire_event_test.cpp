// tests/matrix/wire_event_test.cpp: single events, also those that somebody has made to be trouble.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/wire.hpp"

#include <fmt/format.h>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

// A sync with events in one room.
RoomNews with(std::string_view events) {
  auto batch = read_sync(fmt::format(
      R"({{"next_batch":"s2","rooms":{{"join":{{"!r":{{"timeline":{{"events":[{}]}}}}}}}}}})",
      events
  ));
  REQUIRE(batch);
  CHECK(batch->next == "s2");
  return batch->rooms.empty() ? RoomNews() : batch->rooms.front();
}

std::string said(std::string_view id, std::string_view content) {
  return fmt::format(
      R"({{"content":{},"event_id":"{}","origin_server_ts":1,"sender":"@a:b","type":"m.room.message"}})",
      content, id
  );
}

std::string nested(std::size_t deep) { return std::string(deep, '[') + std::string(deep, ']'); }

}  // namespace

TEST_CASE("an event that was asked for is read like one that came", "[matrix][wire]") {
  const auto edited = read_event(json_object(wire("event_edited.json")), "!room");
  REQUIRE(edited);
  CHECK(edited->content.at("body") == "!nep 0");  // the old content, with the edit beside it
  CHECK(edited->room == "!room");
  CHECK_FALSE(edited->redacted);
  const auto gone = read_event(json_object(wire("event_redacted.json")), "!room");
  REQUIRE(gone);
  CHECK(gone->redacted);
}

TEST_CASE("an event of a type that is not heard has no content", "[matrix][wire]") {
  const auto event = read_event(
      json_object(R"({"type":"m.sticker","sender":"@a:b","event_id":"$e","content":{"a":1}})"), "!r"
  );
  REQUIRE(event);
  CHECK(event->content.empty());
  CHECK(event->at == sys_millis());
}

TEST_CASE("an event without a type, a sender, an id or a room is none", "[matrix][wire]") {
  for (const char* odd :
       {R"({"sender":"@a:b","event_id":"$e"})", R"({"type":"m.room.message","event_id":"$e"})",
        R"({"type":"m.room.message","sender":"@a:b"})",
        R"({"type":"m.room.message","sender":"a","event_id":"$e"})",
        R"({"type":"m.room.message","sender":"@a:b","event_id":7})", R"({})"}) {
    INFO(odd);
    CHECK_FALSE(read_event(json_object(odd), "!r"));
  }
  CHECK_FALSE(read_event(json_object(R"({"type":"t","sender":"@a:b","event_id":"$e"})"), ""));
}

TEST_CASE("no depth of what somebody says makes Usher deaf", "[matrix][wire]") {
  const RoomNews news = with(
      said("$1", R"({"msgtype":"m.text","body":"before"})") + "," +
      said("$2", R"({"msgtype":"m.text","body":"kept","x":)" + nested(20'000) + "}") + "," +
      said("$3", R"({"msgtype":"m.text","body":"after"})")
  );
  REQUIRE(news.timeline.size() == 3);
  CHECK(news.timeline[1].content.at("body") == "kept");
  CHECK_FALSE(news.timeline[1].content.contains("x"));
  CHECK(news.timeline[2].content.at("body") == "after");
}

TEST_CASE("half a surrogate or broken bytes take nothing else with them", "[matrix][wire]") {
  const RoomNews news = with(
      said("$1", R"({"msgtype":"m.text","body":"\ud800"})") + "," +
      said("$2", "{\"msgtype\":\"m.text\",\"body\":\"\xff\"}") + "," +
      said("$3", R"({"msgtype":"m.text","body":"after"})")
  );
  REQUIRE(news.timeline.size() == 3);
  CHECK_FALSE(news.timeline[0].content.contains("body"));
  CHECK_FALSE(news.timeline[1].content.contains("body"));
  CHECK(news.timeline[2].content.at("body") == "after");
}

TEST_CASE(
    "a room does not look open or unencrypted for what somebody hid in its state", "[matrix][wire]"
) {
  const std::string deep = nested(60);
  const RoomNews news = with(
      R"({"type":"m.room.encryption","state_key":"","sender":"@a:b","event_id":"$1","content":{"algorithm":"m","x":)" +
      deep +
      R"(}},{"type":"m.room.encryption","state_key":"","sender":"@a:b","event_id":"$2","content":)" +
      deep + "}"
  );
  REQUIRE(news.timeline.size() == 2);
  CHECK(news.timeline[0].content.at("algorithm") == "m");
  CHECK(news.timeline[1].content.empty());
  CHECK(news.timeline[1].type == "m.room.encryption");
}

TEST_CASE("times are within what a calendar has", "[matrix][wire]") {
  const auto at = [](std::string_view time) {
    const RoomNews news = with(fmt::format(
        R"({{"type":"m.room.message","sender":"@a:b","event_id":"$e","origin_server_ts":{}}})", time
    ));
    REQUIRE(news.timeline.size() == 1);
    return news.timeline[0].at.time_since_epoch().count();
  };
  CHECK(at("1764072000123") == 1'764'072'000'123);
  CHECK(at("-5") == 0);
  CHECK(at("9223372036854775807") == 253'402'300'799'999);
  CHECK(at("99999999999999999999999") == 0);
  CHECK(at("\"soon\"") == 0);
  CHECK(at("null") == 0);
}

TEST_CASE("a redaction's own word counts before what its sender put into it", "[matrix][wire]") {
  const RoomNews news = with(
      R"({"type":"m.room.redaction","sender":"@a:b","event_id":"$1","redacts":"$mine","content":{"redacts":"$yours"}},)"
      R"({"type":"m.room.redaction","sender":"@a:b","event_id":"$2","content":{"redacts":"$mine"}},)"
      R"({"type":"m.room.redaction","sender":"@a:b","event_id":"$3","content":{"redacts":"mine"}})"
  );
  REQUIRE(news.timeline.size() == 3);
  CHECK(news.timeline[0].redacts == "$mine");
  CHECK(news.timeline[1].redacts == "$mine");
  CHECK(news.timeline[2].redacts.empty());
}

TEST_CASE("what our own device has sent is known by its transaction", "[matrix][wire]") {
  const RoomNews news = with(
      R"({"type":"m.room.message","sender":"@a:b","event_id":"$1","content":{},"unsigned":{"age":1,"transaction_id":"t1"}})"
  );
  REQUIRE(news.timeline.size() == 1);
  CHECK(news.timeline[0].transaction == "t1");
  CHECK_FALSE(news.timeline[0].present);
}

TEST_CASE("relations are told apart", "[matrix][wire]") {
  using Kind = Relation::Kind;
  const auto of = [](std::string_view relates) {
    return relation_of(json_object(R"({"m.relates_to":)" + std::string(relates) + "}"));
  };
  CHECK(relation_of({}).kind == Kind::none);
  const Relation reply = of(R"({"m.in_reply_to":{"event_id":"$a"}})");
  CHECK(reply.kind == Kind::none);
  CHECK(reply.reply_to == "$a");
  const Relation thread = of(
      R"({"rel_type":"m.thread","event_id":"$r","is_falling_back":true,"m.in_reply_to":{"event_id":"$a"}})"
  );
  CHECK(thread.kind == Kind::thread);
  CHECK(thread.event == "$r");
  CHECK(thread.reply_to == "$a");
  CHECK(thread.falling_back);
  const Relation edit = of(R"({"rel_type":"m.replace","event_id":"$o"})");
  CHECK(edit.kind == Kind::replace);
  CHECK(edit.event == "$o");
  const Relation reaction = of(R"({"rel_type":"m.annotation","event_id":"$m","key":"👍"})");
  CHECK(reaction.kind == Kind::annotation);
  CHECK(reaction.key == "👍");
  CHECK(of(R"({"rel_type":"m.reference","event_id":"$m"})").kind == Kind::other);
  CHECK(of(R"({"rel_type":"m.thread","event_id":"no id"})").kind == Kind::other);
  CHECK(of(R"({"rel_type":"m.thread"})").kind == Kind::none);
  CHECK(of(R"("m.thread")").kind == Kind::none);
}
