// tests/web/json_tools.hpp: looking into the frames that a page is sent.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::web::test_rig {

namespace json = boost::json;

// An empty frame is an empty object.
inline json::object read_json(std::string_view text) {
  if (text.empty()) return {};
  return json::parse(text).as_object();
}

inline std::string string_of(const json::value& value) {
  const json::string& string = value.as_string();
  return {string.data(), string.size()};
}

inline bool has(const json::object& in, std::string_view key) { return in.contains(key); }

// Empty where there is no such key.
inline std::string str(const json::object& in, std::string_view key) {
  const json::value* value = in.if_contains(key);
  return value == nullptr ? std::string() : string_of(*value);
}
// 0 where there is no such key.
inline std::int64_t num(const json::object& in, std::string_view key) {
  const json::value* value = in.if_contains(key);
  return value == nullptr ? 0 : value->to_number<std::int64_t>();
}
inline bool flag(const json::object& in, std::string_view key) {
  const json::value* value = in.if_contains(key);
  return value != nullptr && value->as_bool();
}
inline const json::object& obj(const json::object& in, std::string_view key) {
  return in.at(key).as_object();
}
inline const json::array& list(const json::object& in, std::string_view key) {
  return in.at(key).as_array();
}

// Of a list of objects what each has under that key: {"ada","grace"}.
inline std::vector<std::string> column(
    const json::object& in, std::string_view key, std::string_view of_each
) {
  std::vector<std::string> out;
  for (const json::value& one : list(in, key)) out.push_back(str(one.as_object(), of_each));
  return out;
}
inline std::vector<std::int64_t> numbers(
    const json::object& in, std::string_view key, std::string_view of_each
) {
  std::vector<std::int64_t> out;
  for (const json::value& one : list(in, key)) out.push_back(num(one.as_object(), of_each));
  return out;
}
// The one of a list that is called so; an empty object where none is.
inline json::object one_of(
    const json::object& in, std::string_view key, std::string_view of_each, std::string_view name
) {
  for (const json::value& one : list(in, key))
    if (str(one.as_object(), of_each) == name) return one.as_object();
  return {};
}

// What an ack says: "ok", "no_room", or "" where there was none.
inline std::string outcome(const json::object& ack) {
  if (str(ack, "is") != "ack") return {};
  return flag(ack, "ok") ? "ok" : str(ack, "error");
}

}  // namespace usher::web::test_rig
