// tests/support/slack_rules.hpp: what Slack takes of messages and views, held strictly (facts: Slack's reference of Block
// Kit, and what it does not say). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace usher::testing::slack {

namespace json = boost::json;

// --- reading JSON of which nothing is known ---
std::string_view text_at(
    const json::object& object, std::string_view key
);  // empty where it is no string
const json::object* object_at(const json::object& object, std::string_view key);
const json::array* array_at(const json::object& object, std::string_view key);
bool flag_at(const json::object& object, std::string_view key);  // true, "true", "1", 1
std::int64_t number_at(const json::object& object, std::string_view key, std::int64_t otherwise);
std::size_t characters(std::string_view utf8);

enum class Surface : std::uint8_t { message, modal, home };

struct Judgement {
  std::vector<std::string>
      faults;  // "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
  std::set<std::string> mentions;  // people, by id
  std::set<std::string>
      broadcasts;  // channel, here, everyone, and groups: none of Usher's messages has one
  std::size_t characters = 0;  // of all texts in blocks together

  void fault(std::string_view what, std::string_view where);
};

bool is_address(std::string_view url);  // that a client opens: http, https, mailto
// A text in Slack's own markup: & < > must be escaped, and what stands in < > must be something.
void judge_markup(std::string_view text, std::string_view where, Judgement& out);
void judge_blocks(
    const json::array& blocks, Surface surface, std::string_view where, Judgement& out
);
// The arguments of chat.postMessage and its like, or what a slash command is acknowledged with.
void judge_message(const json::object& message, Judgement& out);
void judge_view(const json::object& view, Judgement& out);

// The words that a reader sees, in reading order, a block a line; of buttons "[label]". Of a message without blocks its text.
std::string words_of(const json::object& message_or_view);

}  // namespace usher::testing::slack
