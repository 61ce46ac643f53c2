// adapters/slack/emoji.cpp: looking names and emoji up, with skin tones put in and taken off.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/emoji.hpp"

#include "adapters/slack/emoji_table.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::slack {

namespace {

constexpr char32_t variation = 0xFE0F;
constexpr char32_t lightest = 0x1F3FB;  // "skin-tone-2"
constexpr char32_t darkest = 0x1F3FF;   // "skin-tone-6"
constexpr std::string_view tone_mark = "::skin-tone-";

// Without variation selectors and skin tones; the tone goes to `tone`.
std::string bare(std::string_view emoji, char32_t& tone) {
  std::string out;
  for (std::size_t at = 0; at < emoji.size();) {
    const char32_t c = next_code_point(emoji, at);
    if (c >= lightest && c <= darkest) {
      tone = c;
    } else if (c != variation) {
      append_code_point(out, c);
    }
  }
  return out;
}

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 100;
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
           c == '\'';
  });
}

}  // namespace

std::optional<std::string> emoji_name(std::string_view emoji) {
  constexpr std::size_t longest = 64;
  if (emoji.size() > longest) return std::nullopt;
  // A workspace's own, as emoji_of() gives it.
  if (emoji.size() > 2 && emoji.front() == ':' && emoji.back() == ':') {
    const std::string_view name = emoji.substr(1, emoji.size() - 2);
    return is_name(name) ? std::optional(std::string(name)) : std::nullopt;
  }
  char32_t tone = 0;
  const std::string wanted = bare(emoji, tone);
  const auto same = [&](const EmojiName& entry) {
    char32_t none = 0;
    return bare(entry.emoji, none) == wanted;
  };
  const auto found = std::ranges::find_if(emoji_table(), same);
  if (found == emoji_table().end()) return std::nullopt;
  std::string out(found->name);
  if (tone != 0) {
    out += tone_mark;
    out += std::to_string(tone - lightest + 2);
  }
  return out;
}

std::string emoji_of(std::string_view name) {
  const auto mark = name.find(tone_mark);
  const std::string_view plain = name.substr(0, mark);
  const auto found = std::ranges::find(emoji_table(), plain, &EmojiName::name);
  if (found == emoji_table().end()) {
    std::string out = ":";
    out += sanitize(shorten(name, 100));
    out += ':';
    return out;
  }
  std::string out(found->emoji);
  if (mark == std::string_view::npos) return out;
  const std::string_view digit = name.substr(mark + tone_mark.size());
  if (digit.size() != 1 || digit[0] < '2' || digit[0] > '6') return out;
  // The tone stands where a variation selector would.
  char32_t none = 0;
  out = bare(out, none);
  append_code_point(out, lightest + static_cast<char32_t>(digit[0] - '2'));
  return out;
}

}  // namespace usher::slack
