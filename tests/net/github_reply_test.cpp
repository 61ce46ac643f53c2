// tests/net/github_reply_test.cpp: GitHub's listings, blobs and rate limits, as it writes them and as it should not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace usher;
using namespace usher::net;
using namespace std::chrono_literals;

namespace {

constexpr sys_seconds now{1'800'000'000s};
const std::string sha_a(40, 'a');
const std::string sha_b(40, 'b');

std::string item(std::string_view type, std::string_view name, std::string_view sha) {
  return fmt::format(
      R"({{"name":"{0}","path":"doc/neps/{0}","sha":"{2}","size":12,"type":"{1}","url":"https://api.example/x","download_url":null,"_links":{{"self":"x"}}}})",
      name, type, sha
  );
}

Response reply(int status, Headers headers, std::string body = {}) {
  Response response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::move(body);
  return response;
}

}  // namespace

TEST_CASE("a folder's files are read, and what is no file is left out", "[github]") {
  const auto entries = parse_contents(
      "[" + item("file", "nep-0000.rst", sha_a) + "," + item("dir", "_static", sha_b) + "," +
      item("symlink", "link", sha_b) + "," + item("submodule", "sub", sha_b) + "," +
      item("file", "../evil", sha_b) + "," + item("file", "\\u0000", sha_b) + "," +
      item("file", "\xE6\x8F\x90.rst", sha_b) + "]"
  );
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK(entries->at(0).name == "nep-0000.rst");
  CHECK(entries->at(0).sha == sha_a);
  CHECK(entries->at(0).size == 12);
  CHECK(entries->at(1).name == "\xE6\x8F\x90.rst");
  CHECK(parse_contents("[]")->empty());
}

TEST_CASE("what is no listing is malformed", "[github]") {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  const std::string cut = "[" + item("file", "a", sha_a);
  for (const std::string& text :
       {std::string{}, std::string{"null"}, std::string{"{\"type\":\"file\"}"}, std::string{"[1]"},
        cut, deep, "[" + item("file", "a", "xyz") + "]",
        std::string{"[{\"type\":\"file\",\"name\":\"a\"}]"}, std::string{"<html>"},
        std::string{"\xff"}}) {
    INFO(text.substr(0, 80));
    CHECK(parse_contents(text).error() == errc::malformed);
  }
}

TEST_CASE("a listing that GitHub cuts off is refused", "[github]") {
  std::string text = "[" + item("file", "a", sha_a);
  for (int i = 1; i < 1000; ++i) text += "," + item("file", "a" + std::to_string(i), sha_a);
  CHECK(parse_contents(text + "]").error() == errc::too_large);
}

TEST_CASE("a blob is decoded", "[github]") {
  CHECK(parse_blob(R"({"content":"aGVsbG8K\n","encoding":"base64","size":6})") == "hello\n");
  CHECK(parse_blob(R"({"content":"aGVs\nbG8h\n","encoding":"base64"})") == "hello!");
  CHECK(parse_blob(R"({"content":"aGVsbA==","encoding":"base64"})") == "hell");
  CHECK(parse_blob(R"({"content":"","encoding":"base64"})") == "");
}

TEST_CASE("what is no blob is malformed", "[github]") {
  for (const auto* text :
       {"", "[]", "{}", R"({"content":"abc","encoding":"base64"})",
        R"({"content":"####","encoding":"base64"})", R"({"content":"hello","encoding":"utf-8"})",
        R"({"content":7,"encoding":"base64"})", R"({"message":"Not Found"})"}) {
    INFO(text);
    CHECK(parse_blob(text).error() == errc::malformed);
  }
}

TEST_CASE("an answer with quota left says go on", "[github]") {
  const auto quota = read_quota(
      reply(200, {{"X-RateLimit-Remaining", "41"}, {"X-RateLimit-Reset", "1800000600"}}), now
  );
  CHECK(quota.error == errc::ok);
  CHECK(quota.wait == 0s);
  CHECK(read_quota(reply(200, {}), now).wait == 0s);
}

TEST_CASE("the last answer of a quota is good, and says to wait", "[github]") {
  const auto quota = read_quota(
      reply(304, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000600"}}), now
  );
  CHECK(quota.error == errc::ok);
  CHECK(quota.wait == 600s);
}

TEST_CASE("a refusal says how long to wait", "[github]") {
  const int status = GENERATE(403, 429);
  SECTION("by Retry-After, first of all") {
    const auto quota = read_quota(
        reply(
            status, {{"Retry-After", "30"},
                     {"x-ratelimit-remaining", "0"},
                     {"x-ratelimit-reset", "1800000600"}}
        ),
        now
    );
    CHECK(quota.error == errc::rate_limited);
    CHECK(quota.wait == 30s);
  }
  SECTION("until the reset, when the quota is used up") {
    const auto quota = read_quota(
        reply(status, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000600"}}), now
    );
    CHECK(quota.error == errc::rate_limited);
    CHECK(quota.wait == 600s);
  }
  SECTION("until the reset by GitHub's own clock") {
    const auto quota = read_quota(
        reply(
            status, {{"Date", "Fri, 15 Jan 2027 08:05:00 GMT"},
                     {"x-ratelimit-remaining", "0"},
                     {"x-ratelimit-reset", "1800000600"}}
        ),
        now
    );
    CHECK(quota.wait == 300s);
  }
  SECTION("a minute for a secondary limit") {
    const auto quota = read_quota(
        reply(status, {}, R"({"message":"You have exceeded a secondary rate limit."})"), now
    );
    CHECK(quota.error == errc::rate_limited);
    CHECK(quota.wait == 60s);
  }
  SECTION("a second at least, a day at most") {
    CHECK(
        read_quota(reply(status, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "5"}}), now)
            .wait == 1s
    );
    CHECK(
        read_quota(
            reply(
                status,
                {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "9223372036854775807"}}
            ),
            now
        )
            .wait == 24h
    );
    CHECK(
        read_quota(
            reply(
                status,
                {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "-9223372036854775807"}}
            ),
            now
        )
            .wait == 1s
    );
    CHECK(
        read_quota(
            reply(status, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "soon"}}), now
        )
            .wait == 60s
    );
    CHECK(read_quota(reply(status, {{"Retry-After", "99999999"}}), now).wait == 24h);
  }
}

TEST_CASE("a refusal for another reason is no rate limit", "[github]") {
  CHECK(
      read_quota(
          reply(403, {{"x-ratelimit-remaining", "59"}}, R"({"message":"Resource not accessible"})"),
          now
      )
          .error == errc::ok
  );
  CHECK(read_quota(reply(404, {}), now).error == errc::ok);
  CHECK(read_quota(reply(429, {}), now).error == errc::rate_limited);
}
