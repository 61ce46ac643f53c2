// adapters/common/look.cpp: fields of objects from outside.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"

#include "bot/text.hpp"

#include <boost/json/value.hpp>

#include <charconv>

namespace usher::look {

namespace json = boost::json;

namespace {

const json::value* find(const json::object& from, std::string_view key) {
  return from.if_contains({key.data(), key.size()});
}

// "50", " +50 ": as homeservers in Python take it, which is where such levels come from.
std::optional<std::int64_t> written(std::string_view digits) {
  digits = trim(digits);
  if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string_view text(const json::object& from, std::string_view key) {
  const json::value* const value = find(from, key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

const json::object* object(const json::object& from, std::string_view key) {
  const json::value* const value = find(from, key);
  return value != nullptr ? value->if_object() : nullptr;
}

const json::array* array(const json::object& from, std::string_view key) {
  const json::value* const value = find(from, key);
  return value != nullptr ? value->if_array() : nullptr;
}

bool flag(const json::object& from, std::string_view key) {
  const json::value* const value = find(from, key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<std::int64_t> number(const json::object& from, std::string_view key) {
  const json::value* const value = find(from, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  if (value->is_string()) return written({value->get_string().data(), value->get_string().size()});
  if (!value->is_double()) return std::nullopt;  // above 2^63: nobody's level, and nobody's time
  constexpr double exact = 9007199254740992.0;   // 2^53
  const double read = value->get_double();
  if (!(read >= -exact && read <= exact)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(read);
  if (static_cast<double>(whole) != read) return std::nullopt;
  return whole;
}

std::string_view text(const json::object& from, std::string_view key, std::string_view inner) {
  const json::object* const within = object(from, key);
  return within != nullptr ? text(*within, inner) : std::string_view();
}

}  // namespace usher::look
