// tests/slack/inbound_slash_test.cpp: slash commands.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

TEST_CASE("a slash command is a command, answered with its acknowledgement", "[slack][inbound]") {
  const Received out = received("slash.json");
  CHECK(event_as<Command>(out).name == "nep");
  CHECK(event_as<Command>(out).args == "0");
  CHECK(out.ack == Received::Ack::message);
  CHECK(out.event->ack_carries);
  CHECK(out.event->id == "1000000001.2000000001.invented");
  CHECK(out.event->at == Place{"slack:T0WIRE", "C0NEPS", ""});
  CHECK(out.event->who.id == "U0ADA");
  CHECK(out.event->who.name.empty());
  const Way way = Way::of(out.event->route);
  CHECK(way.response_url == "https://hooks.slack.example/commands/T0WIRE/1/invented");
  CHECK(way.trigger == "1000000001.2000000001.invented");
  CHECK(way.channel == "C0NEPS");
  CHECK(way.at == noon);
  CHECK(out.trigger == way.trigger);
}

TEST_CASE(
    "a command may stand alone, in capitals, and with words that Slack escapes", "[slack][inbound]"
) {
  CHECK(event_as<Command>(received("slash_bare.json")).name == "help");
  CHECK(event_as<Command>(received("slash_bare.json")).args.empty());
  const Received out = received("slash_escaped.json");
  CHECK(event_as<Command>(out).name == "nep");
  CHECK(event_as<Command>(out).args == "find @bob in #neps a < b <b>");
}

TEST_CASE("a command may be said in a direct conversation", "[slack][inbound]") {
  const Received out = received("slash_im.json");
  CHECK(event_as<Command>(out).args == "中文");
  CHECK(out.event->at.room == "D0ADA");
  CHECK(event_as<Command>(out).direct);
  CHECK_FALSE(event_as<Command>(received("slash.json")).direct);
}

TEST_CASE("a command without what answers it is malformed", "[slack][inbound]") {
  for (const std::string_view key : {"command", "user_id", "channel_id", "trigger_id"}) {
    boost::json::object payload = wire_envelope("slash.json").payload;
    payload.erase(std::string(key));
    INFO(key);
    CHECK_FALSE(read_at_noon(Feed::slash, payload));
    payload[std::string(key)] = 7;
    CHECK_FALSE(read_at_noon(Feed::slash, payload));
  }
  boost::json::object payload = wire_envelope("slash.json").payload;
  for (const std::string_view command : {"nep", "/", "", "//nep"}) {
    payload["command"] = std::string(command);
    INFO(command);
    CHECK_FALSE(read_at_noon(Feed::slash, payload));
  }
}

TEST_CASE("a command without response_url or text is still one", "[slack][inbound]") {
  boost::json::object payload = wire_envelope("slash.json").payload;
  payload.erase("response_url");
  payload.erase("text");
  const auto out = read_at_noon(Feed::slash, payload);
  REQUIRE(out);
  CHECK(event_as<Command>(*out).args.empty());
  CHECK(Way::of(out->event->route).response_url.empty());
}
