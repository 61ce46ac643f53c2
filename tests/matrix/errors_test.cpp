// tests/matrix/errors_test.cpp: what a homeserver's refusals mean.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/api.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher;
using namespace usher::matrix;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const sys_seconds noon{seconds(1'764'072'000)};

Refusal refusal(int status, const std::string& errcode, const std::string& error = {}) {
  return refusal_of(
      status, {}, R"({"errcode":")" + errcode + R"(","error":")" + error + "\"}", noon
  );
}

}  // namespace

TEST_CASE("each of Matrix's words says whether to try again", "[errors]") {
  CHECK(refusal(429, "M_LIMIT_EXCEEDED").why == errc::rate_limited);
  CHECK(refusal(401, "M_UNKNOWN_TOKEN").why == errc::unauthorized);
  CHECK(refusal(401, "M_MISSING_TOKEN").why == errc::unauthorized);
  CHECK(refusal(404, "M_NOT_FOUND").why == errc::not_found);
  CHECK(refusal(404, "M_UNRECOGNIZED").why == errc::unsupported);
  CHECK(refusal(413, "M_TOO_LARGE").why == errc::too_large);
  CHECK(refusal(403, "M_FORBIDDEN").why == errc::refused);
  CHECK(refusal(400, "M_BAD_JSON").why == errc::refused);
  CHECK(refusal(400, "M_UNKNOWN").why == errc::refused);
  CHECK(refusal(403, "M_A_WORD_OF_NEXT_YEAR").why == errc::refused);
  CHECK(refusal(401, "M_USER_LOCKED").why == errc::unavailable);
  CHECK(refusal(403, "M_RESOURCE_LIMIT_EXCEEDED").why == errc::unavailable);
  CHECK(refusal(500, "M_UNKNOWN").why == errc::unavailable);
}

TEST_CASE("a proxy's page is no word of Matrix's: it passes", "[errors]") {
  for (const int status : {400, 401, 403, 404, 408, 500, 502, 503, 504, 301}) {
    const Refusal page = refusal_of(status, {}, "<html>Bad Gateway</html>", noon);
    CHECK(page.why == errc::unavailable);
    CHECK(page.errcode.empty());
    CHECK(page.status == status);
  }
  CHECK(refusal_of(413, {}, "<html>", noon).why == errc::too_large);
  CHECK(refusal_of(429, {}, "", noon).why == errc::rate_limited);
}

TEST_CASE("how long to wait is said by the header, else by the body", "[errors]") {
  const std::string body = R"({"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":4776})";
  CHECK(refusal_of(429, {{"Retry-After", "5"}}, body, noon).retry_after == seconds(5));
  CHECK(refusal_of(429, {}, body, noon).retry_after == milliseconds(4776));
  CHECK(refusal_of(429, {{"Retry-After", "soon"}}, body, noon).retry_after == milliseconds(4776));
  CHECK(refusal_of(429, {}, "", noon).retry_after == milliseconds(0));
  CHECK(refusal_of(429, {}, R"({"retry_after_ms":-5})", noon).retry_after == milliseconds(0));
  CHECK(
      refusal_of(429, {}, R"({"retry_after_ms":9007199254740991})", noon).retry_after ==
      std::chrono::hours(24)
  );
}

TEST_CASE("soft logout is told from the end of a session", "[errors]") {
  CHECK(refusal_of(401, {}, R"({"errcode":"M_UNKNOWN_TOKEN","soft_logout":true})", noon).soft_logout
  );
  CHECK_FALSE(
      refusal_of(401, {}, R"({"errcode":"M_UNKNOWN_TOKEN","soft_logout":false})", noon).soft_logout
  );
  CHECK_FALSE(refusal(401, "M_UNKNOWN_TOKEN").soft_logout);
}

TEST_CASE("what a server says goes into no log as it is", "[errors]") {
  CHECK(refusal(400, "M_X\\nFORGED").errcode.empty());
  CHECK(refusal(400, std::string(101, 'A')).errcode.empty());
  CHECK(refusal(400, "M_UNKNOWN", "a\\nb").error == "a b");
  CHECK(refusal(400, "M_UNKNOWN", std::string(5000, 'x')).error.size() <= 310);
  CHECK(refusal_of(400, {}, std::string(100'000, '['), noon).why == errc::unavailable);
}

TEST_CASE("what is so already counts as done", "[errors]") {
  CHECK(is_done_already("react", refusal(400, "M_DUPLICATE_ANNOTATION")));
  CHECK_FALSE(is_done_already("react", refusal(403, "M_FORBIDDEN")));
  CHECK(is_done_already("invite", refusal(403, "M_FORBIDDEN", "@a:x is already in the room.")));
  CHECK(is_done_already("join", refusal(403, "M_FORBIDDEN", "You are already in the room")));
  CHECK_FALSE(
      is_done_already("join", refusal(403, "M_FORBIDDEN", "You are not invited to this room."))
  );
  CHECK(is_done_already("leave", refusal(404, "M_NOT_FOUND")));
  CHECK(is_done_already("leave", refusal(403, "M_FORBIDDEN", "User @a:x not in room !r")));
  CHECK_FALSE(is_done_already("leave", refusal(500, "M_UNKNOWN")));
  CHECK(is_done_already("redact", refusal(404, "M_NOT_FOUND")));
  CHECK_FALSE(is_done_already("send", refusal(404, "M_NOT_FOUND")));
}

TEST_CASE("no post is lost because a token ran out", "[errors]") {
  CHECK(is_transient(setback_of(refusal(401, "M_UNKNOWN_TOKEN")).why));
  CHECK_FALSE(is_transient(setback_of(refusal(403, "M_FORBIDDEN")).why));
  const Setback limited = setback_of(refusal_of(429, {{"Retry-After", "5"}}, "", noon));
  CHECK(limited.why == errc::rate_limited);
  CHECK(limited.retry_after == seconds(5));
  CHECK_FALSE(limited.alone);
}
