// Simplified to Traditional Chinese as written in Taiwan, words included: 内存 becomes 記憶體
// (OpenCC's s2twp).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

namespace usher {

// Holds OpenCC's dictionaries, 9 MB, while it lives: make one where files are loaded, keep what it
// returns, drop it.
class Traditional {
 public:
  Traditional();  // throws std::runtime_error where OpenCC's data files are not installed
  Traditional(const Traditional&) = delete;
  Traditional& operator=(const Traditional&) = delete;
  ~Traditional();  // gives the memory back to the system

  std::string from_simplified(const std::string& text
  ) const;  // UTF-8; throws std::runtime_error on anything else

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher
