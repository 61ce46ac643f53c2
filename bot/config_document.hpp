// A TOML file as a plain tree that remembers lines, read on past its mistakes so that all of them can be told at once.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/problem.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct ConfigValue {
  enum class Type : std::uint8_t { text, integer, real, boolean, time, array, table };
  Type type = Type::table;
  int line = 0;      // of its key; of an array's item: its own
  std::string text;  // of a date alone too: "2027-05-31"
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::vector<ConfigValue> items;
  std::map<std::string, ConfigValue, std::less<>> keys;

  // A key of this table; nullptr where it is not there.
  const ConfigValue* find(std::string_view key) const {
    const auto it = keys.find(key);
    return it == keys.end() ? nullptr : &it->second;
  }
};

// "text", "a whole number": what the value is, for messages.
std::string_view type_name(ConfigValue::Type type);

struct ConfigDocument {
  ConfigValue root;
  std::vector<Problem> problems;  // syntax only
};

// Never throws on any bytes. `file` is for messages.
ConfigDocument parse_toml(std::string_view text, const std::string& file);

}  // namespace usher
