// tests/net/github_listing_test.cpp: folders that are too large for the contents API, and how often a listing is asked for.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"
#include "bot/net/github_tree.hpp"
#include "tests/support/github_stand_in.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;

namespace {

const std::string trees = "GET /repos/numpy/numpy/git/trees/main%3Adoc%2Fneps";

std::string tree_json(int count, bool truncated = false) {
  std::string out = fmt::format(R"({{"sha":"{}","truncated":{},"tree":[)", hello_sha, truncated);
  out += R"({"path":"_static","mode":"040000","type":"tree","sha":")" + hello_sha + R"("})";
  out += R"(,{"path":"link","mode":"120000","type":"blob","size":3,"sha":")" + hello_sha + R"("})";
  for (int i = 0; i < count; ++i)
    out += fmt::format(
        R"(,{{"path":"nep-{:05}.rst","mode":"100644","type":"blob","size":6,"sha":"{}"}})", i,
        hello_sha
    );
  return out + "]}";
}

std::string full_contents() {
  std::string out = "[";
  for (int i = 0; i < 1000; ++i)
    out += fmt::format(
        R"({}{{"name":"nep-{:05}.rst","sha":"{}","size":6,"type":"file"}})", i == 0 ? "" : ",", i,
        hello_sha
    );
  return out + "]";
}

}  // namespace

TEST_CASE(
    "a folder of a thousand entries is asked for as a tree, then and from then on", "[github]"
) {
  GitHubSetup setup;
  setup.api.expect(contents).reply(200, {{"ETag", "\"c1\""}}, full_contents());
  setup.api.expect(trees).reply(200, {{"ETag", "\"t1\""}}, tree_json(1200));
  const auto listed = setup.list();
  REQUIRE(listed.fetched.status == 200);
  CHECK(std::ranges::count(listed.fetched.body, '\n') == 1200);
  CHECK(listed.fetched.body.starts_with(hello_sha + " 6 nep-00000.rst\n"));
  CHECK(listed.fetched.etag == "tree \"t1\"");
  CHECK(find(setup.api.seen().at(1).headers, "if-none-match").empty());

  setup.api.expect(trees).reply(304, {{"ETag", "\"t1\""}});
  const auto unchanged = setup.list(listed.fetched.etag);
  CHECK(unchanged.fetched.status == 304);
  CHECK(unchanged.fetched.etag == listed.fetched.etag);
  CHECK(find(setup.api.seen().at(2).headers, "if-none-match") == "\"t1\"");
}

TEST_CASE("a tree that is cut off or is none is no listing", "[github]") {
  CHECK(parse_tree(tree_json(3))->size() == 3);
  CHECK(parse_tree(tree_json(3, true)).error() == errc::too_large);
  for (const char* text :
       {"", "[]", "{}", R"({"tree":[]})", R"({"tree":{},"truncated":false})",
        R"({"tree":[7],"truncated":false})", R"({"tree":[],"truncated":"no"})",
        R"({"tree":[{"path":"a","type":"blob","sha":"x"}],"truncated":false})"}) {
    INFO(text);
    CHECK(parse_tree(text).error() == errc::malformed);
  }
  GitHubSetup setup;
  setup.api.expect(trees).reply(200, {}, tree_json(25'001));
  CHECK(setup.list("tree \"t1\"").fetched.error == errc::too_large);
}

TEST_CASE(
    "without a token a listing is asked for four times an hour, failed attempts among them",
    "[github]"
) {
  GitHubSetup setup;
  for (int i = 0; i < 4; ++i) {
    setup.api.expect(contents).reply(i % 2 == 0 ? 502 : 304);
    setup.list("\"v1\"");
    setup.clock.advance(5min);
  }
  const auto refused = setup.list("\"v1\"");
  CHECK(refused.fetched.error == errc::not_yet);
  CHECK(refused.retry_after == 40min);
  CHECK(setup.api.seen().size() == 4);
  setup.raw.expect(raw_path).reply(200, {}, hello);
  CHECK(setup.get().fetched.status == 200);  // files are another matter
  setup.clock.advance(40min);
  setup.api.expect(contents).reply(304);
  CHECK(setup.list("\"v1\"").fetched.status == 304);
}

TEST_CASE("with a token a listing is asked for as often as it is wanted", "[github]") {
  GitHubSetup setup;
  setup.settings.token = Secret<std::string>{"ghp_1"};
  for (int i = 0; i < 6; ++i) {
    setup.api.expect(contents).reply(304);
    CHECK(setup.list("\"v1\"").fetched.status == 304);
  }
}

TEST_CASE("a clock that was set back does not keep listings away for long", "[github]") {
  GitHubSetup setup;
  for (int i = 0; i < 4; ++i) {
    setup.api.expect(contents).reply(304);
    setup.list("\"v1\"");
  }
  setup.clock.set(setup.clock.now() - 48h);
  setup.api.expect(contents).reply(304);
  CHECK(setup.list("\"v1\"").fetched.status == 304);
}
