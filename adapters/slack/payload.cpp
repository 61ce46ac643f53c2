// adapters/slack/payload.cpp: fields, ids and times.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/payload.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace usher::slack {

namespace json = boost::json;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

const json::value* find(const json::object& from, std::string_view key) {
  return from.if_contains({key.data(), key.size()});
}

}  // namespace

std::string_view text(const json::object& from, std::string_view key) {
  const json::value* value = find(from, key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

const json::object* object(const json::object& from, std::string_view key) {
  const json::value* value = find(from, key);
  return value != nullptr ? value->if_object() : nullptr;
}

const json::array* array(const json::object& from, std::string_view key) {
  const json::value* value = find(from, key);
  return value != nullptr ? value->if_array() : nullptr;
}

bool flag(const json::object& from, std::string_view key) {
  const json::value* value = find(from, key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::string_view text(const json::object& from, std::string_view key, std::string_view inner) {
  const json::object* const within = object(from, key);
  return within != nullptr ? text(*within, inner) : std::string_view();
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_';
  });
}

// Ten digits of seconds until the year 2286; no more than that is counted on.
bool is_ts(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == 0 || dot > 12 || dot + 1 >= text.size() || text.size() - dot > 10) return false;
  return std::ranges::all_of(text.substr(0, dot), is_digit) &&
         std::ranges::all_of(text.substr(dot + 1), is_digit);
}

sys_seconds instant(std::string_view ts) {
  std::int64_t seconds = 0;
  const std::string_view whole = ts.substr(0, ts.find('.'));
  if (is_ts(ts)) std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
  return sys_seconds(std::chrono::seconds(seconds));
}

}  // namespace usher::slack
