// tests/slack/lookup_test.cpp: marks in metadata, written and found again.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/lookup.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
namespace json = boost::json;

namespace {

json::object message(const Mark& mark, std::string_view bot = "B0") {
  return {
      {"type", "message"}, {"ts", "1.000100"}, {"bot_id", bot}, {"metadata", metadata_of(mark)}
  };
}
json::object answer(json::array messages) {
  return {{"ok", true}, {"messages", std::move(messages)}};
}

}  // namespace

TEST_CASE("a mark comes back as it was written", "[lookup]") {
  const Mark marks[] = {
      {"0123456789abcdef", 7, 0, "", false},
      {"0123456789abcdef", 9'000'000'000, 3, "C1/1764072000.000100", true}
  };
  for (const Mark& mark : marks) CHECK(mark_of(message(mark)) == mark);
}

TEST_CASE("a mark names rows and events, and its event_type is one that Slack takes", "[lookup]") {
  const json::object metadata = metadata_of({"0123456789abcdef", 7, 0, "C1/1.2", false});
  CHECK(
      json::serialize(metadata) ==
      R"({"event_type":"usher_message","event_payload":{"from":"0123456789abcdef","row":"7","event":"C1/1.2"}})"
  );
}

TEST_CASE("metadata of others, or broken, is no mark", "[lookup]") {
  for (const char* text :
       {R"({})", R"({"metadata":null})", R"({"metadata":{}})",
        R"({"metadata":{"event_type":"usher_message"}})",
        R"({"metadata":{"event_type":"other","event_payload":{"row":"7"}}})",
        R"({"metadata":{"event_type":"usher_message","event_payload":[]}})"})
    CHECK_FALSE(mark_of(json::parse(text).as_object()));
  const auto odd = mark_of(
      json::parse(
          R"({"metadata":{"event_type":"usher_message","event_payload":{"row":"7x","part":5,"from":1}}})"
      )
          .as_object()
  );
  REQUIRE(odd);
  CHECK(odd->row == 0);
  CHECK(odd->part == 0);
  CHECK(odd->installation.empty());
}

TEST_CASE("only what this bot wrote counts, whoever copies its marks", "[lookup]") {
  const Mark mark{"i", 7, 0, "", false};
  json::object ours_by_user{
      {"ts", "3.1"}, {"user", "U0"}, {"thread_ts", "1.1"}, {"metadata", metadata_of(mark)}
  };
  json::object unsigned_one{{"ts", "4.1"}, {"metadata", metadata_of(mark)}};
  json::object plain{{"ts", "5.1"}, {"bot_id", "B0"}};
  const auto found = marked(
      answer(
          {message(mark), message(mark, "B9"), ours_by_user, unsigned_one, plain, 7, nullptr,
           json::array{}}
      ),
      "U0", "B0"
  );
  REQUIRE(found.size() == 2);
  CHECK(found[0].ts == "1.000100");
  CHECK(found[0].thread.empty());
  CHECK(found[1].ts == "3.1");
  CHECK(found[1].thread == "1.1");
  CHECK(marked({}, "U0", "B0").empty());
  CHECK(marked({{"messages", 7}}, "U0", "B0").empty());
  CHECK(marked(answer({unsigned_one}), "", "").empty());
}
