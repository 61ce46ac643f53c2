// tests/slack/send_test.cpp: rows of the outbox become calls, in the plan's order.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

Route by(std::string response_url, sys_seconds at = noon) {
  Way way;
  way.response_url = std::move(response_url);
  way.channel = "C1";
  way.at = at;
  return way.route();
}

// More than one message holds.
Pending long_post() {
  Pending out = post_to("C1", "");
  out.doc = {};
  for (int i = 0; i < 30; ++i)
    out.doc.paragraph({phrase(std::string(900, 'a') + " " + std::to_string(i))});
  return out;
}

}  // namespace

TEST_CASE("a post goes to its room with its marks, and says where it went", "[send]") {
  SlackRig rig;
  rig.ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000100")");
  Pending post = post_to("C1", "Hello");
  post.event = "C1/1764071999.000100";
  const auto receipt = rig.deliver(post);
  REQUIRE(receipt);
  CHECK(receipt->at == Place{"slack:T1", "C1", ""});
  CHECK(receipt->ref == "1764072000.000100");
  const json::object sent = rig.sent(0);
  CHECK(sent.at("channel").as_string() == "C1");
  CHECK(sent.at("unfurl_links").as_bool() == false);
  const auto mark = mark_of(sent);
  REQUIRE(mark);
  CHECK(*mark == Mark{rows::installation(*rig.store.db), 7, 0, "C1/1764071999.000100", false});
}

TEST_CASE("a post in a thread says which", "[send]") {
  SlackRig rig;
  rig.ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000200")");
  Pending post = post_to("C1", "Hello");
  post.to.place.thread = "1764072000.000100";
  const auto receipt = rig.deliver(post);
  CHECK(rig.sent(0).at("thread_ts").as_string() == "1764072000.000100");
  CHECK(receipt->at.thread == "1764072000.000100");
}

TEST_CASE(
    "a direct message opens the conversation once, and is recorded as being there", "[send]"
) {
  SlackRig rig;
  rig.ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000200")");
  Pending post = post_to("", "Hello");
  post.audience = Audience::direct;
  post.to.people = {"U1"};
  const auto receipt = rig.deliver(post);
  REQUIRE(receipt);
  CHECK(receipt->at.room == "D1");
  post.id = 8;
  CHECK(rig.deliver(post));
  CHECK(rig.peer.done());
  CHECK(rig.sent(1).at("channel").as_string() == "D1");
}

TEST_CASE("who was deactivated is not written to, and Slack is not asked", "[send]") {
  SlackRig rig;
  Known gone;
  gone.person.id = "U1";
  gone.active = false;
  gone.at = noon;
  rows::keep_person(*rig.store.db, gone);
  Pending post = post_to("", "Hello");
  post.audience = Audience::direct;
  post.to.people = {"U1"};
  CHECK(rig.deliver(post).error().why == errc::not_found);
  CHECK(rig.requests() == 0);
}

TEST_CASE("a 429 is handed on with its time", "[send]") {
  SlackRig rig;
  rig.expect("chat.postMessage", "", {{"Retry-After", "9"}}, 429);
  const auto receipt = rig.deliver(post_to("C1", "Hello"));
  CHECK(receipt.error().why == errc::rate_limited);
  CHECK(receipt.error().retry_after == std::chrono::seconds(9));
}

TEST_CASE("of a long message, the parts that went out are not sent again", "[send]") {
  SlackRig rig;
  rig.ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000100")")
      .expect("chat.postMessage", "", {{"Retry-After", "1"}}, 429);
  CHECK(rig.deliver(long_post()).error().why == errc::rate_limited);
  const auto first = mark_of(rig.sent(0));
  CHECK(first->part == 0);
  rig.clock.advance(std::chrono::seconds(1));
  rig.ok("chat.postMessage", R"("channel":"C1","ts":"1764072001.000100")");
  std::size_t parts = 2;
  // As many as it takes.
  for (; parts < render(long_post().doc, "k").size(); ++parts)
    rig.ok(
        "chat.postMessage",
        R"("channel":"C1","ts":"176407200)" + std::to_string(parts) + R"(.000100")"
    );
  const auto receipt = rig.deliver(long_post());
  REQUIRE(receipt);
  CHECK(receipt->ref.starts_with("1764072000.000100,1764072001.000100"));
  CHECK(mark_of(rig.sent(2))->part == 1);
  CHECK(rig.peer.done());
}

TEST_CASE(
    "an answer goes by response_url where Usher is not in the room, and is counted", "[send]"
) {
  SlackRig rig;
  for (int i = 0; i < 6; ++i) {
    rig.no("chat.postMessage", "not_in_channel");
    if (i < 5) rig.peer.expect("POST /r").reply(200, {}, "ok");
  }
  Pending post = post_to("C1", "Hello");
  post.route = by(rig.peer.url("/r"));
  for (int i = 0; i < 5; ++i) {
    post.id = i + 1;
    const auto receipt = rig.deliver(post);
    REQUIRE(receipt);
    CHECK(receipt->ref.starts_with("r:"));
    CHECK(receipt->at.room == "C1");
  }
  post.id = 6;
  CHECK(rig.deliver(post).error().why == errc::not_found);
  CHECK(rig.peer.done());
}

TEST_CASE("after half an hour a response_url is not tried", "[send]") {
  SlackRig rig;
  rig.no("chat.postMessage", "not_in_channel");
  Pending post = post_to("C1", "Hello");
  post.route = by(rig.peer.url("/r"), noon - std::chrono::minutes(31));
  CHECK(rig.deliver(post).error().why == errc::not_found);
  CHECK(rig.requests() == 1);
}

TEST_CASE(
    "what is for one person in a room goes on to the next way where one is closed", "[send]"
) {
  SlackRig rig;
  rig.peer.expect("POST /r").reply(404, {}, R"({"ok":false,"error":"expired_url"})");
  rig.no("chat.postEphemeral", "user_not_in_channel")
      .ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")");
  Pending post = post_to("C1", "Hello");
  post.audience = Audience::only_you;
  post.to.people = {"U1"};
  post.route = by(rig.peer.url("/r"));
  const auto receipt = rig.deliver(post);
  REQUIRE(receipt);
  CHECK(receipt->at.room == "D1");
  CHECK(rig.peer.done());
  // The address is known to be over.
  rig.ok("chat.postEphemeral", R"("message_ts":"1764072000.000200")");
  post.id = 8;
  const auto second = rig.deliver(post);
  REQUIRE(second);
  CHECK(second->ref == "e:1764072000.000200");
  CHECK(second->at.room == "C1");
}

TEST_CASE("a refusal ends the attempt with what it means", "[send]") {
  const auto why = [](const char* word) {
    SlackRig rig;
    rig.no("chat.postMessage", word);
    return rig.deliver(post_to("C1", "Hello")).error().why;
  };
  CHECK(why("is_archived") == errc::not_found);
  CHECK(why("invalid_auth") == errc::unauthorized);
  CHECK(why("missing_scope") == errc::unauthorized);
  CHECK(why("msg_too_long") == errc::too_large);
  CHECK(why("internal_error") == errc::uncertain);
  CHECK(why("something_new") == errc::refused);
}

TEST_CASE("what is so already is done", "[send]") {
  SlackRig rig;
  rig.no("reactions.add", "already_reacted").no("chat.delete", "message_not_found");
  Pending react = post_to("C1", "");
  react.kind = Pending::Kind::react;
  react.ref = "1764072000.000100";
  react.emoji = "👍";
  CHECK(rig.deliver(react));
  CHECK(rig.sent(0).at("timestamp").as_string() == "1764072000.000100");
  Pending retract = post_to("C1", "");
  retract.kind = Pending::Kind::retract;
  retract.ref = "1764072000.000100";
  const auto gone = rig.deliver(retract);
  REQUIRE(gone);
  CHECK(gone->ref == "1764072000.000100");
  // What only one person saw is gone when they look away.
  retract.ref = "e:1764072000.000300";
  CHECK(rig.deliver(retract));
  CHECK(rig.requests() == 2);
}

TEST_CASE("an edit changes its message and keeps its reference", "[send]") {
  SlackRig rig;
  rig.ok("chat.update", R"("channel":"C1","ts":"1764072000.000100")")
      .no("chat.update", "cant_update_message")
      .no("chat.update", "message_not_found");
  Pending edit = post_to("C1", "Now this");
  edit.kind = Pending::Kind::edit;
  edit.ref = "1764072000.000100";
  const auto receipt = rig.deliver(edit);
  REQUIRE(receipt);
  CHECK(receipt->ref == edit.ref);
  CHECK(rig.deliver(edit).error().why == errc::refused);
  CHECK(rig.deliver(edit).error().why == errc::not_found);
}

TEST_CASE("a home page is published for its person", "[send]") {
  SlackRig rig;
  rig.ok("views.publish");
  Pending home = post_to("", "Home");
  home.kind = Pending::Kind::home;
  home.to.people = {"U1"};
  CHECK(rig.deliver(home));
  CHECK(rig.sent(0).at("user_id").as_string() == "U1");
  CHECK(rig.sent(0).at("view").as_object().at("type").as_string() == "home");
}
