// tests/net/hackmd_test.cpp: pages on HackMD, read and written.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/hackmd.hpp"

#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
using Then = HttpPeer::Then;

namespace {

const std::string old_page = R"({"id":"page-1","content":"# Old\n","lastChangedAt":1644461594806})";
const std::string new_page = R"({"id":"page-1","content":"# Old\n\n## New"})";
const std::string wanted = "# Old\n\n## New\n";

std::string version_of(const std::string& json) { return parse_pad(json)->version; }

struct Step {
  std::string method;
  int status;
  std::string body;
};
PadWritten play(const std::vector<Step>& steps, std::string* sent = nullptr) {
  PadWriting writing(wanted, version_of(old_page));
  PadWriting::Action action = writing.begin();
  for (const Step& step : steps) {
    const auto* ask = std::get_if<PadWriting::Ask>(&action);
    REQUIRE(ask != nullptr);
    CHECK(ask->method == step.method);
    if (sent != nullptr && ask->method == "PATCH") *sent = ask->body;
    action = writing.resume(step.status, step.body);
  }
  const auto* end = std::get_if<PadWritten>(&action);
  REQUIRE(end != nullptr);
  return *end;
}

struct Setup {
  HttpPeer api;
  ClientUnderTest client;
  ManualClock clock{sys_seconds{std::chrono::seconds{1'800'000'000}}};
  HackMdSettings settings{
      .name = "pads", .api_url = api.url("/v1"), .token = Secret<std::string>{"hmd-1"}
  };
  std::unique_ptr<HackMd> pads;

  Answer perform(
      const std::string& method, const std::string& body = {}, const std::string& etag = {}
  ) {
    if (!pads) pads = std::make_unique<HackMd>(*client, clock, settings);
    Call call;
    call.method = method;
    call.path = "page-1";
    call.body = body;
    call.etag = etag;
    return run(client.io(), pads->perform(std::move(call)));
  }
};

}  // namespace

TEST_CASE("a page is read, compared, written and read again", "[hackmd]") {
  std::string sent;
  const auto end =
      play({{"GET", 200, old_page}, {"PATCH", 202, "Accepted"}, {"GET", 200, new_page}}, &sent);
  CHECK(end.status == 200);
  CHECK(end.error == errc::ok);
  CHECK(sent == R"({"content":"# Old\n\n## New\n"})");
}

TEST_CASE("what somebody wrote meanwhile is not written over", "[hackmd]") {
  const std::string other = R"({"content":"# Old\nand more"})";
  CHECK(play({{"GET", 200, other}}).body == "edited");
  CHECK(play({{"GET", 200, other}}).status == 409);
  CHECK(play({{"GET", 200, old_page}, {"PATCH", 202, ""}, {"GET", 200, other}}).body == "edited");
}

TEST_CASE("a page that is as wanted is not written again", "[hackmd]") {
  CHECK(play({{"GET", 200, new_page}}).error == errc::ok);
  // HackMD answers 403 to a write of somebody else's page, and has written it.
  CHECK(
      play({{"GET", 200, old_page}, {"PATCH", 403, ""}, {"GET", 200, new_page}}).error == errc::ok
  );
}

TEST_CASE("what HackMD refuses is told apart", "[hackmd]") {
  const auto denied = play({{"GET", 200, old_page}, {"PATCH", 403, ""}, {"GET", 200, old_page}});
  CHECK(denied.error == errc::unauthorized);
  CHECK(denied.body == "denied");
  CHECK(play({{"GET", 401, "{}"}}).error == errc::unauthorized);
  CHECK(play({{"GET", 404, "{}"}}).error == errc::not_found);
  CHECK(play({{"GET", 200, "<html>"}}).error == errc::malformed);
  CHECK(play({{"GET", 200, old_page}, {"PATCH", 404, ""}}).error == errc::not_found);
  // It was taken, and is not there yet: to be asked again.
  CHECK(
      play({{"GET", 200, old_page}, {"PATCH", 202, ""}, {"GET", 200, old_page}}).error ==
      errc::unavailable
  );
}

TEST_CASE("line ends and an end of blanks make no other page", "[hackmd]") {
  CHECK(version_of(R"({"content":"a\r\nb\r\n\n "})") == version_of(R"({"content":"a\nb"})"));
  CHECK(version_of(R"({"content":"a"})") != version_of(R"({"content":"b"})"));
  CHECK_FALSE(parse_pad(R"({"content":7})"));
  CHECK_FALSE(parse_pad("[]"));
}

TEST_CASE("a page comes with its version", "[hackmd]") {
  Setup setup;
  setup.api.expect("GET /v1/notes/page-1").reply(200, {}, old_page);
  const auto answer = setup.perform("READ");
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.body == "# Old\n");
  CHECK(answer.fetched.etag == version_of(old_page));
  CHECK(find(setup.api.seen().at(0).headers, "authorization") == "Bearer hmd-1");
}

TEST_CASE("a page is written through the service", "[hackmd]") {
  Setup setup;
  setup.api.expect("GET /v1/notes/page-1").reply(200, {}, old_page);
  setup.api.expect("PATCH /v1/notes/page-1").reply(202, {}, "");
  setup.api.expect("GET /v1/notes/page-1").reply(200, {}, new_page);
  const auto answer = setup.perform("WRITE", wanted, version_of(old_page));
  CHECK(answer.fetched.error == errc::ok);
  CHECK(find(setup.api.seen().at(1).headers, "content-type") == "application/json");
  CHECK(setup.api.seen().at(1).body.contains("## New"));
}

TEST_CASE("HackMD's limits are kept", "[hackmd]") {
  Setup setup;
  setup.api.expect("GET /v1/notes/page-1")
      .reply(429, {{"X-RateLimit-UserRemaining", "0"}, {"X-RateLimit-UserReset", "1800000300000"}});
  CHECK(setup.perform("READ").fetched.error == errc::rate_limited);
  const auto answer = setup.perform("READ");
  CHECK(answer.fetched.error == errc::rate_limited);
  CHECK(answer.retry_after == 300s);
  CHECK(setup.api.seen().size() == 1);
}

TEST_CASE("HackMD that fails for now says so", "[hackmd]") {
  Setup setup;
  SECTION("500") {
    setup.api.expect("GET /v1/notes/page-1").reply(500, {}, R"({"error":"Failed to update note"})");
    CHECK(setup.perform("READ").fetched.error == errc::unavailable);
  }
  SECTION("cut off") {
    setup.api.expect("GET /v1/notes/page-1").then(Then::reset);
    CHECK(setup.perform("READ").fetched.error == errc::uncertain);
  }
  SECTION("no such page") {
    setup.api.expect("GET /v1/notes/page-1").reply(404, {}, "{}");
    CHECK(setup.perform("READ").fetched.error == errc::not_found);
  }
  SECTION("another method") { CHECK(setup.perform("DELETE").fetched.error == errc::unsupported); }
}

TEST_CASE("a page is named by its id alone", "[hackmd]") {
  CHECK(is_pad_id("76o-IxCjQX2mOXO_wwkcpg"));
  CHECK_FALSE(is_pad_id("a/b/c/d"));
  CHECK_FALSE(is_pad_id("x"));
  CHECK_FALSE(is_pad_id("page?1"));
  Setup setup;
  setup.settings.api_url = "nonsense";
  CHECK_THROWS_AS(setup.perform("READ"), std::invalid_argument);
}
