// tests/slack/api_test.cpp: what goes out, and what each answer means.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

std::expected<json::object, Refusal> call(
    SlackRig& rig, std::string method, json::object arguments = {}
) {
  return rig.run(rig.api.call(std::move(method), std::move(arguments)));
}

}  // namespace

TEST_CASE("what writes goes out as JSON with the bot's token in its header", "[api]") {
  SlackRig rig;
  rig.ok("chat.postMessage", R"("ts":"1.2","channel":"C1")");
  const auto answer = call(rig, "chat.postMessage", {{"channel", "C1"}, {"text", "hello"}});
  REQUIRE(answer);
  CHECK(answer->at("ts").as_string() == "1.2");
  const auto seen = rig.peer.seen();
  CHECK(net::find(seen[0].headers, "content-type") == "application/json; charset=utf-8");
  CHECK(net::find(seen[0].headers, "authorization") == "Bearer " + token("xoxb"));
  CHECK(rig.sent(0).at("text").as_string() == "hello");
  CHECK(rig.peer.done());
}

TEST_CASE("what reads goes out as a form, objects in it as JSON", "[api]") {
  SlackRig rig;
  rig.ok("users.info");
  CHECK(call(
      rig, "users.info",
      {{"user", "U1 &="},
       {"include_locale", true},
       {"n", 3},
       {"none", nullptr},
       {"o", json::array{1}}}
  ));
  CHECK(rig.body(0) == "user=U1%20%26%3D&include_locale=true&n=3&o=%5B1%5D");
  CHECK(
      net::find(rig.peer.seen()[0].headers, "content-type") == "application/x-www-form-urlencoded"
  );
}

TEST_CASE("a refusal carries Slack's word and the scope that it takes", "[api]") {
  SlackRig rig;
  rig.expect(
      "chat.postMessage",
      R"({"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"})"
  );
  const auto answer = call(rig, "chat.postMessage");
  REQUIRE_FALSE(answer);
  CHECK(answer.error().why == errc::unauthorized);
  CHECK(answer.error().error == "missing_scope");
  CHECK(answer.error().needed == "chat:write");
}

TEST_CASE("a 429 says when, with a JSON body, an empty one, or a page of HTML", "[api]") {
  for (const char* body : {R"({"ok":false,"error":"ratelimited"})", "", "<html>slow down</html>"}) {
    SlackRig rig;
    rig.expect("chat.postMessage", body, {{"Retry-After", "7"}}, 429);
    const auto answer = call(rig, "chat.postMessage");
    REQUIRE_FALSE(answer);
    CHECK(answer.error().why == errc::rate_limited);
    CHECK(answer.error().retry_after == seconds(7));
  }
}

TEST_CASE(
    "a 429 without a time, or with a wrong one, waits a second; a word of it in a 200 is believed",
    "[api]"
) {
  for (const char* header : {"soon", "-3", ""}) {
    SlackRig rig;
    rig.expect("chat.postMessage", "", {{"Retry-After", header}}, 429);
    CHECK(call(rig, "chat.postMessage").error().retry_after == seconds(1));
  }
  SlackRig rig;
  rig.expect("chat.postMessage", R"({"ok":false,"error":"ratelimited"})", {{"Retry-After", "2"}});
  const auto answer = call(rig, "chat.postMessage");
  CHECK(answer.error().why == errc::rate_limited);
  CHECK(answer.error().retry_after == seconds(2));
  SlackRig year;
  year.expect("chat.postMessage", "", {{"Retry-After", "31536000"}}, 429);
  CHECK(call(year, "chat.postMessage").error().retry_after == std::chrono::hours(1));
}

TEST_CASE("after a 429 that method alone is not called before its time is over", "[api]") {
  SlackRig rig;
  rig.expect("chat.postMessage", "", {{"Retry-After", "30"}}, 429)
      .ok("users.info")
      .ok("chat.update")
      .ok("chat.postMessage");
  CHECK(call(rig, "chat.postMessage").error().retry_after == seconds(30));
  rig.clock.advance(seconds(10));
  const auto early = call(rig, "chat.postMessage");
  REQUIRE_FALSE(early);
  CHECK(early.error().why == errc::rate_limited);
  CHECK(early.error().retry_after == seconds(20));
  CHECK(rig.requests() == 1);
  CHECK(call(rig, "users.info"));
  CHECK(call(rig, "chat.update"));
  rig.clock.advance(seconds(20));
  CHECK(call(rig, "chat.postMessage"));
  CHECK(rig.peer.done());
}

TEST_CASE("a 429 that says 0 seconds holds nothing back", "[api]") {
  SlackRig rig;
  rig.expect("users.info", "", {{"Retry-After", "0"}}, 429).ok("users.info");
  CHECK(call(rig, "users.info").error().why == errc::rate_limited);
  CHECK(call(rig, "users.info"));
}

TEST_CASE(
    "of a post, what may have been done is uncertain; of a question, it is asked again", "[api]"
) {
  for (const int status : {500, 503, 408}) {
    SlackRig rig;
    rig.expect("chat.postMessage", "", {}, status).expect("users.info", "", {}, status);
    CHECK(call(rig, "chat.postMessage").error().why == errc::uncertain);
    CHECK(call(rig, "users.info").error().why == errc::unavailable);
  }
  SlackRig rig;
  rig.no("chat.postMessage", "internal_error").no("users.info", "internal_error");
  CHECK(call(rig, "chat.postMessage").error().why == errc::uncertain);
  CHECK(call(rig, "users.info").error().why == errc::unavailable);
}

TEST_CASE("an answer that is no JSON, or does not say ok, is not believed", "[api]") {
  for (const char* body : {"<html>", "", "[]", "null", "{}", R"({"ok":"yes"})", "{\"ok\":true"}) {
    SlackRig rig;
    rig.expect("chat.postMessage", body).expect("users.info", body);
    CHECK(call(rig, "chat.postMessage").error().why == errc::uncertain);
    CHECK(call(rig, "users.info").error().why == errc::malformed);
  }
  SlackRig deep;
  deep.expect("users.info", std::string(100000, '['));
  CHECK(call(deep, "users.info").error().why == errc::malformed);
}

TEST_CASE("a connection that breaks after the request went out leaves a post uncertain", "[api]") {
  SlackRig rig;
  rig.peer.expect("POST /api/chat.postMessage").then(usher::testing::HttpPeer::Then::close);
  CHECK(call(rig, "chat.postMessage").error().why == errc::uncertain);
  CHECK(rig.requests() == 1);
}

TEST_CASE("nobody there is unreachable, and nothing is uncertain about that", "[api]") {
  boost::asio::io_context io{1};
  const SystemClock clock;
  net::HttpClient http{io.get_executor(), {.allow_loopback = true}};
  std::uint16_t port = 0;
  {
    port = usher::testing::HttpPeer().port();
  }
  Api api{http, clock, "http://127.0.0.1:" + std::to_string(port), {}, {}};
  const auto answer = usher::testing::run(io, api.call("chat.postMessage", {}));
  CHECK(answer.error().why == errc::unreachable);
}

TEST_CASE(
    "an address for Socket Mode is asked for with the app's token, and what fails is asked again",
    "[api]"
) {
  SlackRig rig;
  rig.ok("apps.connections.open", R"("url":"ws://127.0.0.1/link")")
      .expect("apps.connections.open", "", {}, 502)
      .no("apps.connections.open", "invalid_auth");
  const auto answer = rig.run(rig.api.open_connection());
  REQUIRE(answer);
  CHECK(answer->at("url").as_string() == "ws://127.0.0.1/link");
  CHECK(net::find(rig.peer.seen()[0].headers, "authorization") == "Bearer " + token("xapp"));
  CHECK(rig.body(0).empty());
  CHECK(rig.run(rig.api.open_connection()).error().why == errc::unavailable);
  const auto refused = rig.run(rig.api.open_connection());
  CHECK(refused.error().why == errc::unauthorized);
  CHECK(refused.error().error == "invalid_auth");
}

TEST_CASE("a response_url answers in plain text, and has no token", "[api]") {
  SlackRig rig;
  rig.peer.expect("POST /commands/T1/2/3").reply(200, {}, "ok");
  CHECK(rig.run(rig.api.respond(rig.peer.url("/commands/T1/2/3"), {{"text", "hi"}})));
  CHECK(net::find(rig.peer.seen()[0].headers, "authorization").empty());
  CHECK(rig.sent(0).at("text").as_string() == "hi");
}

TEST_CASE("a response_url that is used up is expired, and one that is slow is uncertain", "[api]") {
  const auto after = [](int status, std::string_view body, const net::Headers& headers = {}) {
    SlackRig rig;
    rig.peer.expect("POST /r").reply(status, headers, body);
    return rig.run(rig.api.respond(rig.peer.url("/r"), {})).error();
  };
  CHECK(after(404, R"({"ok":false,"error":"used_url"})").why == errc::expired);
  CHECK(after(404, R"({"ok":false,"error":"expired_url"})").why == errc::expired);
  CHECK(after(200, R"({"ok":false,"error":"expired_url"})").why == errc::expired);
  CHECK(after(404, "").why == errc::expired);
  CHECK(after(410, "gone").why == errc::expired);
  CHECK(after(400, "").why == errc::refused);
  CHECK(after(500, "").why == errc::uncertain);
  const Refusal slow = after(429, "", {{"Retry-After", "3"}});
  CHECK(slow.why == errc::rate_limited);
  CHECK(slow.retry_after == seconds(3));
}

TEST_CASE("a 429 of a response_url is for that one alone, and stops no method", "[api]") {
  SlackRig rig;
  rig.peer.expect("POST /r").reply(429, {{"Retry-After", "30"}}, "");
  CHECK(rig.run(rig.api.respond(rig.peer.url("/r"), {})).error().retry_after == seconds(30));
  rig.clock.advance(seconds(10));
  const auto early = rig.run(rig.api.respond(rig.peer.url("/r"), {}));
  REQUIRE_FALSE(early);
  CHECK(early.error().why == errc::rate_limited);
  CHECK(early.error().retry_after == seconds(20));
  CHECK(rig.requests() == 1);
  rig.peer.expect("POST /other").reply(200, {}, "ok");
  CHECK(rig.run(rig.api.respond(rig.peer.url("/other"), {})));
  rig.ok("chat.postMessage");
  CHECK(call(rig, "chat.postMessage"));
  rig.clock.advance(seconds(20));
  rig.peer.expect("POST /r").reply(200, {}, "ok");
  CHECK(rig.run(rig.api.respond(rig.peer.url("/r"), {})));
}

TEST_CASE("a refusal says which method it was, also one that was not called", "[api]") {
  SlackRig rig;
  rig.no("chat.update", "cant_update_message").expect("users.info", "", {}, 503);
  rig.expect("chat.postMessage", "", {{"Retry-After", "3"}}, 429);
  CHECK(call(rig, "chat.update").error().method == "chat.update");
  CHECK(call(rig, "users.info").error().method == "users.info");
  CHECK(call(rig, "chat.postMessage").error().method == "chat.postMessage");
  CHECK(call(rig, "chat.postMessage").error().method == "chat.postMessage");
  CHECK(rig.requests() == 3);
}

TEST_CASE("a response_url of another host is never called", "[api]") {
  boost::asio::io_context io{1};
  const SystemClock clock;
  net::HttpClient http{io.get_executor(), {}};
  Api api{http, clock, "https://slack.example/api", {}, {}};
  for (const char* url :
       {"https://hooks.slack.example.evil.example/x", "https://evil.example/",
        "https://notslack.example/", "no url", ""}) {
    const auto answer = usher::testing::run(io, api.respond(url, {}));
    CHECK(answer.error().why == errc::refused_host);
  }
}
