// tests/slack/signature_test.cpp: whether a request comes from Slack.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/signature.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher;
using namespace usher::slack;

namespace {

const sys_seconds noon{std::chrono::seconds(1'764'072'000)};
constexpr std::string_view stamp = "1764072000";
constexpr std::string_view body = "command=%2Fnep&text=0";
// Made with another implementation of HMAC (Python's).
constexpr std::string_view right =
    "v0=fd0021d1d1e2712384ace0eb3ba44388714d8a8cd94dac41b251ffc6fd47a598";

Signature checked(
    std::string_view signature, sys_seconds now = noon, std::string_view timestamp = stamp,
    std::string_view bytes = body, std::string_view secret = "an invented secret"
) {
  return check_signature(
      Secret<std::string>(std::string(secret)), timestamp, signature, bytes, now
  );
}

}  // namespace

TEST_CASE("what Slack signed is good", "[slack][signature]") {
  CHECK(checked(right) == Signature::good);
  CHECK(
      checked(
          "v0=4e17a44c20ab88d5e1cab692c9f830b0f1cfecb6c89fa0dffb95113869fbe324", noon, stamp, ""
      ) == Signature::good
  );
}

TEST_CASE("any bytes may be signed, with a secret of any length", "[slack][signature]") {
  CHECK(
      checked(
          "v0=5bc3618acca31517f1fe2a25b7cb4a8def632ae9f19fbb21a8bc16d800945e3a", noon, stamp,
          std::string_view("\0\xff\n", 3),
          "an invented secret that is longer than one block of the hash, which is sixty-four bytes"
      ) == Signature::good
  );
}

TEST_CASE("one changed byte of body, time or secret is wrong", "[slack][signature]") {
  CHECK(checked(right, noon, stamp, "command=%2Fnep&text=1") == Signature::wrong);
  CHECK(checked(right, noon, stamp, "") == Signature::wrong);
  CHECK(checked(right, noon, "1764072001") == Signature::wrong);
  CHECK(checked(right, noon, stamp, body, "another secret") == Signature::wrong);
  for (std::size_t i = 3; i < right.size(); ++i) {
    std::string other(right);
    other[i] = other[i] == '0' ? '1' : '0';
    CHECK(checked(other) == Signature::wrong);
  }
}

TEST_CASE("without a secret nothing is good", "[slack][signature]") {
  CHECK(checked(right, noon, stamp, body, "") == Signature::wrong);
}

TEST_CASE("five minutes are allowed, in both directions", "[slack][signature]") {
  using std::chrono::seconds;
  CHECK(checked(right, noon + seconds(300)) == Signature::good);
  CHECK(checked(right, noon + seconds(301)) == Signature::stale);
  CHECK(checked(right, noon - seconds(300)) == Signature::good);
  CHECK(checked(right, noon - seconds(301)) == Signature::stale);
}

TEST_CASE("a wrong signature learns nothing of the time", "[slack][signature]") {
  std::string other(right);
  other.back() = other.back() == '0' ? '1' : '0';
  CHECK(checked(other, noon + std::chrono::hours(1)) == Signature::wrong);
}

TEST_CASE("headers that are none of Slack's are missing", "[slack][signature]") {
  CHECK(checked("") == Signature::missing);
  CHECK(checked(right.substr(3)) == Signature::missing);
  CHECK(checked(right.substr(0, right.size() - 1)) == Signature::missing);
  CHECK(checked(std::string(right) + "0") == Signature::missing);
  CHECK(checked(std::string(right) + "00") == Signature::missing);
  CHECK(checked("v1=" + std::string(right.substr(3))) == Signature::missing);
  CHECK(checked("v0=" + std::string(64, 'g')) == Signature::missing);
  CHECK(checked("v0=" + std::string(1'000'000, 'a')) == Signature::missing);
  for (const std::string_view timestamp :
       {"", "now", "-1764072000", "+1764072000", " 1764072000", "1764072000 ", "1764072000.5",
        "99999999999999999999", "0x10"}) {
    INFO(timestamp);
    CHECK(checked(right, noon, timestamp) == Signature::missing);
  }
}

TEST_CASE("capitals are digits too", "[slack][signature]") {
  std::string upper(right.substr(3));
  for (char& c : upper)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 32);
  CHECK(checked("v0=" + upper) == Signature::good);
}

TEST_CASE("each verdict has a word for the log", "[slack][signature]") {
  CHECK(describe(Signature::good) == "good");
  CHECK(describe(Signature::missing) == "missing");
  CHECK(describe(Signature::stale) == "stale");
  CHECK(describe(Signature::wrong) == "wrong");
}
