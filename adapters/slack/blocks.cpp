// adapters/slack/blocks.cpp: blocks in messages, as many as one takes, and the words that stand for them in notifications.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/blocks.hpp"

#include "adapters/slack/escape.hpp"
#include "adapters/slack/measure.hpp"
#include "adapters/slack/units.hpp"
#include "bot/text.hpp"

#include <iterator>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t most_blocks = 50;
constexpr std::size_t longest_text =
    3900;  // escaped; Slack cuts a longer one at 40,000 and advises 4,000

// Escaped, and not cut within what stands for a character.
std::string text_of(std::string_view words) {
  constexpr std::size_t longest_entity = 5;  // "&amp;"
  std::string out = escape(shortened(words, longest_text));
  if (out.size() > longest_text && measure(out).units > longest_text)
    out = escape(shortened(words, longest_text / longest_entity));
  if (trim(out).empty()) out = "…";  // Slack takes no blank text
  return out;
}

void gather(const json::value& value, std::string& out);

void gather(const json::object& object, std::string& out) {
  // In the order in which people read them; of an instant and a picture what stands for them.
  for (const std::string_view name : {"text", "fallback", "elements", "fields", "label"}) {
    const json::value* inner = object.if_contains(name);
    if (inner != nullptr) gather(*inner, out);
  }
}

void gather(const json::value& value, std::string& out) {
  if (const json::string* text = value.if_string()) {
    out += std::string_view(*text);
  } else if (const json::object* object = value.if_object()) {
    gather(*object, out);
  } else if (const json::array* array = value.if_array()) {
    for (const json::value& one : *array) {
      gather(one, out);
      const json::object* item = one.if_object();
      const json::value* type = item == nullptr ? nullptr : item->if_contains("type");
      const bool block =
          type != nullptr && type->is_string() && type->get_string().starts_with("rich_text_");
      if (block && !out.empty() && out.back() != '\n') out += '\n';
    }
  }
}

}  // namespace

std::string words_in(const json::array& blocks) {
  std::string out;
  for (const json::value& block : blocks) {
    gather(block, out);
    if (!out.empty() && out.back() != '\n') out += '\n';
  }
  if (!out.empty()) out.pop_back();
  return out;
}

std::vector<Message> render(
    const Doc& doc, std::string_view key, const json::storage_ptr& storage
) {
  std::vector<Unit> units = units_of(doc, key, storage);
  std::vector<std::vector<Unit>> messages(1);
  std::size_t weight = 0;
  for (Unit& unit : units) {
    const bool full =
        messages.back().size() == most_blocks || weight + unit.weight > message_weight;
    // What is too heavy by itself does not become lighter behind an empty message.
    if (full && !messages.back().empty()) {
      std::vector<Unit> next;
      // A heading is not left alone at the end.
      if (messages.back().size() > 1 && messages.back().back().heading) {
        next.push_back(std::move(messages.back().back()));
        messages.back().pop_back();
      }
      weight = next.empty() ? 0 : next.back().weight;
      messages.push_back(std::move(next));
    }
    weight += unit.weight;
    messages.back().push_back(std::move(unit));
  }
  std::vector<Message> out;
  out.reserve(messages.size());
  for (std::vector<Unit>& message : messages) {
    Message& made = out.emplace_back(json::array(storage));
    made.blocks.reserve(message.size());
    for (Unit& unit : message) made.blocks.push_back(std::move(unit.block));
    made.text = text_of(messages.size() == 1 ? plain_text(doc) : words_in(made.blocks));
  }
  return out;
}

}  // namespace usher::slack
