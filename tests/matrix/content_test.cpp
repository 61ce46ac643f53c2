// tests/matrix/content_test.cpp: what events contain, their marks and their transaction ids.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/content.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::matrix;
namespace json = boost::json;

namespace {

const Mark our_mark{"00ff", 7, 1, false};

json::value parsed(std::string_view text) { return json::parse({text.data(), text.size()}); }

}  // namespace

TEST_CASE("a message says what it is, whom it means, and whose row it is", "[matrix][content]") {
  const matrix::Message one{.body = "Ada", .html = "<b>Ada</b>", .mentions = {"@ada:localhost"}};
  CHECK(
      json::value(message_content(one, true, {}, our_mark)) ==
      parsed(R"({"msgtype":"m.text","body":"Ada","format":"org.matrix.custom.html",
      "formatted_body":"<b>Ada</b>","m.mentions":{"user_ids":["@ada:localhost"]},
      "chat.usher.mark":{"installation":"00ff","row":7,"part":1}})")
  );
  const auto plain =
      message_content({.body = "x", .html = {}, .mentions = {}}, false, {}, our_mark);
  CHECK(plain.at("msgtype") == "m.notice");
  CHECK(plain.at("m.mentions") == json::object());
  CHECK_FALSE(plain.contains("format"));
}

TEST_CASE("in a thread there is a reply to fall back to", "[matrix][content]") {
  const matrix::Message one{.body = "x", .html = {}, .mentions = {}};
  const auto relation = [&](const Hang& hang) {
    return message_content(one, false, hang, our_mark).at("m.relates_to");
  };
  CHECK(
      relation({.thread = "$root", .reply = "$said"}) ==
      parsed(R"({"rel_type":"m.thread","event_id":"$root","is_falling_back":true,
      "m.in_reply_to":{"event_id":"$said"}})")
  );
  CHECK(relation({.thread = "$root", .reply = {}}).at("m.in_reply_to").at("event_id") == "$root");
  CHECK(
      relation({.thread = {}, .reply = "$said"}) ==
      parsed(R"({"m.in_reply_to":{"event_id":"$said"}})")
  );
}

TEST_CASE("an edit pings nobody again, and fits twice", "[matrix][content]") {
  const matrix::Message one{
      .body = std::string(24000, 'x'), .html = std::string(24000, 'y'), .mentions = {"@a:b"}
  };
  const auto edit = edit_content(one, false, "$event", our_mark);
  CHECK(edit.at("m.mentions") == json::object());
  CHECK(edit.at("m.new_content").at("m.mentions").at("user_ids").at(0) == "@a:b");
  CHECK(edit.at("m.new_content").at("body").as_string().size() == 24000);
  CHECK(edit.at("body").as_string().starts_with("* x"));
  CHECK(edit.at("m.relates_to") == parsed(R"({"event_id":"$event","rel_type":"m.replace"})"));
  CHECK(is_sendable(edit));
}

TEST_CASE("numbers that are not whole, or too large, cannot be sent", "[matrix][content]") {
  CHECK(is_sendable(parsed(R"({"a":[9007199254740991,{"b":-9007199254740991}]})").as_object()));
  for (const char* bad :
       {R"({"a":1.5})", R"({"a":[{"b":9007199254740992}]})", R"({"a":18446744073709551615})"})
    CHECK_FALSE(is_sendable(parsed(bad).as_object()));
  CHECK_FALSE(is_sendable({{"body", std::string(60001, 'x')}}));
}

TEST_CASE("a mark is read back, and nothing else for one", "[matrix][mark]") {
  const Mark secret{"00ff", 7, 1, true};
  CHECK(mark_of({{"chat.usher.mark", mark_object(secret)}}) == secret);
  for (const char* none :
       {R"({})", R"({"chat.usher.mark":1})", R"({"chat.usher.mark":{}})",
        R"({"chat.usher.mark":{"installation":"x","row":-1,"part":0}})",
        R"({"chat.usher.mark":{"installation":"x","row":1,"part":99999999999}})",
        R"({"chat.usher.mark":{"row":1,"part":0}})"})
    CHECK_FALSE(mark_of(parsed(none).as_object()));
}

TEST_CASE("a transaction id is the row's, of this installation alone", "[matrix][mark]") {
  Pending row;
  row.id = 9'223'372'036'854'775'807;
  row.key = "k";
  const std::string one = txn_of("0123456789abcdef", row, 1000);
  CHECK(one.size() <= 64);
  // As every version has made them: what was sent before an update, and is sent again after it, must be known again.
  CHECK(one == "0123456789abcdef.9223372036854775807.7fce3f6bb495c8120e79.1000");
  CHECK(txn_of("01-3", "told") == "01_3.a2b0a34cbfb3c0040ac6");
  CHECK(one == txn_of("0123456789abcdef", row, 1000));
  CHECK(std::ranges::all_of(one, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
  }));
  CHECK(one != txn_of("0123456789abcdef", row, 1001));
  CHECK(one != txn_of("0123456789abcdee", row, 1000));
  Pending other = row;
  other.to.people = {"@ada:localhost"};
  CHECK(one != txn_of("0123456789abcdef", other, 1000));
  other = row;
  other.event = "$other";  // the same row number of another database
  CHECK(one != txn_of("0123456789abcdef", other, 1000));
  CHECK(txn_of("x/../y", "told").find('/') == std::string::npos);
}
