// tests/net/http_test.cpp: requests go out as asked, and answers come back whole.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"

#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <optional>
#include <string>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
namespace asio = boost::asio;

TEST_CASE("a request goes out as asked and its answer comes back", "[http]") {
  HttpPeer peer;
  peer.expect("POST /api/chat.postMessage?x=1")
      .reply(200, {{"ETag", "\"abc\""}, {"X-Thing", " spaced "}}, "{\"ok\":true}");
  ClientUnderTest client;
  Request request;
  request.method = "POST";
  request.url = peer.url("/api/chat.postMessage?x=1");
  request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}};
  request.body = "{\"text\":\"h\xC3\xA9llo\"}";
  request.bearer = Secret<std::string>{"xoxb-1"};
  const auto response = client.send(request);
  REQUIRE(response);
  CHECK(response->status == 200);
  CHECK(response->body == "{\"ok\":true}");
  CHECK(response->etag == "\"abc\"");
  CHECK(find(response->headers, "x-thing") == "spaced");
  CHECK(response->final_url == request.url);
  REQUIRE(peer.seen().size() == 1);
  const auto seen = peer.seen().front();
  CHECK(seen.body == request.body);
  CHECK(find(seen.headers, "content-type") == "application/json");
  CHECK(find(seen.headers, "authorization") == "Bearer xoxb-1");
  CHECK(find(seen.headers, "user-agent").starts_with("usher/"));
  CHECK(find(seen.headers, "expect").empty());
  CHECK(find(seen.headers, "if-none-match").empty());
  CHECK(peer.done());
}

TEST_CASE("each address is asked for as it is written, whatever went before it", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  const std::vector<std::string> targets{
      "/_matrix/client/v3/rooms/!a%2Fb:x/send/m.room.message/t1?filter=%7B%22a%22:1%7D",
      "/a/b?x=1&y=/../z",
      "/",
      "/?only=query",
      "/a",
  };
  for (const std::string& target : targets) {
    CAPTURE(target);
    peer.expect("GET " + target).reply(200);
    Request request;
    request.url = peer.url(target);
    const auto response = client.send(request);
    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(response->final_url == request.url);
  }
  // Without a path; with what is written otherwise than it is sent.
  peer.expect("GET /").reply(200);
  peer.expect("GET /b").reply(200);
  Request bare;
  bare.url = peer.url("");
  CHECK(client.send(bare)->status == 200);
  Request dots;
  dots.url = peer.url("/a/../b#part");
  CHECK(client.send(dots)->status == 200);
  CHECK(peer.done());
}

TEST_CASE("a handle that asked one origin asks another, and the first again", "[http]") {
  HttpPeer one;
  HttpPeer other;
  ClientUnderTest client;
  // "/x/../y" is told of as a whole URL; the others as an origin and what the request line says.
  for (const std::string target : {"/a", "/b", "/x/../y"}) {
    for (HttpPeer* peer : {&one, &other, &other, &one}) {
      CAPTURE(target, peer == &one);
      peer->expect("GET " + (target == "/x/../y" ? "/y" : target)).reply(200);
      const auto response = client.get(peer->url(target));
      REQUIRE(response);
      CHECK(response->status == 200);
      CHECK(find(peer->seen().back().headers, "host") == peer->url("").substr(7));
      CHECK(find(peer->seen().back().headers, "accept-encoding") == "gzip, deflate");
    }
  }
  CHECK(one.done());
  CHECK(other.done());
}

TEST_CASE("whoever names itself is named so", "[http]") {
  HttpPeer peer;
  peer.expect("GET /").reply(200);
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/");
  request.headers = {{"User-Agent", "another/1"}};
  CHECK(client.send(request));
  CHECK(find(peer.seen().front().headers, "user-agent") == "another/1");
}

TEST_CASE("an answer that is brief anyway need not be compressed", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  Request request;
  request.method = "PUT";
  request.url = peer.url("/m");
  request.body = "{}";
  for (const bool brief : {true, false, true}) {
    CAPTURE(brief);
    peer.expect("PUT /m").reply(200);
    request.brief = brief;
    CHECK(client.send(request));
    const auto seen = peer.seen().back().headers;
    CHECK(find(seen, "accept-encoding") == (brief ? "" : "gzip, deflate"));
    CHECK(find(seen, "accept") == "*/*");
  }
}

TEST_CASE("a body without a type is not called a form", "[http]") {
  HttpPeer peer;
  peer.expect("PUT /x").reply(204);
  ClientUnderTest client;
  Request request;
  request.method = "PUT";
  request.url = peer.url("/x");
  request.body = "bytes";
  const auto response = client.send(request);
  REQUIRE(response);
  CHECK(response->status == 204);
  CHECK(find(peer.seen().front().headers, "content-type").empty());
  CHECK(peer.seen().front().body == "bytes");
}

TEST_CASE("each method goes out under its name", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  for (const auto* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
    INFO(method);
    peer.expect(std::string{method} + " /m").reply(200, {{"Content-Length", "0"}});
    Request request;
    request.method = method;
    request.url = peer.url("/m");
    const auto response = client.send(request);
    REQUIRE(response);
    CHECK(response->status == 200);
  }
  CHECK(peer.done());
  CHECK(peer.connections() == 1);
}

TEST_CASE("a HEAD has no body, however large it would be", "[http]") {
  HttpPeer peer;
  peer.expect("HEAD /big").reply(200, {{"Content-Length", "99999999"}});
  ClientUnderTest client;
  Request request;
  request.method = "HEAD";
  request.url = peer.url("/big");
  const auto response = client.send(request);
  REQUIRE(response);
  CHECK(response->body.empty());
  CHECK(find(response->headers, "content-length") == "99999999");
}

TEST_CASE("an unchanged page is a 304 without a body", "[http]") {
  HttpPeer peer;
  peer.expect("GET /list").reply(304, {{"ETag", "\"v1\""}});
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/list");
  request.etag = "\"v1\"";
  const auto response = client.send(request);
  REQUIRE(response);
  CHECK(response->status == 304);
  CHECK(response->body.empty());
  CHECK(find(peer.seen().front().headers, "if-none-match") == "\"v1\"");
}

TEST_CASE("any status is an answer", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  for (const int status : {400, 401, 403, 404, 429, 500, 503}) {
    peer.expect("GET /s").reply(status, {{"Retry-After", "7"}}, "why");
    const auto response = client.get(peer.url("/s"));
    REQUIRE(response);
    CHECK(response->status == status);
    CHECK(response->body == "why");
    CHECK(find(response->headers, "retry-after") == "7");
  }
}

TEST_CASE("an interim answer is not the answer", "[http]") {
  HttpPeer peer;
  peer.expect("GET /x")
      .raw("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nETag: \"no\"\r\n\r\n")
      .reply(200, {{"ETag", "\"yes\""}}, "ok");
  ClientUnderTest client;
  const auto response = client.get(peer.url("/x"));
  REQUIRE(response);
  CHECK(response->status == 200);
  CHECK(response->etag == "\"yes\"");
  CHECK(find(response->headers, "link").empty());
}

TEST_CASE("trailers are not headers", "[http]") {
  HttpPeer peer;
  peer.expect("GET /x").raw(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n2\r\nok\r\n0\r\nETag: "
      "\"late\"\r\n\r\n"
  );
  ClientUnderTest client;
  const auto response = client.get(peer.url("/x"));
  REQUIRE(response);
  CHECK(response->body == "ok");
  CHECK(response->etag.empty());
}

TEST_CASE("the environment's proxies are ignored", "[http]") {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  HttpPeer peer;
  peer.expect("GET /x").reply(200, {}, "ok");
  ClientUnderTest client;
  const auto response = client.get(peer.url("/x"));
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  REQUIRE(response);
  CHECK(response->body == "ok");
}

TEST_CASE("many requests at once all come back", "[http]") {
  HttpPeer peer;
  constexpr int count = 300;
  for (int i = 0; i < count; ++i) peer.expect("GET /many").reply(200, {}, std::string(5000, 'x'));
  ClientUnderTest client({.allow_loopback = true});
  int answered = 0;
  for (int i = 0; i < count; ++i) {
    Request request;
    request.url = peer.url("/many");
    asio::co_spawn(
        client.io(), client->send(request),
        [&](std::exception_ptr, Result<Response> response) {
          answered += response && response->body.size() == 5000 ? 1 : 0;
          if (answered == count) client.io().stop();
        }
    );
  }
  client.io().run_for(60s);
  CHECK(answered == count);
  CHECK(peer.done());
  CHECK(peer.connections() <= 6);
}

TEST_CASE("what a status means", "[http]") {
  CHECK(status_error(200) == errc::ok);
  CHECK(status_error(304) == errc::ok);
  CHECK(status_error(400) == errc::refused);
  CHECK(status_error(401) == errc::unauthorized);
  CHECK(status_error(403) == errc::unauthorized);
  CHECK(status_error(404) == errc::not_found);
  CHECK(status_error(408) == errc::unavailable);
  CHECK(status_error(410) == errc::not_found);
  CHECK(status_error(429) == errc::rate_limited);
  CHECK(status_error(500) == errc::unavailable);
  CHECK(status_error(503) == errc::unavailable);
}

TEST_CASE("the user agent names the program and, where there is one, a contact", "[http]") {
  CHECK(user_agent("").find('(') == std::string::npos);
  CHECK(user_agent("https://community.example/bot").ends_with(" (+https://community.example/bot)"));
}
