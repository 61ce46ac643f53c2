// tests/slack/api_limit_test.cpp: rate limits of which Slack does not say how long, and words of Slack's that go into logs.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

std::expected<json::object, Refusal> post(SlackRig& rig) {
  return rig.run(rig.api.call("chat.postMessage", {{"channel", "C1"}, {"text", "hello"}}));
}
milliseconds rest(SlackRig& rig) {
  const auto answer = post(rig);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().why == errc::rate_limited);
  rig.clock.advance(answer.error().retry_after);
  return answer.error().retry_after;
}

}  // namespace

TEST_CASE(
    "429 upon 429 without a time: the method is asked less and less, until it answers", "[api]"
) {
  SlackRig rig;
  for (int i = 0; i < 4; ++i) rig.expect("chat.postMessage", "", {}, 429);
  rig.ok("chat.postMessage").expect("chat.postMessage", "", {}, 429);
  for (const int expected : {1, 2, 4, 8}) CHECK(rest(rig) == seconds(expected));
  CHECK(post(rig));
  CHECK(rest(rig) == seconds(1));
  CHECK(rig.peer.done());
}

TEST_CASE(
    "a time that Slack says is taken as it is, also after some that it did not say", "[api]"
) {
  SlackRig rig;
  rig.expect("chat.postMessage", "", {}, 429)
      .expect("chat.postMessage", "", {}, 429)
      .expect("chat.postMessage", "", {{"Retry-After", "3"}}, 429);
  CHECK(rest(rig) == seconds(1));
  CHECK(rest(rig) == seconds(2));
  CHECK(rest(rig) == seconds(3));
}

TEST_CASE("a workspace that may write no more is left alone for minutes", "[api]") {
  SlackRig rig;
  rig.no("chat.postMessage", "message_limit_exceeded").ok("users.info");
  CHECK(rest(rig) == std::chrono::minutes(5));
  CHECK(rig.run(rig.api.call("users.info", {})));
}

TEST_CASE("of Slack's words nothing gets into a log that is none", "[api]") {
  SlackRig rig;
  const std::string line = R"({"ok":false,"error":"bad\nslack: all is \u001b[31mwell)" +
                           std::string(500, 'x') + R"(","needed":"chat:write,\tim:read"})";
  rig.expect("chat.postMessage", line)
      .expect("users.info", R"({"ok":false,"error":"日本","needed":7})");
  const auto answer = post(rig);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().error.starts_with("badslack:allis[31mwellx"));
  CHECK(answer.error().error.size() <= 100);
  CHECK(answer.error().needed == "chat:write,im:read");
  CHECK(answer.error().why == errc::refused);
  const auto other = rig.run(rig.api.call("users.info", {}));
  CHECK(other.error().error.empty());
  CHECK(other.error().needed.empty());
}
