// tests/slack/payload_test.cpp: fields, ids and times of what Slack sends.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/payload.hpp"

#include "tests/slack/wire.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

TEST_CASE("what is not there, or of another kind, is empty", "[slack][payload]") {
  const auto from =
      json_object(R"({"s":"x","n":7,"o":{"s":"y","n":7},"a":[1],"t":true,"f":false,"z":null})");
  CHECK(text(from, "s") == "x");
  for (const std::string_view key : {"n", "o", "a", "t", "z", "none"})
    CHECK(text(from, key).empty());
  CHECK(text(from, "o", "s") == "y");
  CHECK(text(from, "o", "n").empty());
  CHECK(text(from, "s", "s").empty());
  CHECK(text(from, "none", "s").empty());
  CHECK(object(from, "o") != nullptr);
  CHECK(object(from, "a") == nullptr);
  CHECK(object(from, "none") == nullptr);
  CHECK(array(from, "a") != nullptr);
  CHECK(array(from, "o") == nullptr);
  CHECK(flag(from, "t"));
  CHECK_FALSE(flag(from, "f"));
  CHECK_FALSE(flag(from, "s"));
}

TEST_CASE("ids are names of letters and digits", "[slack][payload]") {
  for (const std::string_view id : {"C0123", "U0ADA", "Ev01", "a-b_c"}) CHECK(is_id(id));
  CHECK(is_id(std::string(64, 'A')));
  for (const std::string_view id : {"", "C 1", "C/1", "C1\n", "<@U1>", "é", "C1,C2"})
    CHECK_FALSE(is_id(id));
  CHECK_FALSE(is_id(std::string(65, 'A')));
}

TEST_CASE("a ts names a message and the second it was said in", "[slack][payload]") {
  CHECK(is_ts("1764072000.000100"));
  CHECK(instant("1764072000.000100") == noon);
  CHECK(instant("1764072000.999999") == noon);
  for (const std::string_view ts :
       {"", ".", "1764072000", "1764072000.", ".000100", "-1.5", "1.2.3", "1764072000.00a",
        "1764072000000.5", "1.0000000001", " 1.5", "1,5"}) {
    INFO(ts);
    CHECK_FALSE(is_ts(ts));
    CHECK(instant(ts) == sys_seconds());
  }
}
