// tests/matrix/look_test.cpp: fields of objects from outside, of whatever type they are.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"

#include "tests/matrix/wire.hpp"

using namespace usher;
using matrix::test_rig::json_object;

namespace {

std::optional<std::int64_t> level(std::string_view value) {
  return look::number(json_object("{\"level\":" + std::string(value) + "}"), "level");
}

}  // namespace

TEST_CASE("what is there and of that type is found", "[look]") {
  const auto from = json_object(R"({"a":"x","b":{"c":"y"},"d":[1],"e":true})");
  CHECK(look::text(from, "a") == "x");
  CHECK(look::text(from, "b", "c") == "y");
  REQUIRE(look::object(from, "b") != nullptr);
  REQUIRE(look::array(from, "d") != nullptr);
  CHECK(look::array(from, "d")->size() == 1);
  CHECK(look::flag(from, "e"));
}

TEST_CASE("what is not there, or of another type, is empty", "[look]") {
  const auto from = json_object(R"({"a":1,"b":"{}","d":{},"e":"true"})");
  CHECK(look::text(from, "a").empty());
  CHECK(look::text(from, "zzz").empty());
  CHECK(look::text(from, "b", "c").empty());
  CHECK(look::object(from, "b") == nullptr);
  CHECK(look::array(from, "d") == nullptr);
  CHECK_FALSE(look::flag(from, "e"));
  CHECK_FALSE(look::number(from, "d"));
}

TEST_CASE("power levels are whole numbers, also as strings and with a point", "[look]") {
  CHECK(level("50") == 50);
  CHECK(level("-1") == -1);
  CHECK(level("50.0") == 50);
  CHECK(level("\"50\"") == 50);
  CHECK(level("\" +50 \"") == 50);
  CHECK(level("\"-7\"") == -7);
  CHECK(level("9007199254740991") == 9007199254740991);
}

TEST_CASE("what is no whole number is none", "[look]") {
  for (const char* odd :
       {"50.5", "1e300", "-1e300", "\"\"", "\"fifty\"", "\"50x\"", "\"+-1\"", "true", "null",
        "[50]", "18446744073709551615", "\"99999999999999999999\""}) {
    INFO(odd);
    CHECK_FALSE(level(odd));
  }
}
