// bot/answer.cpp: digests and slots.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace usher::answers {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

}  // namespace

// FNV-1a: it tells one wording from another, and need withstand nobody.
std::string digest(std::string_view body) {
  std::uint32_t hash = 2166136261U;
  for (const char c : body) {
    if (is_space(c)) continue;
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return fmt::format("{:08x}", hash);
}

std::vector<Slot> slots(std::string_view body, std::vector<std::size_t>* broken) {
  std::vector<Slot> out;
  for (std::size_t at = body.find("{{"); at != std::string_view::npos; at = body.find("{{", at)) {
    const std::size_t end = body.find("}}", at);
    const std::string_view inside =
        end == std::string_view::npos ? std::string_view() : body.substr(at + 2, end - at - 2);
    const std::size_t colon = inside.find(':');
    const std::string_view kind = inside.substr(0, colon);
    const std::string_view what =
        colon == std::string_view::npos ? std::string_view() : inside.substr(colon + 1);
    if (is_word(kind) && is_word(what)) {
      out.push_back({std::string(kind), std::string(what), at, end + 2 - at});
      at = end + 2;
    } else {
      if (broken != nullptr) broken->push_back(at);
      at += 2;
    }
  }
  return out;
}

}  // namespace usher::answers
