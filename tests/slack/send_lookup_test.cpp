// tests/slack/send_lookup_test.cpp: what may be there already is looked for, so that nothing public is said twice.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_lookup_rig.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

TEST_CASE(
    "a post whose outcome is unknown is looked up and, where it is there, not repeated", "[lookup]"
) {
  SlackRig rig;
  rig.ok(
      "conversations.history",
      page(message(rig, 6, "1764072000.000050") + "," + message(rig, 7, "1764072000.000100"))
  );
  const auto receipt = rig.deliver(uncertain());
  REQUIRE(receipt);
  CHECK(receipt->ref == "1764072000.000100");
  CHECK(receipt->at == Place{"slack:T1", "C1", ""});
  CHECK(rig.peer.done());
  CHECK(rig.body(0).contains("include_all_metadata=true"));
  CHECK(rig.body(0).contains("channel=C1"));
}

TEST_CASE("where it is not there, it is sent; another database's rows are not ours", "[lookup]") {
  SlackRig rig;
  rig.ok("conversations.history",
         page(message(rig, 7, "1764072000.000100", 0, "", "ffffffffffffffff")))
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000200")");
  CHECK(rig.deliver(uncertain())->ref == "1764072000.000200");
}

TEST_CASE("a look-up reads page after page, no further back than the row is old", "[lookup]") {
  SlackRig rig;
  rig.store.db->run(
      "INSERT INTO "
      "outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,tell,"
      "payload,created) "
      "VALUES(7,'slack:T1','C1','','',1,0,1,'k','','','','',0,x'',?)",
      noon - std::chrono::hours(1)
  );
  rig.ok("conversations.history", page(message(rig, 5, "1.1"), "dXNlcg=="))
      .ok("conversations.history", page(message(rig, 7, "1764072000.000100")));
  CHECK(rig.deliver(uncertain())->ref == "1764072000.000100");
  CHECK(rig.body(0).contains(
      fmt::format("oldest={}.000000", (noon - std::chrono::minutes(65)).time_since_epoch().count())
  ));
  CHECK(rig.body(1).contains("cursor=dXNlcg%3D%3D"));
  CHECK(rig.peer.done());
}

TEST_CASE("a post in a thread is looked for there", "[lookup]") {
  SlackRig rig;
  rig.ok("conversations.replies", page(message(rig, 7, "1764072001.000100")));
  Pending post = uncertain();
  post.to.place.thread = "1764072000.000100";
  const auto receipt = rig.deliver(post);
  REQUIRE(receipt);
  CHECK(receipt->at.thread == "1764072000.000100");
  CHECK(rig.body(0).contains("ts=1764072000.000100"));
}

TEST_CASE("of a long message only the parts are sent that are not there", "[lookup]") {
  SlackRig rig;
  Pending post = uncertain();
  post.doc = {};
  for (int i = 0; i < 16; ++i) post.doc.paragraph({phrase(std::string(900, 'a'))});
  const std::size_t parts = render(post.doc, "k").size();
  REQUIRE(parts >= 2);
  rig.ok("conversations.history", page(message(rig, 7, "1764072000.000100")));
  for (std::size_t i = 1; i < parts; ++i)
    rig.ok("chat.postMessage", fmt::format(R"("channel":"C1","ts":"176407200{}.000100")", i));
  const auto receipt = rig.deliver(post);
  REQUIRE(receipt);
  CHECK(receipt->ref.starts_with("1764072000.000100,1764072001.000100"));
  CHECK(rig.peer.done());
}

TEST_CASE("while the look-up fails nothing is sent", "[lookup]") {
  SlackRig rig;
  rig.expect("conversations.history", "", {}, 503)
      .expect("conversations.history", "", {{"Retry-After", "4"}}, 429)
      .no("conversations.history", "missing_scope");
  CHECK(rig.deliver(uncertain()).error().why == errc::unavailable);
  CHECK(rig.deliver(uncertain()).error().why == errc::rate_limited);
  rig.clock.advance(std::chrono::seconds(4));
  CHECK(rig.deliver(uncertain()).error().why == errc::unauthorized);
  CHECK(rig.peer.done());
}

TEST_CASE(
    "what a 429 holds back is looked for, and not posted before its time is over", "[lookup]"
) {
  SlackRig rig;
  rig.expect("chat.postMessage", "", {{"Retry-After", "9"}}, 429)
      .ok("conversations.history", page(""))
      .ok("chat.postMessage", R"("channel":"C1","ts":"1764072000.000100")");
  CHECK(rig.deliver(post_to("C2", "Hello")).error().why == errc::rate_limited);
  const auto early = rig.deliver(uncertain());
  CHECK(early.error().why == errc::rate_limited);
  CHECK(early.error().retry_after == std::chrono::seconds(9));
  CHECK(rig.requests() == 2);
  rig.clock.advance(std::chrono::seconds(9));
  CHECK(rig.deliver(post_to("C1", "Hello")));
  CHECK(rig.peer.done());
}

TEST_CASE(
    "a room that Usher cannot look into hears nothing twice: the answer goes to the person alone",
    "[lookup]"
) {
  SlackRig rig;
  rig.no("conversations.history", "not_in_channel");
  rig.peer.expect("POST /r").reply(200, {}, "ok");
  CHECK(rig.deliver(pressed(rig, uncertain())));
  CHECK(rig.sent(1).at("response_type").as_string() == "ephemeral");
  // Without another way it is a dead letter, which the operator sees.
  rig.no("conversations.history", "not_in_channel");
  CHECK(rig.deliver(uncertain()).error().why == errc::not_found);
  CHECK(rig.peer.done());
}

TEST_CASE("an attempt of which nobody knows what became is looked up anew", "[lookup]") {
  SlackRig rig;
  rig.ok("conversations.history", page("")).expect("chat.postMessage", "", {}, 500);
  CHECK(rig.deliver(uncertain()).error().why == errc::uncertain);
  rig.clock.advance(std::chrono::seconds(1));
  rig.ok("conversations.history", page(message(rig, 7, "1764072000.000100")));
  CHECK(rig.deliver(uncertain())->ref == "1764072000.000100");
  CHECK(rig.peer.done());
}

TEST_CASE("what was sent a moment ago is given a moment to be seen", "[lookup]") {
  SlackRig rig;
  rig.settings.settle = std::chrono::milliseconds(50);
  rig.ok("conversations.history", page(message(rig, 7, "1764072000.000100")));
  const auto begun = std::chrono::steady_clock::now();
  CHECK(rig.deliver(uncertain()));
  CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(50));
}
