// tests/slack/send_lookup_ways_test.cpp: a post that has several ways is looked for on each before that one is taken (again).
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_lookup_rig.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

constexpr const char* root = "1764072000.000100";

Pending uncertain_in_thread() {
  Pending out = uncertain();
  out.to.place.thread = root;
  return out;
}

}  // namespace

TEST_CASE("what went to the room because its thread was gone is found in the room", "[lookup]") {
  SlackRig rig;
  rig.no("conversations.replies", "thread_not_found")
      .ok("conversations.history", page(message(rig, 7, "1764072009.000100")));
  const auto receipt = rig.deliver(uncertain_in_thread());
  REQUIRE(receipt);
  CHECK(receipt->ref == "1764072009.000100");
  CHECK(receipt->at == Place{"slack:T1", "C1", ""});
  CHECK(rig.peer.done());
}

TEST_CASE("where neither the thread nor the room has it, it is posted once", "[lookup]") {
  SlackRig rig;
  rig.no("conversations.replies", "thread_not_found")
      .ok("conversations.history", page(""))
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072009.000100")");
  CHECK(rig.deliver(uncertain_in_thread())->at.thread.empty());
  CHECK_FALSE(rig.sent(2).contains("thread_ts"));
  CHECK(rig.peer.done());
}

TEST_CASE(
    "a thread that can be read and takes no reply sends the look-up to the room", "[lookup]"
) {
  SlackRig rig;
  rig.ok("conversations.replies", page(said(root)))
      .no("chat.postMessage", "cannot_reply_to_message")
      .ok("conversations.history", page(message(rig, 7, "1764072009.000100")));
  CHECK(rig.deliver(uncertain_in_thread())->ref == "1764072009.000100");
  CHECK(rig.peer.done());
}

TEST_CASE("a thread in a room that Usher has left does not hide the response_url", "[lookup]") {
  SlackRig rig;
  rig.no("chat.postMessage", "not_in_channel").no("chat.postMessage", "not_in_channel");
  rig.peer.expect("POST /r").reply(200, {}, "ok");
  Pending post = pressed(rig, post_to("C1", "Hello"));
  post.to.place.thread = root;
  CHECK(rig.deliver(post)->ref == "r:");
  CHECK(rig.sent(2).at("response_type").as_string() == "in_channel");
  CHECK(rig.peer.done());
}

TEST_CASE("what only one person sees needs no look-up, and waits for none", "[lookup]") {
  SlackRig rig;
  rig.ok("chat.postEphemeral", R"("message_ts":"1764072000.000300")");
  CHECK(rig.deliver(uncertain_for_one())->ref == "e:1764072000.000300");
  CHECK(rig.peer.done());
}

TEST_CASE(
    "what went to one person directly is found there, as a message like any other", "[lookup]"
) {
  SlackRig rig;
  rig.no("chat.postEphemeral", "user_not_in_channel")
      .ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("conversations.history", page(message(rig, 7, "1764072001.000100")));
  const auto receipt = rig.deliver(uncertain_for_one());
  REQUIRE(receipt);
  CHECK(receipt->ref == "1764072001.000100");
  CHECK(receipt->at == Place{"slack:T1", "D1", ""});
  CHECK(rig.peer.done());
}

TEST_CASE(
    "whom Slack lets nobody write to directly is reached where that is possible", "[lookup]"
) {
  SlackRig rig;
  rig.no("chat.postEphemeral", "thread_not_found");
  rig.peer.expect("POST /r").reply(200, {}, "ok");
  CHECK(rig.deliver(pressed(rig, uncertain_for_one()))->ref == "e:");
  rig.no("chat.postEphemeral", "user_not_in_channel").no("conversations.open", "cannot_dm_bot");
  CHECK(rig.deliver(uncertain_for_one()).error().why == errc::not_found);
  rig.no("chat.postEphemeral", "user_not_in_channel").expect("conversations.open", "", {}, 503);
  CHECK(is_transient(rig.deliver(uncertain_for_one()).error().why));
  CHECK(rig.peer.done());
}

TEST_CASE("a guard is asked after the look-up, right before what is sent", "[lookup]") {
  const auto guarded = [] {
    Pending out = uncertain();
    out.guard.is_private = true;
    return out;
  };
  SlackRig rig;
  rig.ok("conversations.history", page(""))
      .ok("conversations.info", R"("channel":{"id":"C1","is_private":true})")
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072009.000100")");
  CHECK(rig.deliver(guarded()));
  // What is there already is there, whatever has become of the room since.
  rig.clock.advance(std::chrono::seconds(1));
  SlackRig other;
  other.ok("conversations.history", page(message(other, 7, "1764072009.000100")));
  CHECK(other.deliver(guarded()));
  CHECK(rig.peer.done());
  CHECK(other.peer.done());
}

TEST_CASE("a private answer of which nobody knows whether it came is given again", "[lookup]") {
  SlackRig rig;
  rig.expect("chat.postEphemeral", "", {}, 503)
      .ok("chat.postEphemeral", R"("message_ts":"1764072000.000300")");
  Pending post = uncertain_for_one();
  post.uncertain = false;
  CHECK(rig.deliver(post).error().why == errc::uncertain);
  post.uncertain = true;
  CHECK(rig.deliver(post)->ref == "e:1764072000.000300");
  CHECK(rig.peer.done());
}

TEST_CASE(
    "a time-out uses a response_url up by one, and at the fifth another way is taken", "[lookup]"
) {
  SlackRig rig;
  for (int i = 0; i < 5; ++i) rig.peer.expect("POST /r").reply(503, {}, "");
  Pending post = pressed(rig, uncertain_for_one(""));
  for (int i = 0; i < 5; ++i) CHECK(rig.deliver(post).error().why == errc::uncertain);
  rig.ok("chat.postEphemeral", R"("message_ts":"1764072000.000300")");
  CHECK(rig.deliver(post)->ref == "e:1764072000.000300");
  CHECK(rig.peer.done());
}
