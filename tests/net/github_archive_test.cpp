// tests/net/github_archive_test.cpp: the archive service before a server that follows a script.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_archive.hpp"

#include "bot/net/tree.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
using Then = HttpPeer::Then;

namespace {

const std::string pulls = "GET /repos/o/a/pulls?state=all&head=o%3An-1&base=main&per_page=20";
const std::string merged =
    R"([{"number":7,"state":"closed","merged_at":"2026-01-15T00:00:00Z","html_url":"https://h.example/p","head":{"ref":"n-1"}}])";

struct Setup {
  HttpPeer api;
  ClientUnderTest client;
  ManualClock clock{sys_seconds{std::chrono::seconds{1'800'000'000}}};
  GitHubArchiveSettings settings{
      .name = "archive",
      .repository = "o/a",
      .api_url = api.url(""),
      .token = Secret<std::string>{"ghp_1"}
  };
  std::unique_ptr<GitHubArchive> archive;

  Answer perform(const std::string& method, const std::string& path, const std::string& body = {}) {
    if (!archive) archive = std::make_unique<GitHubArchive>(*client, clock, settings);
    Call call;
    call.method = method;
    call.path = path;
    call.body = body;
    return run(client.io(), archive->perform(std::move(call)));
  }
  Answer look() { return perform("LOOK", "n-1 f.md"); }
};

}  // namespace

TEST_CASE("the archive is asked with the token, as GitHub wants to be asked", "[github][archive]") {
  Setup setup;
  setup.api.expect(pulls).reply(200, {}, merged);
  const auto answer = setup.look();
  CHECK(answer.fetched.error == errc::ok);
  CHECK(answer.fetched.body.starts_with("merged 7 "));
  const auto seen = setup.api.seen().at(0);
  CHECK(find(seen.headers, "authorization") == "Bearer ghp_1");
  CHECK(find(seen.headers, "x-github-api-version") == "2022-11-28");
  CHECK(setup.archive->name() == "archive");
}

TEST_CASE("what is written has a body of JSON", "[github][archive]") {
  Setup setup;
  setup.api.expect(pulls).reply(
      200, {},
      R"([{"number":7,"state":"open","merged_at":null,"html_url":"https://h.example/p","head":{"ref":"n-1"}}])"
  );
  setup.api.expect("GET /repos/o/a/contents/f.md?ref=n-1").reply(404, {}, "{}");
  setup.api.expect("PUT /repos/o/a/contents/f.md").reply(201, {}, "{}");
  const auto answer =
      setup.perform("PROPOSE", "n-1 f.md", "-\nAdd notes\nOne.\nTwo.\n\n\n# Page\n");
  CHECK(answer.fetched.body.starts_with("open 7 "));
  const auto seen = setup.api.seen().at(2);
  CHECK(find(seen.headers, "content-type") == "application/json");
  CHECK(seen.body.contains(R"("content":"CiMgUGFnZQo=")"));
}

TEST_CASE("a Call to the archive is read to its end", "[github][archive]") {
  Call call{
      .tag = {}, .service = {}, .method = "PROPOSE", .path = "n-1 a b.md", .body = "", .etag = {}
  };
  call.body = "-\nTitle\n\n\nbytes\n\n";
  const auto read = read_proposal(call);
  REQUIRE(read);
  CHECK(read->file == "a b.md");
  CHECK(read->title == "Title");
  CHECK(read->known.empty());
  CHECK(read->description.empty());
  CHECK(read->content == "\nbytes\n\n");
  call.path = "n-1 ../x";
  CHECK_FALSE(read_proposal(call));
  call.path = "n-1";
  CHECK_FALSE(read_proposal(call));
  call.path = "n-1 f.md";
  call.body = "-\nTitle\n\n";
  CHECK_FALSE(read_proposal(call));
  call.method = "DELETE";
  CHECK_FALSE(read_proposal(call));
}

TEST_CASE("an archive that fails for now says so, and when to come again", "[github][archive]") {
  Setup setup;
  SECTION("429") {
    setup.api.expect(pulls).reply(429, {{"Retry-After", "120"}}, "{}");
    const auto answer = setup.look();
    CHECK(answer.fetched.error == errc::rate_limited);
    CHECK(answer.retry_after == 120s);
    CHECK(setup.look().fetched.error == errc::rate_limited);  // and was not asked
    CHECK(setup.api.seen().size() == 1);
  }
  SECTION("the quota is used up") {
    setup.api.expect(pulls).reply(
        403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000300"}},
        R"({"message":"API rate limit exceeded"})"
    );
    CHECK(setup.look().fetched.error == errc::rate_limited);
  }
  SECTION("502") {
    setup.api.expect(pulls).reply(502, {{"Retry-After", "30"}});
    const auto answer = setup.look();
    CHECK(answer.fetched.error == errc::unavailable);
    CHECK(answer.fetched.status == 502);
    CHECK(answer.retry_after == 30s);
  }
  SECTION("cut off") {
    setup.api.expect(pulls).then(Then::reset);
    CHECK(setup.look().fetched.error == errc::uncertain);
  }
  SECTION("silent") {
    setup.settings.limits.total = 50ms;
    setup.api.expect(pulls).then(Then::stall);
    CHECK(setup.look().fetched.error == errc::timed_out);
  }
  SECTION("for good: a bad token") {
    setup.api.expect(pulls).reply(401, {}, R"({"message":"Bad credentials"})");
    const auto answer = setup.look();
    CHECK(answer.fetched.error == errc::unauthorized);
    CHECK(answer.fetched.status == 401);
    CHECK(answer.fetched.body == "github Bad credentials");
  }
}

TEST_CASE("settings that make no address are refused at once", "[github][archive]") {
  Setup setup;
  setup.settings.repository = "o/a/b";
  CHECK_THROWS_AS(setup.look(), std::invalid_argument);
  setup.settings.repository = "o/a";
  setup.settings.branch = "..";
  CHECK_THROWS_AS(setup.look(), std::invalid_argument);
}

TEST_CASE("a file is read with git's id of it", "[github][archive]") {
  Setup setup;
  const std::string get = "GET /repos/o/a/contents/c/n.yaml?ref=main";
  const std::string blob = blob_id("a: 1\n");
  const auto file = [](const std::string& sha, const std::string& content) {
    return R"({"type":"file","encoding":"base64","sha":")" + sha + R"(","content":")" + content +
           "\"}";
  };
  setup.api.expect(get).reply(200, {}, file(blob, "YTog\\nMQo=\\n"));
  auto answer = setup.perform("READ", "c/n.yaml");
  CHECK(answer.fetched.error == errc::ok);
  CHECK(answer.fetched.body == "a: 1\n");
  CHECK(answer.fetched.etag == blob);
  // Another file than it says, one that is too long to be in it, a folder, none.
  setup.api.expect(get).reply(200, {}, file(std::string(40, 'a'), "YTogMQo="));
  CHECK(setup.perform("READ", "c/n.yaml").fetched.error == errc::malformed);
  setup.api.expect(get).reply(
      200, {}, R"({"type":"file","encoding":"none","sha":")" + blob + R"(","content":""})"
  );
  CHECK(setup.perform("READ", "c/n.yaml").fetched.error == errc::malformed);
  setup.api.expect(get).reply(200, {}, "[]");
  CHECK(setup.perform("READ", "c/n.yaml").fetched.error == errc::malformed);
  setup.api.expect(get).reply(404, {}, R"({"message":"Not Found"})");
  answer = setup.perform("READ", "c/n.yaml");
  CHECK(answer.fetched.error == errc::not_found);
  CHECK(answer.fetched.body == "github Not Found");
  CHECK(setup.perform("READ", "../n.yaml").fetched.error == errc::malformed);
}

TEST_CASE("the body of a proposal says whether it is an edit", "[github][archive]") {
  const std::string a(40, 'a');
  const std::string b(40, 'b');
  Call call;
  call.method = "PROPOSE";
  call.path = "n-1 c/n.yaml";
  call.body = a + " " + b + "\nTitle\nWords\n\ncontent";
  const auto both = read_proposal(call);
  REQUIRE(both);
  CHECK(both->known == a);
  CHECK(both->from == b);
  call.body = "- " + b + "\nTitle\n\ncontent";
  CHECK(read_proposal(call)->known.empty());
  CHECK(read_proposal(call)->from == b);
  call.body = "- x\nTitle\n\ncontent";
  CHECK_FALSE(read_proposal(call));
  call.body = "-\nTitle\n\ncontent";
  CHECK(read_proposal(call)->from.empty());
  call.method = "LOOK";
  CHECK_FALSE(read_proposal(call)->edits);
  call.body = "edit";
  CHECK(read_proposal(call)->edits);
}
