// tests/net/http_redirect_test.cpp: where a redirect may lead, and what goes along.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;

namespace {

Request post(const HttpPeer& peer, std::string_view target) {
  Request request;
  request.method = "POST";
  request.url = peer.url(target);
  request.headers = {{"Content-Type", "text/plain"}, {"Accept", "text/html"}, {"X-Api-Key", "k"}};
  request.body = "secret";
  request.bearer = Secret<std::string>{"token"};
  return request;
}

}  // namespace

TEST_CASE("a redirect within the host is followed, with everything", "[http]") {
  HttpPeer peer;
  peer.expect("GET /repos/old").reply(301, {{"Location", "../repositories/7?x=1"}});
  peer.expect("GET /repositories/7?x=1").reply(200, {}, "here");
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/repos/old");
  request.bearer = Secret<std::string>{"token"};
  request.etag = "\"v1\"";
  const auto response = client.send(request);
  REQUIRE(response);
  CHECK(response->body == "here");
  CHECK(response->final_url == peer.url("/repositories/7?x=1"));
  CHECK(find(peer.seen().at(1).headers, "authorization") == "Bearer token");
  CHECK(find(peer.seen().at(1).headers, "if-none-match") == "\"v1\"");
}

TEST_CASE("a redirect changes the method as browsers have it", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  const int status = GENERATE(301, 302, 303);
  peer.expect("POST /a").reply(status, {{"Location", "/b"}});
  peer.expect("GET /b").reply(200, {}, "ok");
  const auto response = client.send(post(peer, "/a"));
  REQUIRE(response);
  CHECK(response->body == "ok");
  CHECK(peer.seen().at(1).body.empty());
  CHECK(find(peer.seen().at(1).headers, "content-type").empty());
  CHECK(find(peer.seen().at(1).headers, "x-api-key") == "k");
}

TEST_CASE("307 and 308 repeat the request as it was", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  const int status = GENERATE(307, 308);
  peer.expect("POST /a").reply(status, {{"Location", "/b"}});
  peer.expect("POST /b").reply(200, {}, "ok");
  REQUIRE(client.send(post(peer, "/a")));
  CHECK(peer.seen().at(1).body == "secret");
}

TEST_CASE("a redirect without a place to go is the answer", "[http]") {
  HttpPeer peer;
  peer.expect("GET /a").reply(302, {}, "nowhere");
  ClientUnderTest client;
  const auto response = client.get(peer.url("/a"));
  REQUIRE(response);
  CHECK(response->status == 302);
}

TEST_CASE("credentials never cross to another origin", "[http]") {
  HttpPeer other;
  HttpPeer peer;
  // 127.0.0.1 twice: the port alone makes it another origin.
  peer.expect("POST /a").reply(302, {{"Location", other.url("/b")}});
  other.expect("GET /b").reply(302, {{"Location", peer.url("/c")}});
  peer.expect("GET /c").reply(200, {}, "ok");
  ClientUnderTest client;
  REQUIRE(client.send(post(peer, "/a")));
  const auto seen = other.seen().at(0);
  CHECK(find(seen.headers, "authorization").empty());
  CHECK(find(seen.headers, "x-api-key").empty());
  CHECK(find(seen.headers, "accept") == "text/html");
  // Nor do they come back once the way has led elsewhere: the other origin chose this address.
  CHECK(find(peer.seen().at(1).headers, "authorization").empty());
}

TEST_CASE("a body never crosses to another origin", "[http]") {
  HttpPeer other;
  HttpPeer peer;
  peer.expect("POST /a").reply(307, {{"Location", other.url("/b")}});
  ClientUnderTest client;
  CHECK(client.send(post(peer, "/a")).error() == errc::refused_host);
  CHECK(other.connections() == 0);
}

TEST_CASE("redirects end", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/loop");
  request.limits.redirects = 2;
  for (int i = 0; i < 3; ++i) peer.expect("GET /loop").reply(302, {{"Location", "/loop"}});
  CHECK(client.send(request).error() == errc::too_many_redirects);
  CHECK(peer.done());
}

TEST_CASE("a redirect to where a fetch may not go is refused", "[http]") {
  const auto [location, expected] = GENERATE(table<std::string, errc>({
      {"http://10.0.0.1/", errc::refused_address},
      {"https://10.0.0.1/", errc::refused_address},
      {"https://169.254.169.254/latest/meta-data/", errc::refused_address},
      {"https://[::ffff:192.168.0.1]/", errc::refused_address},
      {"https://[fd00::1]/", errc::refused_address},
      {"http://0x0a000001/", errc::refused_address},
      {"http://allowed.example/", errc::refused_scheme},
      {"ftp://allowed.example/", errc::refused_scheme},
      {"gopher://127.0.0.1:70/", errc::refused_scheme},
      {"https://other.example/", errc::refused_host},
      {"//other.example/", errc::refused_scheme},
      {"file:///etc/passwd", errc::malformed},
      {"https://user:pass@allowed.example/", errc::malformed},
      {"https://allowed.example:99999/", errc::malformed},
  }));
  INFO(location);
  HttpPeer peer;
  peer.expect("GET /a").reply(302, {{"Location", location}});
  ClientUnderTest client;
  Request request;
  request.url = peer.url("/a");
  request.hosts = {"allowed.example"};
  CHECK(client.send(request).error() == expected);
}

TEST_CASE("a redirect to a name that leads to a private address is refused", "[http]") {
  HttpPeer peer;
  peer.expect("GET /a").reply(302, {{"Location", "https://inside.example/"}});
  const auto* address = GENERATE(
      "10.0.0.7", "192.168.1.1", "169.254.169.254", "::ffff:10.0.0.1", "fd00::1", "0.0.0.0"
  );
  INFO(address);
  ClientUnderTest client{
      {.allow_loopback = true, .resolve = {std::string("inside.example:443:") + address}}
  };
  Request request;
  request.url = peer.url("/a");
  request.hosts = {"inside.example"};
  CHECK(client.send(request).error() == errc::refused_address);
}

TEST_CASE(
    "a public name that leads to loopback is refused before anything is connected", "[http]"
) {
  HttpPeer peer;
  const std::string port = std::to_string(peer.port());
  ClientUnderTest client{{.resolve = {"public.example:" + port + ":127.0.0.1"}}};
  CHECK(client.get("https://public.example:" + port + "/").error() == errc::refused_address);
  CHECK(client.get("https://127.0.0.1:" + port + "/").error() == errc::refused_address);
  CHECK(client.get("https://localhost:" + port + "/").error() == errc::refused_address);
  CHECK(client.get("http://127.0.0.1:" + port + "/").error() == errc::refused_address);
  CHECK(client.get("http://public.example:" + port + "/").error() == errc::refused_scheme);
  CHECK(peer.connections() == 0);
}
