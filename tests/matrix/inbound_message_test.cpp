// tests/matrix/inbound_message_test.cpp: what is said on Matrix, and what becomes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

TEST_CASE("a room's messages are heard, notices and pictures are not", "[matrix][inbound]") {
  CHECK(
      outcomes(all_received("sync_said.json")) ==
      std::vector<std::string>{
          "message [Is NEP 18 (https://numpy.org/neps/nep-0018.html) accepted?]",
          "command nep [0]",
          "message [waves]",
          "dropped: a notice",
          "dropped: no text",
          "command nep [0]",
          "command nep [18]",
          "command nep [47]",
          "command nep [50]",
      }
  );
}

TEST_CASE("a message is an event with its way back", "[matrix][inbound]") {
  const RoomEvent said = text("!nep 0");
  const Received out = received(said);
  REQUIRE(out.event);
  CHECK(out.event->id == "$event");
  CHECK(out.event->at == Place{"matrix:localhost", "!room", ""});
  CHECK(out.event->who.id == "@ada:localhost");
  CHECK_FALSE(out.event->ack_carries);
  const Way way = Way::of(out.event->route);
  CHECK(way.room == "!room");
  CHECK(way.event == "$event");
  CHECK(way.thread.empty());
  CHECK_FALSE(way.related);
  CHECK_FALSE(way.direct);
  CHECK(way.at == std::chrono::floor<std::chrono::seconds>(noon));
  CHECK(out.way.event == way.event);
}

TEST_CASE("what is said in a thread is answered there, and begins none", "[matrix][inbound]") {
  const auto all = all_received("sync_said.json");
  const std::string root = all[0].event->id;
  for (const std::size_t at : {std::size_t{7}, std::size_t{8}}) {
    CHECK(all[at].event->at.thread == root);
    CHECK(all[at].way.thread == root);
    CHECK(all[at].way.related);
  }
  // A thread's reply for clients without threads is no reply; a reply within one is.
  CHECK(all[7].reply_to.empty());
  CHECK(all[8].reply_to == root);
}

TEST_CASE("a reply is no thread, and says what it answers", "[matrix][inbound]") {
  const auto all = all_received("sync_said.json");
  CHECK(all[6].reply_to == all[1].event->id);
  CHECK(all[6].event->at.thread.empty());
  CHECK_FALSE(all[6].way.related);
}

TEST_CASE("what is said in answer to a message says so", "[matrix][inbound]") {
  const auto is_reply = [](const std::string& relation) {
    const Received out = received(
        message(R"({"msgtype":"m.text","body":"With pip?","m.relates_to":)" + relation + "}")
    );
    const auto* said = out.event ? out.event->as<usher::Message>() : nullptr;
    REQUIRE(said != nullptr);
    return said->reply;
  };
  CHECK(is_reply(R"({"m.in_reply_to":{"event_id":"$x"}})"));
  CHECK(is_reply(R"({"rel_type":"m.thread","event_id":"$r","m.in_reply_to":{"event_id":"$x"}})"));
  CHECK_FALSE(is_reply(
      R"({"rel_type":"m.thread","event_id":"$r","is_falling_back":true,"m.in_reply_to":{"event_id":"$x"}})"
  ));
  CHECK_FALSE(is_reply("{}"));
}

TEST_CASE("no thread is begun on what relates to something else", "[matrix][inbound]") {
  const Received out = received(message(
      R"({"msgtype":"m.text","body":"!nep 0","m.relates_to":{"rel_type":"m.reference","event_id":"$x"}})"
  ));
  CHECK(outcome(out) == "command nep [0]");
  CHECK(out.way.related);
  CHECK(out.way.thread.empty());
}

TEST_CASE("an emote can be a command", "[matrix][inbound]") {
  CHECK(
      outcome(received(message(R"({"msgtype":"m.emote","body":"!nep 0"})"))) == "command nep [0]"
  );
}

TEST_CASE(
    "a notice is nothing to answer, even with a command or our name in it", "[matrix][inbound]"
) {
  CHECK(
      outcome(received(message(
          R"({"msgtype":"m.notice","body":"@usher !nep 0","m.mentions":{"user_ids":["@usher:localhost"]}})"
      ))) == "dropped: a notice"
  );
  CHECK(
      outcome(received(message(R"({"msgtype":"m.notice","body":"!nep 0"})"), true)) ==
      "dropped: a notice"
  );
}

TEST_CASE(
    "m.mentions without Usher is no mention, but who types its name first is heard",
    "[matrix][inbound]"
) {
  CHECK(
      outcome(received(message(R"({"msgtype":"m.text","body":"is Usher there?","m.mentions":{}})"))
      ) == "message [is Usher there?]"
  );
  CHECK(
      outcome(received(
          message(R"({"msgtype":"m.text","body":"@usher:localhost: nep 0","m.mentions":{}})")
      )) == "command nep [0]"
  );
  CHECK(
      outcome(received(message(
          R"({"msgtype":"m.text","body":"is Usher there?","m.mentions":{"user_ids":["@usher:localhost"]}})"
      ))) == "message [is Usher there?] mention"
  );
}

TEST_CASE("a pill that calls Usher by an old name is still its address", "[matrix][inbound]") {
  CHECK(
      outcome(received(message(
          R"({"msgtype":"m.text","body":"Doorman nep 0","m.mentions":{"user_ids":["@usher:localhost"]},)"
          R"("formatted_body":"<a href=\"https://matrix.to/#/@usher:localhost\">Doorman</a> nep 0"})"
      ))) == "command nep [0]"
  );
}

TEST_CASE("in the conversation with Usher everything is for it", "[matrix][inbound]") {
  const Received out = received(text("nep 0"), true);
  CHECK(outcome(out) == "command nep [0]");
  CHECK(Way::of(out.event->route).direct);
  CHECK(outcome(received(text("thank you"), true)) == "message [thank you] direct");
}

TEST_CASE(
    "an answer to a secret question is marked, in the conversation alone", "[matrix][inbound]"
) {
  CHECK(received(text("my secret"), true, true).event->as<usher::Message>()->answers_secret);
  CHECK(received(text("!nep 0"), true, true).event->as<Command>()->answers_secret);
  CHECK_FALSE(received(text("my secret"), true, false).event->as<usher::Message>()->answers_secret);
  CHECK_FALSE(received(text("my secret"), false, true).event->as<usher::Message>()->answers_secret);
}

TEST_CASE("what is our own, taken back, empty or a state is dropped", "[matrix][inbound]") {
  RoomEvent ours = text("!nep 0");
  ours.sender = "@usher:localhost";
  CHECK(outcome(received(ours)) == "dropped: our own");
  RoomEvent gone = text("");
  gone.redacted = true;
  CHECK(outcome(received(gone)) == "dropped: taken back");
  CHECK(outcome(received(text(" \u200b "))) == "dropped: empty");
  RoomEvent state = text("!nep 0");
  state.state_key = "";
  CHECK(outcome(received(state)) == "dropped: a state event");
  RoomEvent stripped = text("!nep 0");
  stripped.id.clear();
  CHECK(outcome(received(stripped)) == "dropped: no event");
  CHECK(outcome(received(message(R"({"body":"!nep 0"})"))) == "dropped: no text");
}

TEST_CASE("what is encrypted is counted, and nothing else", "[matrix][inbound]") {
  const auto all = all_received("sync_encrypted.json");
  REQUIRE(all.size() == 2);
  CHECK(outcome(all[0]) == "dropped: nothing to answer");  // m.room.encryption: the rooms' business
  CHECK_FALSE(all[0].encrypted);
  CHECK(all[1].encrypted);
  CHECK_FALSE(all[1].event);
}
