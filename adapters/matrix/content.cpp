// adapters/matrix/content.cpp: the contents of events.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/content.hpp"

#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>

namespace usher::matrix {

namespace json = boost::json;

namespace {

constexpr std::size_t most_bytes = 60'000;
constexpr std::int64_t largest = 9'007'199'254'740'991;  // 2^53 − 1
// Of the body around an edit, which only clients that know no edits show: with the whole twice an event would be too large.
constexpr std::size_t longest_fallback = 4096;

json::object mentions_of(const Message& message, const json::storage_ptr& memory) {
  json::object out(memory);
  if (message.everybody) out.emplace("room", true);
  if (message.mentions.empty()) return out;
  json::array people(memory);
  people.reserve(message.mentions.size());
  for (const std::string& person : message.mentions) people.emplace_back(person);
  out.emplace("user_ids", std::move(people));
  return out;
}

json::object words(const Message& message, bool notify, const json::storage_ptr& memory = {}) {
  json::object out(memory);
  out.reserve(message.html.empty() ? 5 : 7);  // with what hangs on it, and its mark
  out.emplace("msgtype", notify ? "m.text" : "m.notice");
  out.emplace("body", message.body);
  if (!message.html.empty()) {
    out.emplace("format", "org.matrix.custom.html");
    out.emplace("formatted_body", message.html);
  }
  out.emplace("m.mentions", mentions_of(message, memory));
  return out;
}

json::object event_named(std::string_view event, const json::storage_ptr& memory = {}) {
  json::object out(memory);
  out.reserve(1);
  out.emplace("event_id", event);
  return out;
}

bool is_sound(const json::value& value) {
  switch (value.kind()) {
    case json::kind::double_:
      return false;
    case json::kind::int64:
      return value.get_int64() >= -largest && value.get_int64() <= largest;
    case json::kind::uint64:
      return value.get_uint64() <= static_cast<std::uint64_t>(largest);
    case json::kind::array:
      return std::ranges::all_of(value.get_array(), is_sound);
    case json::kind::object:
      return std::ranges::all_of(value.get_object(), [](const json::key_value_pair& one) {
        return is_sound(one.value());
      });
    default:
      return true;
  }
}

}  // namespace

json::object message_content(
    const Message& message, bool notify, const Hang& hang, const Mark& mark,
    const json::storage_ptr& memory
) {
  json::object out = words(message, notify, memory);
  json::object relation(memory);
  relation.reserve(hang.thread.empty() ? 1 : 4);
  if (!hang.thread.empty()) {
    relation.emplace("rel_type", "m.thread");
    relation.emplace("event_id", hang.thread);
    relation.emplace("is_falling_back", true);
  }
  const std::string& answered = hang.reply.empty() ? hang.thread : hang.reply;
  if (!answered.empty()) relation.emplace("m.in_reply_to", event_named(answered, memory));
  if (!relation.empty()) out.emplace("m.relates_to", std::move(relation));
  out.emplace(mark_key, mark_object(mark, memory));
  return out;
}

json::object edit_content(
    const Message& message, bool notify, std::string_view event, const Mark& mark
) {
  const Message fallback{
      .body = "* " + shorten(message.body, longest_fallback), .html = {}, .mentions = {}
  };
  json::object out = words(fallback, notify);
  out.emplace("m.new_content", words(message, notify));
  json::object relation = event_named(event);
  relation.emplace("rel_type", "m.replace");
  out.emplace("m.relates_to", std::move(relation));
  out.emplace(mark_key, mark_object(mark));
  return out;
}

json::object reaction_content(std::string_view event, std::string_view emoji) {
  json::object relation = event_named(event);
  relation.emplace("rel_type", "m.annotation");
  relation.emplace("key", emoji);
  json::object out;
  out.emplace("m.relates_to", std::move(relation));
  return out;
}

bool is_sendable(const json::object& content) {
  return std::ranges::all_of(
             content, [](const json::key_value_pair& one) { return is_sound(one.value()); }
         ) &&
         json::serialize(content).size() <= most_bytes;
}

}  // namespace usher::matrix
