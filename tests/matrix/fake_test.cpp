// tests/matrix/fake_test.cpp: the thin homeserver, called as a client calls one.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/http_client.hpp"
#include "tests/support/matrix_fake.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <utility>

using namespace usher;
namespace json = boost::json;

namespace {

struct Rig {
  testing::matrix::FakeHomeserver server;
  testing::ClientUnderTest client;
  std::string token = server.access_token();
  int status = 0;

  json::object call(
      const std::string& method, const std::string& path, const json::object& body = {}
  ) {
    net::Request request;
    request.method = method;
    request.url = server.url() + "/_matrix/client" + path;
    request.headers = {{"Content-Type", "application/json"}};
    if (method != "GET") request.body = json::serialize(body);
    if (!token.empty()) request.bearer = Secret<std::string>(token);
    request.limits.total = std::chrono::milliseconds(5000);
    const auto answer = client.send(std::move(request));
    REQUIRE(answer);
    status = answer->status;
    return json::parse(answer->body).as_object();
  }
  std::string room() {
    const json::object made =
        server.ask({{"do", "room"}, {"id", "!here"}, {"join", json::array{"@usher:localhost"}}});
    return std::string(made.at("room").as_string());
  }
  json::object send(
      const std::string& txn, const json::object& content,
      const std::string& type = "m.room.message"
  ) {
    return call("PUT", "/v3/rooms/!here/send/" + type + "/" + txn, content);
  }
};

const json::object notice{{"msgtype", "m.notice"}, {"body", "x"}, {"m.mentions", json::object()}};

std::string text(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? "" : std::string(value->as_string());
}

}  // namespace

TEST_CASE("a transaction id gives the same event, whatever the body", "[matrix][fake]") {
  Rig rig;
  rig.room();
  const std::string first = text(rig.send("one", notice), "event_id");
  CHECK_FALSE(first.empty());
  json::object other = notice;
  other["body"] = "y";
  CHECK(text(rig.send("one", other), "event_id") == first);
  CHECK(text(rig.send("two", other), "event_id") != first);
  CHECK(rig.server.violations().empty());
}

TEST_CASE("a sync without since has old events, one with it only what is new", "[matrix][fake]") {
  Rig rig;
  rig.room();
  rig.server.ask({{"do", "message"}, {"room", "!here"}, {"body", "old"}});
  const json::object first = rig.call("GET", "/v3/sync?timeout=0");
  CHECK(json::serialize(first).contains("old"));
  rig.server.ask({{"do", "message"}, {"room", "!here"}, {"body", "new"}});
  const json::object second =
      rig.call("GET", "/v3/sync?timeout=0&since=" + text(first, "next_batch"));
  CHECK(json::serialize(second).contains("new"));
  CHECK_FALSE(json::serialize(second).contains("old"));
  rig.call("GET", "/v3/sync?timeout=0&since=bogus");
  CHECK(rig.status == 400);
}

TEST_CASE("a gap is what /messages gives, newest first and to its end", "[matrix][fake]") {
  Rig rig;
  rig.room();
  const std::string since = text(rig.call("GET", "/v3/sync?timeout=0"), "next_batch");
  for (int i = 0; i < 25; ++i)
    rig.server.ask({{"do", "message"}, {"room", "!here"}, {"body", std::to_string(i)}});
  const json::object answer = rig.call("GET", "/v3/sync?timeout=0&since=" + since);
  const json::object timeline =
      answer.at("rooms").at("join").at("!here").at("timeline").as_object();
  CHECK(timeline.at("limited").as_bool());
  CHECK(timeline.at("events").as_array().size() == 10);
  const std::string from = text(timeline, "prev_batch");
  const json::object page =
      rig.call("GET", "/v3/rooms/!here/messages?dir=b&limit=100&from=" + from + "&to=" + since);
  REQUIRE(page.at("chunk").as_array().size() == 15);
  CHECK(page.at("chunk").at(0).at("content").at("body") == "14");
  const json::object last = rig.call(
      "GET", "/v3/rooms/!here/messages?dir=b&limit=100&from=" + text(page, "end") + "&to=" + since
  );
  CHECK(last.at("chunk").as_array().empty());
  CHECK_FALSE(last.contains("end"));
}

TEST_CASE("tokens are rotated, and what was used is refused", "[matrix][fake]") {
  Rig rig;
  rig.room();
  const json::object login{
      {"type", "m.login.password"},
      {"password", rig.server.password()},
      {"device_id", "USHER"},
      {"refresh_token", true},
      {"identifier", json::object{{"type", "m.id.user"}, {"user", "usher"}}}
  };
  const json::object grant = rig.call("POST", "/v3/login", login);
  CHECK(text(grant, "device_id") == "USHER");
  rig.token = text(grant, "access_token");
  rig.server.ask({{"do", "expire"}, {"soft", true}});
  CHECK(rig.call("GET", "/v3/account/whoami").at("soft_logout").as_bool());
  CHECK(rig.status == 401);
  const json::object old{{"refresh_token", text(grant, "refresh_token")}};
  rig.call("POST", "/v3/refresh", old);
  CHECK(rig.status == 200);
  rig.token = text(rig.call("POST", "/v3/refresh", old), "access_token");
  CHECK(rig.status == 200);
  CHECK(text(rig.call("GET", "/v3/account/whoami"), "user_id") == "@usher:localhost");
  rig.call("POST", "/v3/refresh", old);
  CHECK(rig.status == 403);
}

TEST_CASE("the surprises of the real ones are there", "[matrix][fake]") {
  Rig rig;
  rig.room();
  const std::string said =
      text(rig.server.ask({{"do", "message"}, {"room", "!here"}, {"body", "x"}}), "event");
  const json::object reaction{
      {"m.relates_to", json::object{{"rel_type", "m.annotation"}, {"event_id", said}, {"key", "1"}}}
  };
  rig.send("r1", reaction, "m.reaction");
  CHECK(rig.status == 200);
  CHECK(text(rig.send("r2", reaction, "m.reaction"), "errcode") == "M_DUPLICATE_ANNOTATION");
  const std::string edit = text(
      rig.server.ask({{"do", "edit"}, {"event", said}, {"body", "y"}, {"user", "@bo:localhost"}}),
      "event"
  );
  json::object thread = notice;
  thread["m.relates_to"] = json::object{{"rel_type", "m.thread"}, {"event_id", edit}};
  CHECK(text(rig.send("t", thread), "errcode") == "M_UNKNOWN");
  json::object real = notice;
  real["number"] = 1.5;
  CHECK(text(rig.send("n", real), "errcode") == "M_BAD_JSON");
  json::object large = notice;
  large["body"] = std::string(70'000, 'x');
  rig.send("l", large);
  CHECK(rig.status == 413);
  rig.server.ask({{"do", "encrypt"}, {"room", "!here"}});
  rig.send("p", notice);
  CHECK(rig.server.violations().size() == 2);  // the number, and what was said in plain
}
