// tests/matrix/scan_test.cpp: going through JSON once.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/scan.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

using namespace usher::matrix;

namespace {

// Members as their texts; "broken" where it is none.
std::map<std::string, std::string> members(std::string_view json) {
  std::map<std::string, std::string> out;
  Scan scan(json);
  std::string_view key;
  if (!scan.enter_object()) return {{"no", "object"}};
  while (scan.next_key(key)) {
    const std::string name(key);
    out[name] = scan.skip();
  }
  if (!scan.ok() || !scan.at_end()) return {{"broken", ""}};
  return out;
}

using Members = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("values are taken out as they are written", "[matrix][scan]") {
  CHECK(
      members(R"( { "a" : 1 , "b":"x,}]" ,"c":[ {"d":"]"} ,2], "e":{} , "f":null } )") ==
      Members{
          {"a", "1"}, {"b", "\"x,}]\""}, {"c", R"([ {"d":"]"} ,2])"}, {"e", "{}"}, {"f", "null"}
      }
  );
  CHECK(members("{}").empty());
}

TEST_CASE("quotes behind backslashes are the string's own", "[matrix][scan]") {
  CHECK(
      members(R"({"a":"\"","b":"\\","c":"\\\"}","d":1})") ==
      Members{{"a", R"("\"")"}, {"b", R"("\\")"}, {"c", R"("\\\"}")"}, {"d", "1"}}
  );
  CHECK(members(R"({"\u0061\"":1})") == Members{{"a\"", "1"}});
}

TEST_CASE("depth costs nothing", "[matrix][scan]") {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  CHECK(members("{\"a\":" + deep + ",\"b\":2}") == Members{{"a", deep}, {"b", "2"}});
}

TEST_CASE("what is no JSON ends, and says so", "[matrix][scan]") {
  for (const char* odd :
       {"{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":1", "{\"a\":[1}", "{\"a\":\"x}",
        "{a:1}", "{\"a\":1}x", "{\"a\":\"\\\"}", "{]", "{,,}", "{\"a\":{\"b\":1}"}) {
    INFO(odd);
    CHECK(members(odd) == Members{{"broken", ""}});
  }
  CHECK(members("[]") == Members{{"no", "object"}});
  CHECK(members("") == Members{{"no", "object"}});
}

TEST_CASE("arrays are gone through", "[matrix][scan]") {
  Scan scan(R"([1, "two" ,[3],{"four":4}])");
  std::vector<std::string> items;
  REQUIRE(scan.is_array());
  REQUIRE(scan.enter_array());
  while (scan.next_item()) items.emplace_back(scan.skip());
  CHECK(scan.ok());
  CHECK(scan.at_end());
  CHECK(items == std::vector<std::string>{"1", "\"two\"", "[3]", R"({"four":4})"});
  Scan cut("[1,");
  REQUIRE(cut.enter_array());
  CHECK(cut.next_item());
  cut.skip();
  CHECK_FALSE(cut.next_item());
  CHECK_FALSE(cut.ok());
}

TEST_CASE("strings are read with their escapes, or not at all", "[matrix][scan]") {
  CHECK(string_in(R"("plain")") == "plain");
  CHECK(string_in(R"("a\nb\u00e9\ud83e\udd89")") == "a\nbé🦉");
  CHECK(string_in("\"é\"") == "é");
  CHECK_FALSE(string_in(R"("half \ud800")"));
  CHECK_FALSE(string_in("\"\xff\""));
  CHECK_FALSE(string_in("12"));
  CHECK_FALSE(string_in("\""));
  CHECK_FALSE(string_in(""));
  CHECK_FALSE(string_in("null"));
}
