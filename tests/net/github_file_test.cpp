// tests/net/github_file_test.cpp: files on GitHub: from raw where it has the bytes asked for, else by their id.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_tree.hpp"
#include "bot/net/tree.hpp"
#include "tests/support/github_stand_in.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
using Then = HttpPeer::Then;

TEST_CASE("a file comes from raw when its bytes are the ones asked for", "[github]") {
  GitHubSetup setup;
  setup.raw.expect(raw_path).reply(200, {}, hello);
  const auto got = setup.get();
  CHECK(got.fetched.error == errc::ok);
  CHECK(got.fetched.status == 200);
  CHECK(got.fetched.body == hello);
  CHECK(setup.api.connections() == 0);
}

TEST_CASE("a file that raw does not have as asked comes by its id", "[github]") {
  GitHubSetup setup;
  SECTION("a cache that lags") { setup.raw.expect(raw_path).reply(200, {}, "older\n"); }
  SECTION("a file renamed since") { setup.raw.expect(raw_path).reply(404); }
  SECTION("a private repository") { setup.raw.expect(raw_path).reply(403); }
  SECTION("cut off without a word") {
    setup.raw.expect(raw_path).raw("HTTP/1.1 200 OK\r\n\r\nhel").then(Then::close);
  }
  setup.api.expect(blob_path).reply(200, {}, blob_json);
  const auto got = setup.get();
  CHECK(got.fetched.error == errc::ok);
  CHECK(got.fetched.status == 200);
  CHECK(got.fetched.body == hello);
}

TEST_CASE("bytes that are not those asked for are never handed out", "[github]") {
  GitHubSetup setup;
  setup.raw.expect(raw_path).reply(200, {}, "hel");
  SECTION("the blob is another") {
    setup.api.expect(blob_path).reply(200, {}, R"({"content":"aGVs","encoding":"base64"})");
  }
  SECTION("the blob is unknown") { setup.api.expect(blob_path).reply(404); }
  SECTION("the blob is nonsense") { setup.api.expect(blob_path).reply(200, {}, "<html>"); }
  const auto got = setup.get();
  CHECK(got.fetched.error == errc::malformed);
  CHECK(got.fetched.body.empty());
}

TEST_CASE("a file that is nowhere is a 404", "[github]") {
  GitHubSetup setup;
  setup.raw.expect(raw_path).reply(404);
  setup.api.expect(blob_path).reply(404);
  const auto got = setup.get();
  CHECK(got.fetched.error == errc::ok);
  CHECK(got.fetched.status == 404);
}

TEST_CASE("a file that cannot be had now says so and spends no quota", "[github]") {
  GitHubSetup setup;
  SECTION("raw is down") {
    setup.raw.expect(raw_path).reply(503, {{"Retry-After", "9"}});
    const auto got = setup.get();
    CHECK(got.fetched.error == errc::unavailable);
    CHECK(got.retry_after == 9s);
  }
  SECTION("raw says wait, and is left alone") {
    setup.raw.expect(raw_path).reply(429, {{"Retry-After", "9"}});
    CHECK(setup.get().fetched.error == errc::rate_limited);
    CHECK(setup.get().fetched.error == errc::rate_limited);
    CHECK(setup.raw.seen().size() == 1);
  }
  SECTION("raw breaks off") {
    setup.raw.expect(raw_path).reply(200, {{"Content-Length", "99"}}, "hel").then(Then::reset);
    CHECK(setup.get().fetched.error == errc::uncertain);
  }
  SECTION("raw leads to a private address") {
    setup.raw.expect(raw_path).reply(302, {{"Location", "https://10.0.0.1/"}});
    CHECK(setup.get().fetched.error == errc::refused_address);
  }
  SECTION("the file is too large") {
    setup.settings.limits.body = 1000;
    setup.raw.expect(raw_path).reply(200, {}, std::string(1001, 'x'));
    CHECK(setup.get().fetched.error == errc::too_large);
  }
  CHECK(setup.api.connections() == 0);
}

TEST_CASE("names are encoded on their way, and a path that is none never leaves", "[github]") {
  GitHubSetup setup;
  setup.settings.branch = "release/2.x";
  setup.settings.directory = "/doc/my neps/";
  setup.api.expect("GET /repos/numpy/numpy/contents/doc/my%20neps?ref=release%2F2.x")
      .reply(200, {}, "[]");
  CHECK(setup.list().fetched.status == 200);
  setup.raw.expect("GET /numpy/numpy/release/2.x/doc/my%20neps/a%20%23%3F.rst")
      .reply(200, {}, hello);
  CHECK(setup.perform("GET", hello_sha + " a #?.rst", {}).fetched.status == 200);
  CHECK(setup.perform("GET", hello_sha + " ../a", {}).fetched.error == errc::malformed);
  CHECK(setup.perform("GET", "x a", {}).fetched.error == errc::malformed);
  CHECK(setup.perform("DELETE", hello_sha + " a", {}).fetched.error == errc::unsupported);
}
