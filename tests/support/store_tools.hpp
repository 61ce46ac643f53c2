// tests/support/store_tools.hpp: what tests of the store look at: refusals, file modes, bytes, numbers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/store.hpp"

#include <sys/stat.h>

#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

namespace usher::test {

// What opening was refused for, as "<why>: <text>"; empty where it was not.
inline std::string refusal(const std::function<void()>& open) {
  try {
    open();
  } catch (const StoreRefused& refused) {
    const char* names[] = {"locked", "newer", "corrupted", "unusable"};
    return std::string(names[static_cast<int>(refused.why())]) + ": " + refused.what();
  }
  return {};
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

inline unsigned mode_of(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0;
}

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The first column of the first row; -1 where there is none.
inline std::int64_t number(Database& db, std::string_view sql) {
  auto row = db.query(sql);
  return row.next() ? row.integer(0) : -1;
}

inline Migration migration(int count, std::string_view sql, std::string_view component = "usher") {
  return {component, count, "step", sql};
}

}  // namespace usher::test
