// tests/slack/inbound_interactive_test.cpp: buttons, forms and shortcuts.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

TEST_CASE("a press says which button of which post", "[slack][inbound]") {
  const Received out = received("block_actions.json");
  const auto& press = event_as<Press>(out);
  CHECK(press.action == "nep.page");
  CHECK(press.value == "list 2");
  CHECK(press.secret.empty());
  CHECK(press.key == "re:C0NEPS/1764072000.000100");
  CHECK(out.ack == Received::Ack::empty);
  CHECK_FALSE(out.event->ack_carries);
  CHECK(out.event->id == "1000000010.2000000001.invented");
  CHECK(out.event->at == Place{"slack:T0WIRE", "C0NEPS", ""});
  const Way way = Way::of(out.event->route);
  CHECK(way.response_url == "https://hooks.slack.example/actions/T0WIRE/2/invented");
  CHECK(way.trigger == "1000000010.2000000001.invented");
  CHECK(way.message == "1764072150.000100");
  CHECK_FALSE(way.ephemeral);
}

TEST_CASE("a press in a thread is of the thread, one on its root is not", "[slack][inbound]") {
  CHECK(received("block_actions_thread.json").event->at.thread == "1764072000.000100");
  CHECK(event_as<Press>(received("block_actions_thread.json")).key.empty());
  CHECK(received("block_actions_root.json").event->at.thread.empty());
  CHECK(event_as<Press>(received("block_actions_root.json")).key == "weekly");
}

TEST_CASE("a button's secret stays one", "[slack][inbound]") {
  const Received out = received("block_actions_ephemeral.json");
  CHECK(event_as<Press>(out).value == "case");
  CHECK(event_as<Press>(out).secret.reveal() == "-key-invented");
  CHECK(Way::of(out.event->route).ephemeral);
}

TEST_CASE("a press on the home tab is in no conversation", "[slack][inbound]") {
  const Received out = received("block_actions_home.json");
  CHECK(event_as<Press>(out).action == "language.set");
  CHECK(event_as<Press>(out).value == "zh-Hans");
  CHECK(out.event->at == Place{"slack:T0WIRE", "", ""});
  const Way way = Way::of(out.event->route);
  CHECK(way.channel == "U0ADA");
  CHECK(way.view == "V0HOME");
  CHECK(way.hash == "1764000000.abcd");
}

TEST_CASE("links and inputs are no presses", "[slack][inbound]") {
  CHECK(dropped("block_actions_link.json") == "a link");
  CHECK(dropped("block_actions_select.json") == "no button");
}

TEST_CASE("the adapter's own button reaches no feature", "[slack][inbound]") {
  CHECK(dropped("block_actions_own.json") == "the adapter's own");
  const Received out = received("block_actions_own.json");
  CHECK(out.secret_press == "slack.open");
  CHECK(out.press_value == "17");
  CHECK(out.trigger == "1000000016.2000000001.invented");
  CHECK(out.person == "U0ADA");
  CHECK(out.at == Place{"slack:T0WIRE", "D0ADA", ""});
  CHECK(out.way.response_url == "https://hooks.slack.example/actions/T0WIRE/2/invented");
}

TEST_CASE("a form comes back with its fields, where it was asked for", "[slack][inbound]") {
  const Received out = received("view_submission.json");
  const auto& submit = event_as<Submit>(out);
  CHECK(submit.form == "report.form");
  CHECK(submit.fields.at("_state") == "case 7");
  CHECK(submit.fields.at("name") == "Ada <Lovelace> & co");
  CHECK(submit.secrets.at("what").reveal() == "line one\nline two");
  CHECK(out.ack == Received::Ack::view);
  CHECK(out.event->id == "1000000020.2000000001.invented");
  CHECK(out.event->at == Place{"slack:T0WIRE", "C0NEPS", "1764072000.000100"});
  const Way way = Way::of(out.event->route);
  CHECK(way.view == "V0FORM");
  CHECK(way.hash == "1764072300.efgh");
  CHECK(way.channel == "C0NEPS");
}

TEST_CASE("a form that was opened nowhere is answered to the person", "[slack][inbound]") {
  const Received out = received("view_submission_home.json");
  CHECK(out.event->at == Place{"slack:T0WIRE", "", ""});
  CHECK(Way::of(out.event->route).channel == "U0ADA");
}

TEST_CASE("a correction of a rejected form is an act of its own", "[slack][inbound]") {
  Envelope envelope = wire_envelope("view_submission.json");
  const auto first = read_at_noon(Feed::interactive, envelope.payload);
  envelope.payload["trigger_id"] = "1000000099.2000000001.invented";
  const auto second = read_at_noon(Feed::interactive, envelope.payload);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->event->id != second->event->id);
}

TEST_CASE("a form that is closed is given up", "[slack][inbound]") {
  const Received out = received("view_closed.json");
  CHECK(event_as<Cancelled>(out).form == "report.form");
  CHECK(out.event->id == "V0FORM/closed");
  CHECK(out.ack == Received::Ack::empty);
  CHECK(out.event->at.room == "C0NEPS");
}

TEST_CASE("a global shortcut has no message and no place", "[slack][inbound]") {
  const Received out = received("shortcut.json");
  CHECK(event_as<Shortcut>(out).callback == "report.begin");
  CHECK(event_as<Shortcut>(out).message.reveal().text.empty());
  CHECK(out.event->id == "1000000030.2000000001.invented");
  CHECK(out.event->at.room.empty());
}

TEST_CASE("a shortcut on a message brings what it says and where it stands", "[slack][inbound]") {
  const Received out = received("message_action.json");
  const Snapshot& message = event_as<Shortcut>(out).message.reveal();
  CHECK(message.author == "U0BOB");
  CHECK(message.text == "you are bad (https://bad.example/x) & @U0ADA knows");
  CHECK(message.link == "https://wire.slack.example/archives/C0NEPS/p1764072000000100");
  CHECK(message.at == noon);
  CHECK(out.event->who.id == "U0ADA");
  CHECK(out.event->at.room == "C0NEPS");
  CHECK(
      Way::of(out.event->route).response_url == "https://hooks.slack.example/app/T0WIRE/3/invented"
  );
  CHECK(received("message_action_thread.json").event->at.thread == "1764072000.000100");
}

TEST_CASE("what Slack has added since is acknowledged and dropped", "[slack][inbound]") {
  CHECK(dropped("block_suggestion.json") == "an unknown type");
  Envelope envelope = wire_envelope("block_actions.json");
  envelope.payload["actions"].as_array()[0].as_object()["action_id"] = "somebody_elses";
  const auto out = read_at_noon(Feed::interactive, envelope.payload);
  REQUIRE(out);
  CHECK(out->dropped == "no button of ours");
}

TEST_CASE("a view that is no form of ours is dropped", "[slack][inbound]") {
  for (const std::string name : {"view_submission.json", "view_closed.json"}) {
    Envelope envelope = wire_envelope(name);
    envelope.payload["view"].as_object()["callback_id"] = "";
    const auto out = read_at_noon(Feed::interactive, envelope.payload);
    INFO(name);
    REQUIRE(out);
    CHECK(out->dropped == "no form of ours");
    CHECK(out->ack == Received::Ack::empty);
  }
}

TEST_CASE("an interaction without who, when or what is malformed", "[slack][inbound]") {
  const auto without = [](const std::string& name, std::string_view key) {
    boost::json::object payload = wire_envelope(name).payload;
    payload.erase(std::string(key));
    const auto out = read_at_noon(Feed::interactive, payload);
    return !out && out.error() == errc::malformed;
  };
  for (const std::string name :
       {"block_actions.json", "view_submission.json", "shortcut.json", "message_action.json"}) {
    INFO(name);
    CHECK(without(name, "user"));
    CHECK(without(name, "trigger_id"));
  }
  CHECK(without("view_closed.json", "user"));
  CHECK(without("block_actions.json", "actions"));
  CHECK(without("view_submission.json", "view"));
  CHECK(without("view_closed.json", "view"));
  CHECK(without("shortcut.json", "callback_id"));
  CHECK(without("message_action.json", "message"));
  CHECK(without("message_action.json", "channel"));
}
