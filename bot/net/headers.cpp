// bot/net/headers.cpp: looking headers up, and refusing those that would break out of their line.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/headers.hpp"

#include "bot/text.hpp"

#include <algorithm>

namespace usher::net {

bool same_name(std::string_view a, std::string_view b) { return same_ascii(a, b); }

std::string_view find(const Headers& headers, std::string_view name) {
  const auto found =
      std::ranges::find_if(headers, [name](const Header& h) { return same_name(h.name, name); });
  return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

bool has_word(const Headers& headers, std::string_view name, std::string_view word) {
  return std::ranges::any_of(headers, [name, word](const Header& header) {
    if (!same_name(header.name, name)) return false;
    const auto words = split(header.value, ',');
    return std::ranges::any_of(words, [word](std::string_view w) {
      return same_name(trim(w), word);
    });
  });
}

bool is_token(std::string_view text) {
  static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.contains(c);
  });
}

bool is_sendable(const Header& header) {
  return is_token(header.name) && std::ranges::none_of(header.value, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return (byte < 0x20 && byte != '\t') || byte == 0x7f;
         });
}

}  // namespace usher::net
