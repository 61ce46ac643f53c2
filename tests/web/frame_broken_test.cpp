// tests/web/frame_broken_test.cpp: frames that a page must not send are none.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/frame.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher::web;
namespace json = boost::json;

namespace {

struct Kind {
  std::string text;
  std::vector<std::string> needed;  // keys that it cannot do without
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {R"({"do":"hello","since":1,"tab":"t"})", {"do", "since", "tab"}},
      {R"({"do":"send","id":"a","room":"r","thread":1,"text":"x"})", {"do", "id", "room", "text"}},
      {R"({"do":"edit","id":"a","message":1,"text":"x"})", {"do", "id", "message", "text"}},
      {R"({"do":"delete","id":"a","message":1})", {"do", "id", "message"}},
      {R"({"do":"react","id":"a","message":1,"emoji":"x","add":true})",
       {"do", "id", "message", "emoji"}},
      {R"({"do":"press","id":"a","message":1,"button":0})", {"do", "id", "message", "button"}},
      {R"({"do":"submit","id":"a","ticket":"t","fields":{"a":"b"},"secrets":{"a":"b"}})",
       {"do", "id", "ticket"}},
      {R"({"do":"cancel","id":"a","ticket":"t"})", {"do", "id", "ticket"}},
      {R"({"do":"join","id":"a","room":"r"})", {"do", "id", "room"}},
      {R"({"do":"leave","id":"a","room":"r"})", {"do", "id", "room"}},
      {R"({"do":"home","id":"a"})", {"do", "id"}},
      {R"({"do":"history","id":"a","room":"r","before":1,"thread":1})", {"do", "id", "room"}},
      {R"({"do":"complete","id":"a","line":"/"})", {"do", "id", "line"}},
      {R"({"do":"me","id":"a","lang":"en","zone":"UTC"})", {"do", "id", "lang", "zone"}},
      {R"({"do":"read","room":"r","message":1})", {"do", "room", "message"}},
  };
  return all;
}

json::object object(const Kind& kind) { return json::parse(kind.text).as_object(); }

bool is_frame(const json::object& from) { return read_frame(json::serialize(from)).has_value(); }

}  // namespace

TEST_CASE("a frame that lacks a key is none") {
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.text);
    REQUIRE(read_frame(kind.text));
    for (const std::string& key : kind.needed) {
      CAPTURE(key);
      json::object less = object(kind);
      less.erase(key);
      CHECK_FALSE(is_frame(less));
    }
  }
}

TEST_CASE("a value of another type makes no frame") {
  const std::vector<json::value> others = {nullptr, json::array{},       json::array{"x"}, 1.5,
                                           -1,      9223372036854775808U};
  for (const Kind& kind : kinds())
    for (const auto& [key, value] : object(kind)) {
      CAPTURE(kind.text, std::string(key));
      std::vector<json::value> wrong = others;
      if (!value.is_string()) wrong.emplace_back("x");
      if (!value.is_number()) wrong.emplace_back(1);
      if (!value.is_bool()) wrong.emplace_back(true);
      if (!value.is_object()) wrong.emplace_back(json::object{{"a", "b"}});
      for (const json::value& one : wrong) {
        INFO(json::serialize(one));
        json::object broken = object(kind);
        broken[key] = one;
        CHECK_FALSE(is_frame(broken));
      }
    }
}

TEST_CASE("a field of a form that is no text makes no frame") {
  const Kind& submit = kinds()[6];
  for (const char* part : {"fields", "secrets"})
    for (const json::value& wrong :
         {json::value(1), json::value(nullptr), json::value(json::array{"a"}),
          json::value(json::object{})}) {
      json::object broken = object(submit);
      broken[part] = json::object{{"a", "b"}, {"c", wrong}};
      CAPTURE(json::serialize(broken));
      CHECK_FALSE(is_frame(broken));
    }
}

TEST_CASE("an id that may not be makes no frame") {
  for (const Kind& kind : kinds()) {
    json::object broken = object(kind);
    const char* key = broken.contains("tab") ? "tab" : "id";
    if (!broken.contains(key)) continue;
    for (const std::string& bad :
         {std::string(), std::string("a b"), std::string("../x"), std::string(65, 'a'),
          std::string("a\0b", 3)}) {
      broken[key] = bad;
      CAPTURE(json::serialize(broken));
      CHECK_FALSE(is_frame(broken));
    }
  }
}

TEST_CASE("what nobody has heard of is not done") {
  for (const char* what : {"", "Send", "send ", "unheard_of", "welcome", "ack"}) {
    CAPTURE(what);
    CHECK_FALSE(is_frame({{"do", what}, {"id", "a"}, {"room", "r"}, {"text", "x"}}));
  }
}

TEST_CASE("what is no JSON object makes no frame") {
  for (const char* text :
       {"", " ", "[]", "[{\"do\":\"home\",\"id\":\"a\"}]", "\"home\"", "1", "null", "hello",
        "{do:\"home\",\"id\":\"a\"}", "{\"do\":\"home\",\"id\":\"a\"}}",
        "{\"do\":\"home\",\"id\":\"a\",}", "{\"do\":\"home\",\"id\":\"a\"} {}",
        "{\"do\":\"home\",\"id\":\"a\xff\"}"}) {
    CAPTURE(text);
    CHECK_FALSE(read_frame(text));
  }
}

TEST_CASE("what is nested deeper than any frame is refused without a stack") {
  const std::string before = R"({"do":"home","id":"a","x":)";
  CHECK_FALSE(read_frame(before + R"({"a":{"b":{"c":{"d":1}}}}})"));
  CHECK_FALSE(read_frame(before + "[[[[[]]]]]}"));
  CHECK_FALSE(read_frame(before + std::string(100'000, '[')));
  CHECK_FALSE(read_frame(std::string(100'000, '{')));
  CHECK_FALSE(read_frame(before + std::string(50'000, '[') + std::string(50'000, ']') + "}"));
}
