// tests/slack/send_guard_test.cpp: a post that is guarded goes to the room that its guard describes, or nowhere.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

Pending guarded(std::vector<std::string> members = {"U1", "U2"}) {
  Pending out = post_to("C1", "A report");
  out.lane = Lane::report;
  out.guard = {.is_private = true, .not_shared = true, .members = std::move(members)};
  return out;
}
SlackRig& room(SlackRig& rig, std::string_view what) {
  return rig.ok("conversations.info", R"("channel":{"id":"C1",)" + std::string(what) + "}");
}
constexpr const char* closed = R"("is_private":true,"is_ext_shared":false)";

}  // namespace

TEST_CASE("a private room with nobody else in it gets the post", "[guard]") {
  SlackRig rig;
  room(rig, closed)
      .ok("conversations.members",
          R"("members":["U1","U0"],"response_metadata":{"next_cursor":"n"})");
  rig.ok("conversations.members", R"("members":["U2"])")
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000100")");
  CHECK(rig.deliver(guarded()));
  CHECK(rig.peer.done());
  CHECK(rig.body(2).contains("cursor=n"));
}

TEST_CASE("a room that is public, shared, or has somebody else in it does not", "[guard]") {
  for (const char* what :
       {R"("is_private":false)", R"("name":"x")", R"("is_private":true,"is_ext_shared":true)",
        R"("is_private":true,"is_org_shared":true)", R"("is_private":true,"is_shared":true)",
        R"("is_private":true,"is_pending_ext_shared":true)"}) {
    SlackRig rig;
    room(rig, what);
    CHECK(rig.deliver(guarded()).error().why == errc::guard_failed);
    CHECK(rig.peer.done());
  }
  SlackRig rig;
  room(rig, closed).ok("conversations.members", R"("members":["U1","U3","U0"])");
  CHECK(rig.deliver(guarded()).error().why == errc::guard_failed);
  CHECK(rig.peer.done());
}

TEST_CASE("what cannot be asked is not sent, and tried again", "[guard]") {
  SlackRig rig;
  rig.expect("conversations.info", "", {}, 500);
  CHECK(rig.deliver(guarded()).error().why == errc::unavailable);
  room(rig, closed).expect("conversations.members", "", {}, 500);
  CHECK(rig.deliver(guarded()).error().why == errc::unavailable);
  rig.ok("conversations.info");
  CHECK(rig.deliver(guarded()).error().why == errc::malformed);
  room(rig, closed).ok("conversations.members", R"("members":[7])");
  CHECK(rig.deliver(guarded()).error().why == errc::malformed);
  CHECK(rig.peer.done());
}

TEST_CASE("a guarded post takes no way around its room", "[guard]") {
  SlackRig rig;
  room(rig, closed)
      .ok("conversations.members", R"("members":["U1"])")
      .no("chat.postMessage", "not_in_channel");
  Pending post = guarded();
  Way way;
  way.response_url = rig.peer.url("/r");
  way.channel = "C1";
  way.at = noon;
  post.route = way.route();
  CHECK(rig.deliver(post).error().why == errc::not_found);
  CHECK(rig.peer.done());
}

TEST_CASE("a guarded direct message is asked about as well", "[guard]") {
  SlackRig rig;
  rig.ok("conversations.open", R"("channel":{"id":"D1"})")
      .ok("conversations.info", R"("channel":{"id":"D1","is_im":true})")
      .ok("conversations.members", R"("members":["U1","U0"])")
      .ok("chat.postMessage", R"("channel":"D1","ts":"1764072000.000100")");
  Pending post = guarded({"U1"});
  post.to = {.place = {"slack:T1", "", ""}, .people = {"U1"}};
  post.audience = Audience::direct;
  CHECK(rig.deliver(post));
  post.guard.members = {"U2"};
  post.id = 8;
  rig.ok("conversations.info", R"("channel":{"id":"D1","is_im":true})")
      .ok("conversations.members", R"("members":["U1","U0"])");
  CHECK(rig.deliver(post).error().why == errc::guard_failed);
  CHECK(rig.peer.done());
}

TEST_CASE("a guard that asks less is asked less", "[guard]") {
  SlackRig rig;
  room(rig, R"("is_private":false)")
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000100")");
  Pending post = guarded({});
  post.guard.is_private = false;
  CHECK(rig.deliver(post));
  CHECK(rig.peer.done());
}
