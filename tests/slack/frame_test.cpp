// tests/slack/frame_test.cpp: Socket Mode's frames read, and acknowledgements written.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/frame.hpp"

#include "tests/slack/wire.hpp"

#include <boost/json/array.hpp>

#include <string>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

template <class What>
What frame_as(std::string_view bytes) {
  auto frame = read_frame(bytes);
  INFO(bytes);
  REQUIRE(frame);
  REQUIRE(std::holds_alternative<What>(*frame));
  return std::get<What>(std::move(*frame));
}

errc fault(std::string_view bytes) {
  const auto frame = read_frame(bytes);
  INFO(bytes.substr(0, 100));
  REQUIRE_FALSE(frame);
  return frame.error();
}

}  // namespace

TEST_CASE("a hello says how many connections there are, and of whom", "[slack][frame]") {
  const auto hello = frame_as<Hello>(wire("hello.json"));
  CHECK(hello.connections == 2);
  CHECK(hello.app == "A0USHER");
  CHECK(hello.host == "applink-canary-invented-0");
}

TEST_CASE("a hello that says nothing is one", "[slack][frame]") {
  const auto hello = frame_as<Hello>(wire("hello_bare.json"));
  CHECK(hello.connections == 0);
  CHECK(hello.app.empty());
  CHECK(hello.host.empty());
}

TEST_CASE("a hello's counts are never below 0 and never overflow", "[slack][frame]") {
  CHECK(frame_as<Hello>(R"({"type":"hello","num_connections":-3})").connections == 0);
  CHECK(frame_as<Hello>(R"({"type":"hello","num_connections":1e9})").connections == 0);
  CHECK(frame_as<Hello>(R"({"type":"hello","num_connections":"2"})").connections == 0);
  CHECK(
      frame_as<Hello>(R"({"type":"hello","num_connections":18446744073709551615})").connections ==
      2147483647
  );
  CHECK(
      frame_as<Hello>(R"({"type":"hello","num_connections":9223372036854775807})").connections ==
      2147483647
  );
  CHECK(frame_as<Hello>(R"({"type":"hello","connection_info":{"app_id":"<A>"}})").app.empty());
}

TEST_CASE("each reason to disconnect is told apart", "[slack][frame]") {
  using Why = Disconnect::Why;
  CHECK(frame_as<Disconnect>(wire("disconnect_warning.json")).why == Why::warning);
  CHECK(
      frame_as<Disconnect>(wire("disconnect_refresh_requested.json")).why == Why::refresh_requested
  );
  CHECK(frame_as<Disconnect>(wire("disconnect_link_disabled.json")).why == Why::link_disabled);
  CHECK(
      frame_as<Disconnect>(wire("disconnect_too_many_websockets.json")).why ==
      Why::too_many_websockets
  );
  const auto other = frame_as<Disconnect>(wire("disconnect_brand_new.json"));
  CHECK(other.why == Why::other);
  CHECK(other.reason == "brand_new");
  CHECK(frame_as<Disconnect>(R"({"type":"disconnect"})").why == Why::other);
}

TEST_CASE("what goes into a log is short and harmless", "[slack][frame]") {
  const std::string reason(500, 'x');
  const auto cut = frame_as<Disconnect>(R"({"type":"disconnect","reason":")" + reason + R"("})");
  CHECK(cut.reason.size() <= 64);
  CHECK(frame_as<Ignored>("{\"type\":\"a\\nb\\u202e\"}").type == "a b");
}

TEST_CASE("an event's envelope says how often Slack has tried", "[slack][frame]") {
  const Envelope first = wire_envelope("event_message.json");
  CHECK(first.feed == Feed::events);
  CHECK_FALSE(first.id.empty());
  CHECK(first.retry == 0);
  CHECK_FALSE(first.accepts_payload);
  CHECK(first.payload.at("event_id") == "Ev0MSG1");
  const Envelope again = wire_envelope("event_message_retried.json");
  CHECK(again.retry == 1);
  CHECK(again.retry_reason == "timeout");
  CHECK(again.id != first.id);
}

TEST_CASE("an envelope says whether its acknowledgement may carry an answer", "[slack][frame]") {
  const Envelope slash = wire_envelope("slash.json");
  CHECK(slash.feed == Feed::slash);
  CHECK(slash.accepts_payload);
  CHECK(wire_envelope("view_submission.json").feed == Feed::interactive);
  CHECK(wire_envelope("view_submission.json").accepts_payload);
  CHECK_FALSE(wire_envelope("block_actions.json").accepts_payload);
}

TEST_CASE("an envelope of a new type, or without a payload, still has its id", "[slack][frame]") {
  const Envelope unknown = wire_envelope("envelope_unknown.json");
  CHECK(unknown.feed == Feed::other);
  CHECK_FALSE(unknown.id.empty());
  const auto bare = frame_as<Envelope>(R"({"envelope_id":"a-1","type":"events_api"})");
  CHECK(bare.id == "a-1");
  CHECK(bare.payload.empty());
  CHECK(frame_as<Envelope>(R"({"envelope_id":"a-1","payload":[1]})").payload.empty());
}

TEST_CASE("JSON of another type is ignored", "[slack][frame]") {
  CHECK(frame_as<Ignored>(R"({"type":"goodbye"})").type == "goodbye");
  CHECK(frame_as<Ignored>("{}").type.empty());
  CHECK(frame_as<Ignored>(R"({"type":7})").type.empty());
}

TEST_CASE("what is no frame is malformed", "[slack][frame]") {
  for (const std::string_view bytes :
       {"", "hello", "[]", "null", "7", "{", R"({"type":"hello"} x)", R"({"envelope_id":7})",
        R"({"envelope_id":""})", R"({"envelope_id":null})", "\xff\xfe", R"({"type":"hel)"})
    CHECK(fault(bytes) == errc::malformed);
  CHECK(fault(R"({"envelope_id":")" + std::string(256, 'a') + R"("})") == errc::malformed);
}

TEST_CASE("depth and size have limits that Slack's own frames keep", "[slack][frame]") {
  const auto nested = [](std::size_t depth) {
    return R"({"type":"x","deep":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  CHECK(read_frame(nested(60)));
  CHECK(fault(nested(100)) == errc::malformed);
  CHECK(fault(nested(1'000'000)) == errc::malformed);
  const std::string big = R"({"type":"x","text":")" + std::string(1'000'000, 'a') + R"("})";
  CHECK(read_frame(big));
  CHECK(fault(std::string(longest_frame + 1, ' ')) == errc::too_large);
}

TEST_CASE("an acknowledgement names the envelope and carries an answer or none", "[slack][frame]") {
  CHECK(ack("a-1") == R"({"envelope_id":"a-1"})");
  CHECK(ack("a-1", R"({"text":"Hi <3"})") == R"({"envelope_id":"a-1","payload":{"text":"Hi <3"}})");
  CHECK(ack("a-1", "{}") == R"({"envelope_id":"a-1","payload":{}})");
}

TEST_CASE("whatever an envelope is called, its acknowledgement is JSON", "[slack][frame]") {
  const std::string id = "a\"b\\c\n\xe4\xbd\xa0";
  const auto back = json_object(ack(id));
  CHECK(std::string_view(back.at("envelope_id").as_string()) == id);
}

TEST_CASE("what an envelope brings stays in the frame's own piece of memory", "[slack][frame]") {
  const Frame frame =
      read_frame(R"({"type":"events_api","envelope_id":"e1","payload":{"event":{"text":"hello"}}})")
          .value();
  const auto& envelope = std::get<Envelope>(frame);
  REQUIRE(envelope.payload.contains("event"));
  CHECK(envelope.payload.storage().get() != boost::json::storage_ptr().get());
  const Envelope given = std::get<Envelope>(Frame(frame_as<Envelope>(
      R"({"type":"events_api","envelope_id":"e1","payload":{"event":{"text":"hello"}}})"
  )));
  CHECK(given.payload.storage().get() != boost::json::storage_ptr().get());
}
