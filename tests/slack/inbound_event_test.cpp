// tests/slack/inbound_event_test.cpp: events that are no messages.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/events.hpp"
#include "adapters/slack/inbound.hpp"
#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

TEST_CASE("the home tab is opened with what stands in it", "[slack][inbound]") {
  const Received out = received("event_app_home_opened.json");
  event_as<Opened>(out);
  CHECK(out.event->id == "Ev0HOM1");
  CHECK(out.event->who.id == "U0ADA");
  CHECK(out.event->at == Place{"slack:T0WIRE", "D0ADA", ""});
  const Way way = Way::of(out.event->route);
  CHECK(way.view == "V0HOME");
  CHECK(way.hash == "1764000000.abcd");
  const Received first = received("event_app_home_opened_first.json");
  event_as<Opened>(first);
  CHECK(Way::of(first.event->route).view.empty());
}

TEST_CASE("the tab with the messages is not the home tab", "[slack][inbound]") {
  CHECK(dropped("event_app_home_opened_messages.json") == "the Messages tab");
}

TEST_CASE("a reaction to a message of ours names the message", "[slack][inbound]") {
  const Received out = received("event_reaction_added.json");
  CHECK(event_as<Reacted>(out).added);
  CHECK(event_as<Reacted>(out).emoji == "👀");
  CHECK(event_as<Reacted>(out).key.empty());
  CHECK(out.touched == "1764072000.000100");
  CHECK(out.event->at.room == "C0NEPS");
  CHECK(out.event->who.id == "U0ADA");
  CHECK_FALSE(event_as<Reacted>(received("event_reaction_removed.json")).added);
}

TEST_CASE("reactions of ours, to others or to files are dropped", "[slack][inbound]") {
  CHECK(dropped("event_reaction_own.json") == "our own");
  CHECK(dropped("event_reaction_elsewhere.json") == "not on ours");
  CHECK(dropped("event_reaction_file.json") == "no message");
}

TEST_CASE("who joins the workspace has joined, and is known from then on", "[slack][inbound]") {
  const Received out = received("event_team_join.json");
  event_as<Joined>(out);
  CHECK(out.event->who.id == "U0CLEO");
  CHECK(out.event->at == Place{"slack:T0WIRE", "", ""});
  REQUIRE(out.user);
  CHECK(out.user->at("tz") == "Asia/Taipei");
  // What answers it is for the person.
  CHECK(Way::of(out.event->route).channel == "U0CLEO");
}

TEST_CASE("a bot that is installed has not joined", "[slack][inbound]") {
  CHECK(dropped("event_team_join_bot.json") == "a bot's");
  CHECK(received("event_team_join_bot.json").user);
}

TEST_CASE("what changes about a person is for the cache alone", "[slack][inbound]") {
  const auto out = read_at_noon(
      Feed::events,
      json_object(
          R"({"type":"event_callback","event":{"type":"user_change","user":{"id":"U1"}},"event_id":"Ev1"})"
      )
  );
  REQUIRE(out);
  CHECK(out->dropped == "about a person");
  CHECK(out->user);
}

TEST_CASE("who is deactivated has left the workspace", "[slack][inbound]") {
  const Received out = received("event_user_change.json");
  event_as<Left>(out);
  CHECK(out.event->who.id == "U0ADA");
  CHECK(out.event->at == Place{"slack:T0WIRE", "", ""});
  REQUIRE(out.user);
  CHECK(out.user->at("deleted") == true);
}

TEST_CASE("people join and leave channels, Usher itself does not", "[slack][inbound]") {
  const Received out = received("event_member_joined_channel.json");
  event_as<Joined>(out);
  CHECK(out.event->who.id == "U0BOB");
  CHECK(out.event->at.room == "C0NEPS");
  event_as<Left>(received("event_member_left_channel.json"));
  CHECK(dropped("event_member_joined_channel_own.json") == "our own");
}

TEST_CASE("a room is renamed, archived, deleted, brought back or replaced", "[slack][inbound]") {
  using How = RoomChanged::How;
  const auto check = [](const std::string& name, How how, std::string_view room,
                        std::string_view now) {
    const Received out = received(name);
    INFO(name);
    CHECK(event_as<RoomChanged>(out).how == how);
    CHECK(event_as<RoomChanged>(out).now == now);
    CHECK(out.event->at == Place{"slack:T0WIRE", std::string(room), ""});
  };
  check("event_channel_rename.json", How::renamed, "C0NEPS", "proposals");
  check("event_group_rename.json", How::renamed, "G0CLOSED", "closed-2");
  check("event_channel_archive.json", How::archived, "C0NEPS", "");
  check("event_group_archive.json", How::archived, "G0CLOSED", "");
  check("event_channel_deleted.json", How::archived, "C0NEPS", "");
  check("event_group_deleted.json", How::archived, "G0CLOSED", "");
  check("event_channel_unarchive.json", How::unarchived, "C0NEPS", "");
  check("event_group_unarchive.json", How::unarchived, "G0CLOSED", "");
  check("event_channel_id_changed.json", How::replaced, "G0CLOSED", "C0SHARED");
}

TEST_CASE("events that nobody knows are acknowledged and dropped", "[slack][inbound]") {
  CHECK(dropped("event_unknown.json") == "an unknown type");
  CHECK(dropped("envelope_unknown.json") == "an unknown type");
  const auto odd = read_at_noon(Feed::events, json_object(R"({"type":"something"})"));
  REQUIRE(odd);
  CHECK(odd->dropped == "an unknown type");
}

TEST_CASE("an event without what it needs is malformed", "[slack][inbound]") {
  for (const std::string_view payload :
       {R"({"type":"event_callback"})", R"({"type":"event_callback","event":[]})",
        R"({"type":"event_callback","event":{"type":"team_join"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"team_join","user":{"id":"U1"}}})",
        R"({"type":"event_callback","event":{"type":"reaction_added","user":"U1"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"channel_rename","channel":"C1"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"channel_archive"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"channel_id_changed","old_channel_id":"C1"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"app_home_opened"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"user_change","user":"U1"},"event_id":"Ev1"})",
        R"({"type":"event_callback","event":{"type":"member_joined_channel","user":"U1"},"event_id":"Ev1"})"
       }) {
    const auto out = read_at_noon(Feed::events, json_object(payload));
    INFO(payload);
    REQUIRE_FALSE(out);
    CHECK(out.error() == errc::malformed);
  }
}

TEST_CASE("what the app subscribes to is what is read, and nothing else", "[slack][inbound]") {
  // Of each type an event that says nothing: unknown is what no reader takes.
  const auto is_read = [](std::string_view type) {
    boost::json::object event{{"type", type}};
    boost::json::object payload{{"type", "event_callback"}, {"event_id", "Ev1"}};
    payload.emplace("event", std::move(event));
    const auto out = read_at_noon(Feed::events, payload);
    return !out || out->dropped != "an unknown type";
  };
  for (const Subscription& one : subscriptions()) {
    INFO(one.name);
    CHECK(is_read(one.type));
    CHECK(hears(one.type));
    CHECK((one.name == one.type || one.name.starts_with(std::string(one.type) + ".")));
  }
  // And of each payload that is kept here: what is read is subscribed to.
  for (const std::string& name : wire_names()) {
    if (!name.starts_with("event_")) continue;
    const Envelope envelope = wire_envelope(name);
    const std::string type(envelope.payload.at("event").at("type").as_string());
    INFO(name);
    CHECK(is_read(type) == hears(type));
  }
  CHECK_FALSE(hears("brand_new_event"));
}
