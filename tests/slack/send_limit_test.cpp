// tests/slack/send_limit_test.cpp: what a rate limit holds back, and what it does not.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;
using std::chrono::seconds;

namespace {

Pending to_ada(Audience audience, std::string room = "") {
  Pending out = post_to(std::move(room), "Hello");
  out.audience = audience;
  out.to.people = {"U1"};
  return out;
}
Setback limited(SlackRig& rig, std::string_view method, Pending pending) {
  rig.expect(method, "", {{"Retry-After", "9"}}, 429);
  const auto out = rig.deliver(std::move(pending));
  REQUIRE_FALSE(out);
  CHECK(out.error().why == errc::rate_limited);
  CHECK(out.error().retry_after == seconds(9));
  return out.error();
}

}  // namespace

TEST_CASE("a 429 of what all such rows need first holds all of them back", "[limit]") {
  SlackRig rig;
  CHECK_FALSE(limited(rig, "chat.postMessage", post_to("C1", "Hello")).alone);
  Pending home = to_ada(Audience::direct);
  home.kind = Pending::Kind::home;
  CHECK_FALSE(limited(rig, "views.publish", home).alone);
}

TEST_CASE("a 429 of what this row alone needed holds back no other", "[limit]") {
  {
    SlackRig rig;
    CHECK(limited(rig, "conversations.open", to_ada(Audience::direct)).alone);
  }
  {
    SlackRig rig;
    Pending uncertain = post_to("C1", "Hello");
    uncertain.uncertain = true;
    CHECK(limited(rig, "conversations.history", uncertain).alone);
  }
  {
    SlackRig rig;
    Pending guarded = post_to("C1", "Hello");
    guarded.guard.is_private = true;
    CHECK(limited(rig, "conversations.info", guarded).alone);
  }
  {
    SlackRig rig;
    CHECK(limited(rig, "chat.postEphemeral", to_ada(Audience::only_you, "C1")).alone);
  }
}

TEST_CASE("what is held goes out for nobody, and everything else goes on", "[limit]") {
  SlackRig rig;
  limited(rig, "chat.postMessage", post_to("C1", "Hello"));
  Pending report = post_to("C2", "A report");
  report.id = 8;
  report.lane = Lane::report;
  CHECK(rig.deliver(report).error().retry_after == seconds(9));
  CHECK(rig.requests() == 1);
  rig.ok("chat.postEphemeral", R"("message_ts":"1764072000.000100")");
  CHECK(rig.deliver(to_ada(Audience::only_you, "C1")));
  rig.clock.advance(std::chrono::milliseconds(8999));
  CHECK(rig.deliver(report).error().retry_after == std::chrono::milliseconds(1));
  rig.clock.advance(std::chrono::milliseconds(1));
  rig.ok("chat.postMessage", R"("channel":"C2","ts":"1764072009.000100")");
  CHECK(rig.deliver(report));
  CHECK(rig.peer.done());
}

TEST_CASE("a long message waits between its parts as well, and goes on where it was", "[limit]") {
  SlackRig rig;
  Pending post = post_to("C1", "Hello");
  post.doc = {};
  for (int i = 0; i < 60; ++i) post.doc.paragraph({phrase(std::string(100, 'x'))});
  rig.ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000100")");
  limited(rig, "chat.postMessage", post);
  CHECK(rig.deliver(post).error().why == errc::rate_limited);
  CHECK(rig.requests() == 2);
  rig.clock.advance(seconds(9));
  rig.ok("chat.postMessage", R"("channel":"C1","ts":"1764072001.000100")");
  const auto receipt = rig.deliver(post);
  REQUIRE(receipt);
  CHECK(receipt->ref == "1764072000.000100,1764072001.000100");
}

TEST_CASE("a form that Slack will not open in time waits behind a button, at once", "[limit]") {
  SlackRig rig;
  Pending open;
  open.id = 7;
  open.kind = Pending::Kind::open;
  open.to.place.space = "slack:T1";
  open.to.people = {"U1"};
  open.form.id = "test";
  Way way;
  way.trigger = "1.2.three";
  way.at = noon;
  open.route = way.route();
  rig.expect("views.open", "", {{"Retry-After", "9"}}, 429)
      .ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")");
  CHECK(rig.deliver(open));
  CHECK(rig.peer.done());

  // One that can still be opened then is.
  SlackRig soon;
  soon.expect("views.open", "", {{"Retry-After", "1"}}, 429).ok("views.open");
  const auto first = soon.deliver(open);
  REQUIRE_FALSE(first);
  CHECK(first.error().alone);
  soon.clock.advance(seconds(1));
  CHECK(soon.deliver(open));
  CHECK(soon.peer.done());
}
