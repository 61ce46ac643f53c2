// tests/slack/inbound_message_test.cpp: what is said in Slack, and what becomes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/inbound.hpp"
#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

// The fixture's event with some of its fields changed, as text of a JSON object.
Result<Received> with(const std::string& name, std::string_view changes) {
  Envelope envelope = wire_envelope(name);
  boost::json::object& event = envelope.payload.at("event").as_object();
  for (const auto& [key, value] : json_object(changes)) {
    if (value.is_null()) {
      event.erase(key);
    } else {
      event[key] = value;
    }
  }
  return read_at_noon(envelope.feed, envelope.payload, envelope.retry);
}

}  // namespace

TEST_CASE("a message in a channel is heard, with its way back", "[slack][inbound]") {
  const Received out = received("event_message.json");
  const auto& message = event_as<usher::Message>(out);
  CHECK(message.text == "Is NEP 18 (https://numpy.org/neps/nep-0018.html) accepted?");
  CHECK_FALSE(message.mention);
  CHECK_FALSE(message.direct);
  CHECK(out.event->id == "C0NEPS/1764072000.000100");
  CHECK(out.event->at == Place{"slack:T0WIRE", "C0NEPS", ""});
  CHECK(out.event->who.id == "U0ADA");
  CHECK_FALSE(out.event->ack_carries);
  CHECK(out.ack == Received::Ack::empty);
  CHECK_FALSE(out.retried);
  const Way way = Way::of(out.event->route);
  CHECK(way.channel == "C0NEPS");
  CHECK(way.message == "1764072000.000100");
  CHECK(way.thread.empty());
  CHECK(way.at == noon);
}

TEST_CASE("one post is one event, whatever Slack calls it", "[slack][inbound]") {
  const Received message = received("event_message_mention.json");
  const Received mention = received("event_app_mention.json");
  CHECK(message.event->id == mention.event->id);
  CHECK(event_as<Command>(message).name == "nep");
  CHECK(event_as<Command>(mention).args == "18");
  CHECK(message.event->at == mention.event->at);
}

TEST_CASE("a repeat is told from a first try, and has the same id", "[slack][inbound]") {
  const Received again = received("event_message_retried.json");
  CHECK(again.retried);
  CHECK(again.event->id == received("event_message.json").event->id);
}

TEST_CASE("what is said in a thread is answered there", "[slack][inbound]") {
  const Received out = received("event_message_thread.json");
  const auto& message = event_as<usher::Message>(out);
  CHECK(message.text == "and nep 50?");
  CHECK(message.mention);
  CHECK(out.event->at == Place{"slack:T0WIRE", "C0NEPS", "1764072000.000100"});
  CHECK(Way::of(out.event->route).thread == "1764072000.000100");
  CHECK(Way::of(out.event->route).message == "1764072100.000200");
}

TEST_CASE("a thread's root stands outside of it", "[slack][inbound]") {
  const auto out = with("event_message.json", R"({"thread_ts":"1764072000.000100"})");
  REQUIRE(out);
  CHECK(out->event->at.thread.empty());
}

TEST_CASE("in the conversation with Usher a command needs no name", "[slack][inbound]") {
  const Received out = received("event_message_im.json");
  CHECK(event_as<Command>(out).name == "nep");
  CHECK(event_as<Command>(out).args == "0");
  CHECK(out.event->at.room == "D0ADA");
  CHECK(event_as<Command>(received("event_message_im_chinese.json")).name == "帮助");
  const auto words = with("event_message_im.json", R"({"text":"hello","channel_type":null})");
  REQUIRE(words);
  CHECK(event_as<usher::Message>(*words).direct);
}

TEST_CASE("a message's text is plain words", "[slack][inbound]") {
  CHECK(
      event_as<usher::Message>(received("event_message_escaped.json")).text ==
      "a < b && c > d, @U0BOB in #neps, @here @triage, ada@example.org &lt;"
  );
}

TEST_CASE("our own messages, bots' and notices are not answered", "[slack][inbound]") {
  CHECK(dropped("event_message_own.json") == "our own");
  CHECK(dropped("event_message_bot.json") == "a bot's");
  CHECK(dropped("event_message_app.json") == "a bot's");
  CHECK(dropped("event_message_join_notice.json") == "no words of a person's");
  const auto slackbot = with("event_message_im.json", R"({"user":"USLACKBOT"})");
  CHECK(slackbot->dropped == "a bot's");
  const auto ours = with("event_message_im.json", R"({"user":"U0USHER"})");
  CHECK(ours->dropped == "our own");
  const auto through_app = with("event_app_mention.json", R"({"bot_id":"B0CI"})");
  CHECK(through_app->dropped == "a bot's");
}

TEST_CASE("what is edited until it names Usher is not answered", "[slack][inbound]") {
  CHECK(dropped("event_app_mention_edited.json") == "edited");
}

TEST_CASE("with a file or from a thread, only what is said to Usher is heard", "[slack][inbound]") {
  CHECK(dropped("event_message_file.json") == "not said to us");
  CHECK(dropped("event_message_broadcast.json") == "not said to us");
  CHECK(event_as<Command>(received("event_message_file_im.json")).args == "18");
  const auto silent = with("event_message_file_im.json", R"({"text":""})");
  CHECK(silent->dropped == "no words");
  const auto named = with("event_message_broadcast.json", R"({"text":"<@U0USHER> nep 18"})");
  REQUIRE(named);
  CHECK(event_as<Command>(*named).args == "18");
  CHECK(named->event->at.thread == "1764072000.000100");
}

TEST_CASE("an action of a person's is a message", "[slack][inbound]") {
  CHECK(event_as<usher::Message>(received("event_message_me.json")).mention);
}

TEST_CASE("Usher's name alone is a message to it", "[slack][inbound]") {
  const auto out = with("event_app_mention.json", R"({"text":"<@U0USHER>"})");
  REQUIRE(out);
  CHECK(event_as<usher::Message>(*out).mention);
  CHECK(event_as<usher::Message>(*out).text.empty());
}

TEST_CASE("an edit of what was said to Usher names the first event", "[slack][inbound]") {
  const Received out = received("event_message_changed.json");
  const auto& edited = event_as<Edited>(out);
  CHECK(edited.first == received("event_message_mention.json").event->id);
  CHECK(std::get<Command>(edited.now).args == "50");
  CHECK(edited.said == noon);
  CHECK(out.event->id == "Ev0CHG1");
  CHECK(out.event->who.id == "U0ADA");
  CHECK_FALSE(out.event->ack_carries);
  const Received in_thread = received("event_message_changed_thread.json");
  CHECK(std::get<usher::Message>(event_as<Edited>(in_thread).now).text == "thanks");
  CHECK(in_thread.event->at.thread == "1764070000.000100");
}

TEST_CASE("what was not said to Usher stays unanswered when it is edited", "[slack][inbound]") {
  CHECK(dropped("event_message_changed_overheard.json") == "not said to us");
}

TEST_CASE("a preview of a link changes nothing that was said", "[slack][inbound]") {
  CHECK(dropped("event_message_changed_unfurled.json") == "no new words");
}

TEST_CASE("our own edits are dropped", "[slack][inbound]") {
  CHECK(dropped("event_message_changed_own.json") == "our own");
}

TEST_CASE("a deleted message names the first event and its author", "[slack][inbound]") {
  const Received out = received("event_message_deleted.json");
  CHECK(event_as<Deleted>(out).first == "C0NEPS/1764072000.000100");
  CHECK(out.event->id == "Ev0DEL2");
  CHECK(out.event->who.id == "U0ADA");
  const Received bare = received("event_message_deleted_bare.json");
  CHECK(event_as<Deleted>(bare).first == "C0NEPS/1764072000.000100");
  CHECK(bare.event->who.id.empty());
  CHECK(dropped("event_message_deleted_own.json") == "our own");
}

TEST_CASE("a thread whose root is deleted has lost what was said", "[slack][inbound]") {
  const Received out = received("event_message_tombstone.json");
  CHECK(event_as<Deleted>(out).first == "C0NEPS/1764072000.000100");
  CHECK(out.event->who.id == "U0ADA");
}

TEST_CASE("a conversation that is made private or public has changed", "[slack][inbound]") {
  const Received closed = received("event_channel_convert_to_private.json");
  CHECK(event_as<RoomChanged>(closed).how == RoomChanged::How::converted);
  CHECK(event_as<RoomChanged>(closed).now == "private");
  CHECK(closed.event->at.room == "C0NEPS");
  CHECK(closed.event->id == "Ev0CNVPRI");
  CHECK(event_as<RoomChanged>(received("event_channel_convert_to_public.json")).now == "public");
}

TEST_CASE("a message without what names it is malformed", "[slack][inbound]") {
  for (const std::string_view changes :
       {R"({"channel":null})", R"({"channel":"C 1"})", R"({"ts":null})", R"({"ts":"yesterday"})",
        R"({"user":null})", R"({"user":7})", R"({"ts":"1764072000"})"}) {
    const auto out = with("event_message.json", changes);
    INFO(changes);
    REQUIRE_FALSE(out);
    CHECK(out.error() == errc::malformed);
  }
  CHECK_FALSE(with("event_message_changed.json", R"({"message":null})"));
  CHECK_FALSE(with("event_message_deleted.json", R"({"deleted_ts":null})"));
}
