// tests/net/github_log_quota_test.cpp: histories on GitHub leave listings enough of the quota.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_tree.hpp"
#include "tests/support/github_stand_in.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;

namespace {

const std::string commits =
    "GET /repos/numpy/numpy/commits?path=doc%2Fneps%2Fa.rst&sha=main&per_page=100";
std::string commit_json(const std::string& parents) {
  return R"([{"sha":")" + hello_sha +
         R"(","commit":{"committer":{"date":"2020-01-01T00:00:00Z"}},"parents":[)" + parents +
         "]}]";
}
// With one before it: whether it renamed the file is asked for too.
const std::string one_commit = commit_json(R"({"sha":")" + hello_sha + R"("})");
const std::string first_commit = commit_json("");

struct Setup : GitHubSetup {
  Answer log(std::string etag = {}) { return perform("LOG", "a.rst", std::move(etag)); }
};

}  // namespace

TEST_CASE("the last of a quota is kept for listings and files", "[github][gitlog]") {
  Setup setup;
  const bool token = GENERATE(false, true);
  if (token) setup.settings.token = Secret<std::string>{"ghp_1"};
  const auto left = [](const char* requests) {
    return Headers{{"x-ratelimit-remaining", requests}, {"x-ratelimit-reset", "1800000600"}};
  };
  const auto refused_for = [&setup](int seconds) {
    const auto told = setup.log();
    CHECK(told.fetched.error == errc::rate_limited);
    CHECK(told.retry_after == std::chrono::seconds{seconds});
  };
  SECTION("a listing has said how little it is") {
    setup.api.expect(contents).reply(200, left("19"), listing_json);
    CHECK(setup.list().fetched.status == 200);
    refused_for(600);
    CHECK(setup.api.seen().size() == 1);
  }
  SECTION("it becomes so little within a log") {
    setup.api.expect(commits).reply(200, left("19"), one_commit);
    refused_for(600);
    CHECK(setup.api.seen().size() == 1);
  }
  setup.clock.advance(std::chrono::seconds{599});
  setup.api.expect(contents).reply(200, {}, listing_json);
  CHECK(setup.list().fetched.status == 200);
  refused_for(1);
  setup.clock.advance(std::chrono::seconds{1});
  setup.api.expect(commits).reply(200, {}, first_commit);
  CHECK(setup.log().fetched.status == 200);
}

TEST_CASE("what is left of a quota may be just enough", "[github][gitlog]") {
  Setup setup;
  setup.api.expect(contents).reply(
      200, {{"x-ratelimit-remaining", "20"}, {"x-ratelimit-reset", "1800000600"}}, listing_json
  );
  setup.list();
  setup.api.expect(commits).reply(304);
  CHECK(setup.log("\"v1\"").fetched.status == 304);
}

TEST_CASE("a log that is refused without a time lets listings go on", "[github][gitlog]") {
  Setup setup;
  SECTION("429") { setup.api.expect(commits).reply(429, {}, "{}"); }
  SECTION("403") {
    setup.api.expect(commits).reply(
        403, {}, R"({"message":"You have exceeded a secondary rate limit"})"
    );
  }
  CHECK(setup.log().retry_after == std::chrono::seconds{60});
  CHECK(setup.log().retry_after == std::chrono::seconds{60});
  CHECK(setup.api.seen().size() == 1);
  setup.api.expect(contents).reply(200, {}, listing_json);
  CHECK(setup.list().fetched.status == 200);
}

TEST_CASE("of two refusals under way at once the longer wait counts", "[github]") {
  Setup setup;
  setup.api.expect(contents).reply(
      403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800003000"}}, "{}"
  );
  setup.api.expect(contents).reply(429, {{"Retry-After", "60"}}, "{}");
  setup.tree = std::make_unique<GitHubTree>(*setup.client, setup.clock, setup.settings);
  Call call;
  call.method = "LIST";
  int left = 2;
  for (int i = 0; i < 2; ++i)
    boost::asio::co_spawn(
        setup.client.io(), setup.tree->perform(call),
        [&](const std::exception_ptr&, const Answer& told) {
          CHECK(told.fetched.error == errc::rate_limited);
          if (--left == 0) setup.client.io().stop();
        }
    );
  setup.client.io().restart();
  setup.client.io().run();
  CHECK(setup.api.done());
  CHECK(setup.list().retry_after == std::chrono::seconds{3000});
}
