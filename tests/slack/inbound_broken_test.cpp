// tests/slack/inbound_broken_test.cpp: payloads with a part missing or of another type: read or refused, never worse.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/wire.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <array>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

namespace json = boost::json;

// What holds for whatever was read.
void check_sound(const Result<Received>& out) {
  if (!out) {
    CHECK(out.error() == errc::malformed);
    return;
  }
  CHECK(out->event.has_value() == out->dropped.empty());
  if (!out->event) return;
  const Event& event = *out->event;
  CHECK_FALSE(event.id.empty());
  CHECK(event.at.space == "slack:T0WIRE");
  CHECK(event.route.bytes.size() <= 2048);
  CHECK(event.who.id.size() <= 64);
  CHECK(event.at.room.size() <= 64);
  CHECK((event.at.thread.empty() || !event.at.room.empty()));
  CHECK(event.ack_carries == (out->ack == Received::Ack::message));
}

// Calls with each part of the value, at any depth: take(place), which may put something else there.
template <class Visit>
void each_part(json::value& part, const Visit& visit) {
  if (json::object* object = part.if_object()) {
    for (auto& member : *object) {
      visit(member.value());
      each_part(member.value(), visit);
    }
  } else if (json::array* array = part.if_array()) {
    for (json::value& item : *array) {
      visit(item);
      each_part(item, visit);
    }
  }
}

}  // namespace

TEST_CASE("a payload with any one part of another kind is read or refused", "[slack][inbound]") {
  const std::array<json::value, 6> others{
      json::value(nullptr),
      json::value(-1),
      json::value(std::string(3000, 'x')),
      json::value(json::array{}),
      json::value(json::object{}),
      json::value("<@\n\xff|")
  };
  for (const std::string& name : wire_names()) {
    if (!name.ends_with(".json") || name.starts_with("http_")) continue;
    auto frame = read_frame(wire(name));
    REQUIRE(frame);
    const auto* envelope = std::get_if<Envelope>(&*frame);
    if (envelope == nullptr) continue;
    INFO(name);
    json::value payload(envelope->payload);
    check_sound(read_at_noon(envelope->feed, payload.get_object()));
    each_part(payload, [&](json::value& place) {
      json::value kept = std::move(place);
      for (const json::value& other : others) {
        place = other;
        check_sound(read_at_noon(envelope->feed, payload.get_object()));
      }
      place = std::move(kept);
    });
  }
}

TEST_CASE("a payload that came by the wrong way is refused or dropped", "[slack][inbound]") {
  for (const std::string& name : wire_names()) {
    if (!name.ends_with(".json") || name.starts_with("http_")) continue;
    auto frame = read_frame(wire(name));
    REQUIRE(frame);
    const auto* envelope = std::get_if<Envelope>(&*frame);
    if (envelope == nullptr) continue;
    INFO(name);
    for (const Feed feed : {Feed::events, Feed::slash, Feed::interactive, Feed::other}) {
      const auto out = read_at_noon(feed, envelope->payload);
      check_sound(out);
      if (feed != envelope->feed) CHECK((!out || !out->event));
    }
  }
}

TEST_CASE("what names another workspace, and ours nowhere, is not ours", "[slack][inbound]") {
  const auto why = [](const char* file, const auto& change) {
    Envelope envelope = wire_envelope(file);
    change(envelope.payload);
    const auto out = read_at_noon(envelope.feed, envelope.payload);
    REQUIRE(out);
    return std::string(out->dropped);
  };
  const auto all_elsewhere = [](json::object& payload) {
    for (const char* key : {"team_id", "context_team_id"})
      if (payload.contains(key)) payload[key] = "T0OTHER";
    if (payload.contains("authorizations"))
      payload["authorizations"] = json::array{json::object{{"team_id", "T0OTHER"}}};
    for (const char* key : {"team", "user", "view", "message"})
      if (payload.contains(key) && payload[key].is_object())
        for (const char* name : {"id", "team", "team_id", "app_installed_team_id"}) {
          auto& inner = payload[key].as_object();
          if (inner.contains(name) &&
              (std::string_view(name) != "id" || std::string_view(key) == "team"))
            inner[name] = "T0OTHER";
        }
  };
  for (const char* file :
       {"slash.json", "event_message_mention.json", "block_actions.json", "view_submission.json"}) {
    INFO(file);
    CHECK(why(file, all_elsewhere) == of_another_workspace);
    // In a channel shared with others Slack names theirs in one place or another.
    CHECK(why(file, [&](json::object& payload) {
            all_elsewhere(payload);
            payload["is_ext_shared_channel"] = true;
          }) != of_another_workspace);
    // Of an organisation's workspaces it may name any.
    CHECK(why(file, [&](json::object& payload) {
            all_elsewhere(payload);
            payload["enterprise_id"] = "E0ORG";
          }) != of_another_workspace);
  }
  CHECK(why("event_message_mention.json", [](json::object& payload) {
          payload["team_id"] = "T0OTHER";
        }).empty());
  CHECK(why("slash.json", [](json::object& payload) { payload.erase("team_id"); }).empty());
}
