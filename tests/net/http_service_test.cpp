// tests/net/http_service_test.cpp: Calls become requests below one base URL, and never leave it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http_service.hpp"

#include "bot/clock.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;

namespace {

struct Setup {
  HttpPeer peer;
  ClientUnderTest client;
  ManualClock clock{sys_seconds{std::chrono::sys_days{std::chrono::November / 6 / 1994}}};

  HttpServiceSettings settings() const {
    return {
        .name = "api",
        .base_url = peer.url("/v1/"),
        .token = Secret<std::string>{"t0ken"},
        .headers = {{"Accept", "application/json"}}
    };
  }
  Answer perform(Call call) {
    HttpService service{*client, clock, settings()};
    CHECK(service.name() == "api");
    return run(client.io(), service.perform(std::move(call)));
  }
};

Call call(std::string method, std::string path) {
  Call c;
  c.service = "api";
  c.method = std::move(method);
  c.path = std::move(path);
  return c;
}

}  // namespace

TEST_CASE("a call goes out below the base URL with its credential", "[service]") {
  Setup setup;
  setup.peer.expect("PUT /v1/things/7?x=1").reply(201, {{"ETag", "\"e\""}}, "made");
  Call put = call("PUT", "/things/7?x=1");
  put.body = "{}";
  put.etag = "\"old\"";
  const auto answer = setup.perform(put);
  CHECK(answer.fetched.error == errc::ok);
  CHECK(answer.fetched.status == 201);
  CHECK(answer.fetched.body == "made");
  CHECK(answer.fetched.etag == "\"e\"");
  const auto seen = setup.peer.seen().at(0);
  CHECK(find(seen.headers, "authorization") == "Bearer t0ken");
  CHECK(find(seen.headers, "accept") == "application/json");
  CHECK(find(seen.headers, "if-none-match") == "\"old\"");
  CHECK(seen.body == "{}");
}

TEST_CASE("a status below 500 is an answer", "[service]") {
  Setup setup;
  const int status = GENERATE(200, 304, 400, 401, 403, 404, 410, 422);
  setup.peer.expect("GET /v1/x").reply(status);
  const auto answer = setup.perform(call("", "/x"));
  CHECK(answer.fetched.error == errc::ok);
  CHECK(answer.fetched.status == status);
}

TEST_CASE("what may pass later says when", "[service]") {
  Setup setup;
  const auto [status, error] = GENERATE(table<int, errc>(
      {{429, errc::rate_limited},
       {408, errc::unavailable},
       {500, errc::unavailable},
       {503, errc::unavailable}}
  ));
  setup.peer.expect("GET /v1/x").reply(status, {{"Retry-After", "7"}});
  const auto answer = setup.perform(call("GET", "/x"));
  CHECK(answer.fetched.error == error);
  CHECK(answer.fetched.status == status);
  CHECK(answer.retry_after == 7s);
}

TEST_CASE("a date to wait for is seen by the server's own clock", "[service]") {
  Setup setup;
  setup.peer.expect("GET /v1/x")
      .reply(
          503, {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"},
                {"Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"}}
      );
  CHECK(setup.perform(call("GET", "/x")).retry_after == 30s);
}

TEST_CASE("what has no answer says why", "[service]") {
  Setup setup;
  setup.peer.expect("POST /v1/x").then(HttpPeer::Then::reset);
  CHECK(setup.perform(call("POST", "/x")).fetched.error == errc::uncertain);
}

TEST_CASE("a path that would leave the base URL is never asked for", "[service]") {
  Setup setup;
  const auto* path = GENERATE(
      "x", "@evil.example/", ".evil.example", ":99/", "/../x", "/a/../../x", "/..", "/%2e%2E/x",
      "/.%2e/x", "//evil.example/", "/a//b", "/a%2f..%2fb", "/a\\b", "/a%5cb", "/x#y", "/x%00",
      "/./x", "https://evil.example/"
  );
  INFO(path);
  CHECK_FALSE(is_safe_path(path));
  CHECK(setup.perform(call("GET", path)).fetched.error == errc::malformed);
  CHECK(setup.peer.connections() == 0);
}

TEST_CASE("ordinary paths are safe", "[service]") {
  for (const auto* path :
       {"", "/", "/a/b.c", "/a?b=../c%2f", "/a%20b", "/...", "/..a", "/a..b/c"}) {
    INFO(path);
    CHECK(is_safe_path(path));
  }
}

TEST_CASE("a base URL that is none is a mistake at start-up", "[service]") {
  Setup setup;
  for (const auto* url : {"", "nonsense", "https://a.example/?q=1"}) {
    INFO(url);
    auto settings = setup.settings();
    settings.base_url = url;
    CHECK_THROWS_AS(
        (HttpService{*setup.client, setup.clock, std::move(settings)}), std::invalid_argument
    );
  }
}

TEST_CASE("what is not unreserved is percent-encoded", "[service]") {
  CHECK(percent_encode("nep-0000_a.b~c") == "nep-0000_a.b~c");
  CHECK(percent_encode("a b/c?d#e%f") == "a%20b%2Fc%3Fd%23e%25f");
  CHECK(percent_encode("doc/neps", "/") == "doc/neps");
  CHECK(percent_encode("\xE6\x8F\x90") == "%E6%8F%90");
}
