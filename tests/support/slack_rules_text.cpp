// tests/support/slack_rules_text.cpp: reading JSON carefully, and Slack's own markup.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace usher::testing::slack {

std::string_view text_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

const json::array* array_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_array();
}

bool flag_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr) return false;
  if (const auto* flag = value->if_bool()) return *flag;
  if (value->is_number()) return number_at(object, key, 0) != 0;
  const std::string_view text = text_at(object, key);
  return text == "true" || text == "1";
}

std::int64_t number_at(const json::object& object, std::string_view key, std::int64_t otherwise) {
  const auto* value = object.if_contains(key);
  if (value == nullptr) return otherwise;
  if (const auto* number = value->if_int64()) return *number;
  if (const auto* number = value->if_uint64()) return static_cast<std::int64_t>(*number);
  if (const auto* number = value->if_double()) return static_cast<std::int64_t>(*number);
  const std::string_view text = text_at(object, key);
  std::int64_t out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

void Judgement::fault(std::string_view what, std::string_view where) {
  if (faults.size() < 20)
    faults.push_back(fmt::format("[ERROR] {} [json-pointer:{}]", what, where));
}

namespace {

bool is_id(std::string_view text, std::string_view first) {
  return text.size() >= 3 && first.contains(text.front()) && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

// What stands between < and >.
void judge_reference(std::string_view inside, std::string_view where, Judgement& out) {
  const auto bar = std::min(inside.find('|'), inside.size());
  const std::string_view target = inside.substr(0, bar);
  if (target.starts_with("@")) {
    if (!is_id(target.substr(1), "UW")) return out.fault("a mention of nobody", where);
    out.mentions.emplace(target.substr(1));
  } else if (target.starts_with("#")) {
    if (!is_id(target.substr(1), "CG")) out.fault("a reference to no channel", where);
  } else if (target.starts_with("!date^")) {
    if (std::ranges::count(target, '^') < 2 || bar == inside.size())
      out.fault("a date without a format or a fallback", where);
  } else if (target.starts_with("!")) {
    out.broadcasts.emplace(target.substr(1));
  } else if (!is_address(target)) {
    out.fault("unescaped <", where);
  }
}

}  // namespace

bool is_address(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://", "mailto:"})
    if (url.starts_with(scheme)) return url.size() > scheme.size();
  return false;
}

void judge_markup(std::string_view text, std::string_view where, Judgement& out) {
  for (std::size_t at = text.find_first_of("&<>"); at != std::string_view::npos;
       at = text.find_first_of("&<>", at)) {
    const std::string_view rest = text.substr(at);
    if (rest.front() == '&') {
      if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;"))
        return out.fault("unescaped &", where);
      ++at;
    } else if (rest.front() == '>') {
      return out.fault("unescaped >", where);
    } else {
      const auto end = rest.find('>');
      if (end == std::string_view::npos || rest.substr(1, end).contains('<'))
        return out.fault("unescaped <", where);
      judge_reference(rest.substr(1, end - 1), where, out);
      at += end + 1;
    }
  }
}

}  // namespace usher::testing::slack
