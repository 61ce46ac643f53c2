// tests/support/slack_acts_find.cpp: finding a button in what was sent, and filling in a form as a client does.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_acts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::testing::slack {
namespace {

bool is_wanted(const json::object& element, const json::object& wanted) {
  if (!element.contains("action_id")) return false;
  for (const std::string_view key : {"action_id", "value"})
    if (wanted.contains(key) && text_at(element, key) != text_at(wanted, key)) return false;
  if (!wanted.contains("label")) return wanted.contains("action_id") || wanted.contains("value");
  const json::object* text = object_at(element, "text");
  return text != nullptr && text_at(*text, "text").contains(text_at(wanted, "label"));
}

json::value option_of(const json::object& element, std::string_view wanted) {
  if (const json::array* options = array_at(element, "options"))
    for (const json::value& one : *options)
      if (const json::object* option = one.if_object()) {
        const json::object* text = object_at(*option, "text");
        if (text_at(*option, "value") == wanted ||
            (text != nullptr && text_at(*text, "text") == wanted))
          return one;
      }
  return nullptr;
}

json::array options_of(const json::object& element, const json::value& wanted) {
  json::array out;
  if (const auto* several = wanted.if_array())
    for (const json::value& one : *several)
      if (one.is_string()) out.push_back(option_of(element, std::string_view(one.get_string())));
  return out;
}

// What one input says; the error where a client would not let it go.
std::string fill_one(
    const json::object& block, const json::object& element, const json::value& given,
    json::object& out
) {
  const std::string_view type = text_at(element, "type");
  const std::string_view text =
      given.is_string() ? std::string_view(given.get_string()) : std::string_view();
  bool empty = true;
  out["type"] = type;
  if (type.starts_with("multi_") || type == "checkboxes") {
    if (type == "multi_static_select" || type == "checkboxes") {
      const json::array chosen = options_of(element, given);
      empty = chosen.empty();
      out["selected_options"] = chosen;
    } else {
      empty = !given.is_array() || given.get_array().empty();
      out[type == "multi_users_select" ? "selected_users" : "selected_conversations"] =
          empty ? json::value(json::array()) : given;
    }
  } else if (type == "static_select" || type == "radio_buttons") {
    const json::value chosen = option_of(element, text);
    empty = chosen.is_null();
    if (empty && !text.empty()) return fmt::format("there is no option {}", text);
    out["selected_option"] = chosen;
  } else {
    empty = text.empty();
    const std::string_view key = type == "datepicker"             ? "selected_date"
                                 : type == "timepicker"           ? "selected_time"
                                 : type == "users_select"         ? "selected_user"
                                 : type == "conversations_select" ? "selected_conversation"
                                 : type == "channels_select"      ? "selected_channel"
                                                                  : "value";
    out[key] = empty ? json::value(nullptr) : json::value(text);
    if (type == "plain_text_input" && !empty) {
      if (std::cmp_greater(characters(text), number_at(element, "max_length", 3000)))
        return "longer than the input takes";
      if (std::cmp_less(characters(text), number_at(element, "min_length", 0)))
        return "shorter than the input takes";
    }
  }
  if (empty && !flag_at(block, "optional"))
    return fmt::format("{} must be filled in", text_at(block, "block_id"));
  return {};
}

// What the input shows when nobody has touched it.
json::value initial_of(const json::object& element) {
  for (const std::string_view key : {"initial_value", "initial_date", "initial_user"})
    if (!text_at(element, key).empty()) return json::value(text_at(element, key));
  if (const json::object* option = object_at(element, "initial_option"))
    return json::value(text_at(*option, "value"));
  json::array several;
  if (const json::array* options = array_at(element, "initial_options"))
    for (const json::value& one : *options)
      if (const json::object* option = one.if_object())
        several.push_back(json::value(text_at(*option, "value")));
  if (!several.empty()) return several;
  return nullptr;
}

}  // namespace

const json::object* find_button(
    const json::object& holder, const json::object& wanted, std::string& block_id
) {
  const json::array* blocks = array_at(holder, "blocks");
  if (blocks == nullptr) return nullptr;
  for (const json::value& one : *blocks) {
    const json::object* block = one.if_object();
    if (block == nullptr) continue;
    block_id = text_at(*block, "block_id");
    if (const json::object* accessory = object_at(*block, "accessory");
        accessory != nullptr && is_wanted(*accessory, wanted))
      return accessory;
    if (text_at(*block, "type") != "actions") continue;
    for (const json::value& inner : block->at("elements").as_array())
      if (const json::object* element = inner.if_object();
          element != nullptr && is_wanted(*element, wanted))
        return element;
  }
  return nullptr;
}

std::string fill_in(const json::object& view, const json::object& typed, json::object& values) {
  std::size_t used = 0;
  for (const json::value& one : view.at("blocks").as_array()) {
    const json::object& block = one.as_object();
    if (text_at(block, "type") != "input") continue;
    const json::object& element = block.at("element").as_object();
    const std::string_view id = text_at(block, "block_id");
    const json::object* label = object_at(block, "label");
    const auto* given = typed.if_contains(id);
    if (given == nullptr && label != nullptr) given = typed.if_contains(text_at(*label, "text"));
    if (given != nullptr) ++used;
    json::object filled;
    const std::string wrong =
        fill_one(block, element, given != nullptr ? *given : initial_of(element), filled);
    if (!wrong.empty()) return wrong;
    json::object actions;
    actions[text_at(element, "action_id")] = filled;
    values[id] = actions;
  }
  if (used < typed.size()) return "the form has no field of one of these names";
  return {};
}

}  // namespace usher::testing::slack
