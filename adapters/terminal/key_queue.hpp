// Bytes from the keyboard, taken out a character at a time. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/text.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace usher::terminal {

class KeyQueue {
 public:
  void add(std::string_view bytes) { keys_.insert(keys_.end(), bytes.begin(), bytes.end()); }

  std::optional<char> byte() {
    if (keys_.empty()) return std::nullopt;
    const char first = keys_.front();
    keys_.pop_front();
    return first;
  }

  // Nothing while the character is not all there yet; U+FFFD for a byte that belongs to none.
  std::optional<char32_t> character() {
    if (keys_.empty()) return std::nullopt;
    const auto lead = static_cast<unsigned char>(keys_.front());
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
      if (i == keys_.size()) return std::nullopt;
      if (i > 0 && (static_cast<unsigned char>(keys_[i]) & 0xC0U) != 0x80U) break;
      bytes.push_back(keys_[i]);
    }
    std::size_t used = 0;
    const char32_t out = next_code_point(bytes, used);
    keys_.erase(keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(used));
    return out;
  }

 private:
  std::deque<char> keys_;
};

}  // namespace usher::terminal
