// tests/net/github_tree_test.cpp: folders on GitHub, listed.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_tree.hpp"

#include "bot/net/tree.hpp"
#include "tests/support/github_stand_in.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
using Then = HttpPeer::Then;

TEST_CASE("a folder on GitHub is listed", "[github]") {
  GitHubSetup setup;
  setup.api.expect(contents).reply(200, {{"ETag", "W/\"v1\""}}, listing_json);
  const auto listed = setup.list();
  CHECK(listed.fetched.error == errc::ok);
  CHECK(listed.fetched.status == 200);
  CHECK(listed.fetched.body == hello_sha + " 6 a.rst\n" + hello_sha + " 6 b.rst\n");
  CHECK(listed.fetched.etag == "W/\"v1\"");
  const auto seen = setup.api.seen().at(0);
  CHECK(find(seen.headers, "accept") == "application/vnd.github+json");
  CHECK(find(seen.headers, "x-github-api-version") == "2022-11-28");
  CHECK(find(seen.headers, "authorization").empty());
  CHECK(find(seen.headers, "user-agent").starts_with("usher/"));
  CHECK(setup.tree->name() == "neps");
}

TEST_CASE("an unchanged folder is a 304", "[github]") {
  GitHubSetup setup;
  setup.api.expect(contents).reply(304, {{"ETag", "W/\"v1\""}});
  const auto listed = setup.list("W/\"v1\"");
  CHECK(listed.fetched.status == 304);
  CHECK(listed.fetched.etag == "W/\"v1\"");
  CHECK(listed.fetched.body.empty());
  CHECK(find(setup.api.seen().at(0).headers, "if-none-match") == "W/\"v1\"");
}

TEST_CASE("the token goes to the API and nowhere else", "[github]") {
  GitHubSetup setup;
  setup.settings.token = Secret<std::string>{"ghp_1"};
  setup.api.expect(contents).reply(200, {}, "[]");
  setup.raw.expect(raw_path).reply(200, {}, hello);
  CHECK(setup.list().fetched.status == 200);
  CHECK(setup.get().fetched.status == 200);
  CHECK(find(setup.api.seen().at(0).headers, "authorization") == "Bearer ghp_1");
  CHECK(find(setup.raw.seen().at(0).headers, "authorization").empty());
}

TEST_CASE("a renamed repository is followed within the API", "[github]") {
  GitHubSetup setup;
  setup.api.expect(contents).reply(
      301, {{"Location", setup.api.url("/repositories/9/contents/doc/neps?ref=main")}}
  );
  setup.api.expect("GET /repositories/9/contents/doc/neps?ref=main").reply(200, {}, listing_json);
  CHECK(setup.list().fetched.status == 200);
}

TEST_CASE("a listing that leads away is refused", "[github]") {
  GitHubSetup setup;
  SECTION("to a private address") {
    setup.api.expect(contents).reply(302, {{"Location", "http://192.168.0.1/"}});
    CHECK(setup.list().fetched.error == errc::refused_address);
  }
  SECTION("to a host that is not on the list") {
    setup.api.expect(contents).reply(302, {{"Location", "https://evil.example/"}});
    CHECK(setup.list().fetched.error == errc::refused_host);
  }
}

TEST_CASE("a listing that fails says why", "[github]") {
  GitHubSetup setup;
  const auto expect_error = [&setup](errc error, int status) {
    const auto listed = setup.list();
    CHECK(listed.fetched.error == error);
    CHECK(listed.fetched.status == status);
    CHECK(listed.fetched.body.empty());
  };
  SECTION("no such folder") {
    setup.api.expect(contents).reply(404, {}, R"({"message":"Not Found"})");
    expect_error(errc::not_found, 404);
  }
  SECTION("a bad token") {
    setup.api.expect(contents).reply(401, {}, R"({"message":"Bad credentials"})");
    expect_error(errc::unauthorized, 401);
  }
  SECTION("forbidden") {
    setup.api.expect(contents).reply(
        403, {{"x-ratelimit-remaining", "59"}}, R"({"message":"Forbidden"})"
    );
    expect_error(errc::unauthorized, 403);
  }
  SECTION("down") {
    setup.api.expect(contents).reply(502);
    expect_error(errc::unavailable, 502);
  }
  SECTION("cut off") {
    setup.api.expect(contents)
        .reply(200, {{"Content-Length", "9999"}}, listing_json)
        .then(Then::close);
    expect_error(errc::uncertain, 0);
  }
  SECTION("cut off without a word") {
    setup.api.expect(contents)
        .raw("HTTP/1.1 200 OK\r\n\r\n" + listing_json.substr(0, 50))
        .then(Then::close);
    expect_error(errc::malformed, 0);
  }
  SECTION("reset") {
    setup.api.expect(contents).then(Then::reset);
    expect_error(errc::uncertain, 0);
  }
  SECTION("silent") {
    setup.settings.limits.total = 50ms;
    setup.api.expect(contents).then(Then::stall);
    expect_error(errc::timed_out, 0);
  }
  SECTION("a file, not a folder") {
    setup.api.expect(contents).reply(200, {}, R"({"type":"file","name":"neps"})");
    expect_error(errc::malformed, 0);
  }
  SECTION("too large") {
    setup.api.expect(contents).reply(200, {{"Content-Length", "99999999"}}).then(Then::stall);
    expect_error(errc::too_large, 0);
  }
}

TEST_CASE("when GitHub says wait, nothing is asked until then", "[github]") {
  GitHubSetup setup;
  SECTION("429 with Retry-After") {
    setup.api.expect(contents).reply(429, {{"Retry-After", "120"}});
  }
  SECTION("403, quota used up") {
    setup.api.expect(contents).reply(
        403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000120"}}, "{}"
    );
  }
  SECTION("403, secondary limit") {
    setup.api.expect(contents).reply(
        403, {{"Retry-After", "120"}}, R"({"message":"You have exceeded a secondary rate limit"})"
    );
  }
  const auto refused = setup.list();
  CHECK(refused.fetched.error == errc::rate_limited);
  CHECK(refused.retry_after == 120s);
  setup.clock.advance(119s);
  const auto waiting = setup.list();
  CHECK(waiting.fetched.error == errc::rate_limited);
  CHECK(waiting.retry_after == 1s);
  CHECK(setup.api.seen().size() == 1);
  // Raw has a quota of its own.
  setup.raw.expect(raw_path).reply(200, {}, hello);
  CHECK(setup.get().fetched.status == 200);
  setup.clock.advance(1s);
  setup.api.expect(contents).reply(200, {}, listing_json);
  CHECK(setup.list().fetched.status == 200);
}

TEST_CASE("the last answer of a quota is used, and no further one asked for", "[github]") {
  GitHubSetup setup;
  setup.api.expect(contents).reply(
      200, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000060"}}, listing_json
  );
  CHECK(setup.list().fetched.status == 200);
  const auto refused = setup.list();
  CHECK(refused.fetched.error == errc::rate_limited);
  CHECK(refused.retry_after == 60s);
  CHECK(setup.api.seen().size() == 1);
}

TEST_CASE("a source that cannot be one is a mistake at start-up", "[github]") {
  GitHubSetup setup;
  const auto refused = [&setup](auto change) {
    auto settings = setup.settings;
    change(settings);
    CHECK_THROWS_AS(
        (GitHubTree{*setup.client, setup.clock, std::move(settings)}), std::invalid_argument
    );
  };
  refused([](auto& s) { s.repository = "numpy"; });
  refused([](auto& s) { s.repository = "numpy/numpy/x"; });
  refused([](auto& s) { s.repository = "../numpy"; });
  refused([](auto& s) { s.repository = "a b/c"; });
  refused([](auto& s) { s.repository = ""; });
  refused([](auto& s) { s.directory = "doc/../.."; });
  refused([](auto& s) { s.directory = "doc//neps"; });
  refused([](auto& s) { s.branch = ""; });
  refused([](auto& s) { s.branch = "a/../b"; });
  refused([](auto& s) { s.api_url = "api"; });
  refused([](auto& s) { s.raw_url = "https://a.example/?x"; });
}
