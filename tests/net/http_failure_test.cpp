// tests/net/http_failure_test.cpp: a request that does not come to a good end says why, and whether it may have arrived.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;

TEST_CASE("what cannot be sent as it is never leaves", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  const auto refuse = [&](auto change) {
    Request request;
    request.url = peer.url("/x");
    change(request);
    const auto response = client.send(request);
    REQUIRE_FALSE(response.has_value());
    CHECK(response.error() == errc::malformed);
  };
  refuse([](Request& r) { r.url = ""; });
  refuse([](Request& r) { r.url = "nonsense"; });
  refuse([](Request& r) { r.url += "\r\nX: y"; });
  refuse([](Request& r) { r.method = "GET /y HTTP/1.1\r\nX:"; });
  refuse([](Request& r) { r.method = ""; });
  refuse([](Request& r) { r.headers = {{"X", "a\r\nY: b"}}; });
  refuse([](Request& r) { r.headers = {{"X Y", "a"}}; });
  refuse([](Request& r) { r.headers = {{"Host", "other.example"}}; });
  refuse([](Request& r) { r.headers = {{"Content-Length", "3"}}; });
  refuse([](Request& r) { r.headers = {{"Transfer-Encoding", "chunked"}}; });
  refuse([](Request& r) { r.etag = "\"a\"\r\nX: y"; });
  refuse([](Request& r) { r.bearer = Secret<std::string>{"a\nb"}; });
  CHECK(peer.connections() == 0);
}

TEST_CASE("an answer that is no HTTP is malformed", "[http]") {
  const auto* bytes = GENERATE(
      "SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/7.7 200 OK\r\n\r\n"
  );
  INFO(bytes);
  HttpPeer peer;
  peer.expect("GET /x").raw(bytes).then(HttpPeer::Then::close);
  ClientUnderTest client;
  const auto response = client.get(peer.url("/x"));
  REQUIRE_FALSE(response.has_value());
  const bool known = response.error() == errc::malformed || response.error() == errc::uncertain;
  CHECK(known);
}

TEST_CASE("a silent server is given up on", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/x");
  request.limits.total = 50ms;
  SECTION("before its answer") { peer.expect("GET /x").then(HttpPeer::Then::stall); }
  SECTION("in the middle of its header") {
    peer.expect("GET /x").raw("HTTP/1.1 200 O").then(HttpPeer::Then::stall);
  }
  SECTION("in the middle of its body") {
    peer.expect("GET /x").reply(200, {{"Content-Length", "9"}}, "four").then(HttpPeer::Then::stall);
  }
  const auto response = client.send(request);
  REQUIRE_FALSE(response.has_value());
  CHECK(response.error() == errc::timed_out);
}

TEST_CASE("the limit on time is one for all redirects together", "[http]") {
  HttpPeer peer;
  peer.expect("GET /a").reply(302, {{"Location", "/b"}});
  peer.expect("GET /b").then(HttpPeer::Then::stall);
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/a");
  request.limits.total = 250ms;
  CHECK(client.send(request).error() == errc::timed_out);
  CHECK(peer.done());
}

TEST_CASE("a broken connection is told from one that never was", "[http]") {
  ClientUnderTest client;
  SECTION("nobody listens") {
    std::uint16_t port = 0;
    {
      const HttpPeer gone;
      port = gone.port();
    }
    CHECK(
        client.get("http://127.0.0.1:" + std::to_string(port) + "/").error() == errc::unreachable
    );
  }
  HttpPeer peer;
  SECTION("reset before the answer") {
    peer.expect("GET /x").then(HttpPeer::Then::reset);
    CHECK(client.get(peer.url("/x")).error() == errc::uncertain);
  }
  SECTION("closed before the answer") {
    peer.expect("GET /x").then(HttpPeer::Then::close);
    CHECK(client.get(peer.url("/x")).error() == errc::uncertain);
  }
  SECTION("closed in the middle of the body") {
    peer.expect("GET /x").reply(200, {{"Content-Length", "9"}}, "four").then(HttpPeer::Then::close);
    CHECK(client.get(peer.url("/x")).error() == errc::uncertain);
  }
  SECTION("closed in the middle of a chunk") {
    peer.expect("GET /x")
        .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nfour")
        .then(HttpPeer::Then::close);
    CHECK(client.get(peer.url("/x")).error() == errc::uncertain);
  }
}

TEST_CASE("a POST that may have arrived is uncertain, whatever went wrong", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  Request request;
  request.method = "POST";
  request.url = peer.url("/x");
  request.body = "once";
  SECTION("the server was silent") {
    request.limits.total = 250ms;
    peer.expect("POST /x").then(HttpPeer::Then::stall);
  }
  SECTION("the connection was reset") { peer.expect("POST /x").then(HttpPeer::Then::reset); }
  SECTION("the connection was closed") { peer.expect("POST /x").then(HttpPeer::Then::close); }
  CHECK(client.send(request).error() == errc::uncertain);
  CHECK(peer.seen().size() == 1);
}

TEST_CASE(
    "a kept connection is used again, and when it is dead only a safe request is repeated", "[http]"
) {
  HttpPeer peer;
  ClientUnderTest client;
  peer.expect("GET /warm").reply(200, {}, "ok");
  REQUIRE(client.get(peer.url("/warm")));
  SECTION("a GET") {
    peer.expect("GET /x").then(HttpPeer::Then::close);
    peer.expect("GET /x").reply(200, {}, "second");
    const auto response = client.get(peer.url("/x"));
    REQUIRE(response);
    CHECK(response->body == "second");
    CHECK(peer.connections() == 2);
  }
  SECTION("a POST") {
    peer.expect("POST /x").then(HttpPeer::Then::close);
    Request request;
    request.method = "POST";
    request.url = peer.url("/x");
    request.body = "once";
    CHECK(client.send(request).error() == errc::uncertain);
  }
  CHECK(peer.done());
}
