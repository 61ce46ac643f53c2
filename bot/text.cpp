// bot/text.cpp: UTF-8 made harmless, measured and compared.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"

#include "bot/typos.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace usher {

namespace {

constexpr char32_t replacement = 0xFFFD;

// Characters that reorder or hide the text around them ("Trojan Source", CVE-2021-42574), or that
// some clients take for line breaks.
bool is_hidden(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0x200E ||
         c == 0x200F || c == 0x061C || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x2028 ||
         c == 0x2029 || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  std::size_t length = 0;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07U;
  }
  if (length == 0 || at + length > text.size()) {
    ++at;
    return replacement;
  }
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint8_t next = byte(at + i);
    if ((next & 0xC0U) != 0x80) {
      ++at;
      return replacement;
    }
    value = (value << 6U) | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    ++at;
    return replacement;
  }
  at += length;
  return value;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

void append_code_point(std::string& to, char32_t c) {
  const auto put = [&](char32_t byte) {
    to.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::string sanitize(std::string_view bytes, bool keep_lines) {
  std::string out;
  out.reserve(bytes.size());
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  std::size_t from = 0;  // what follows is taken as it is, in one piece
  for (std::size_t at = 0; at < bytes.size();) {
    if (is_plain(bytes[at])) {
      ++at;
      continue;
    }
    const std::size_t here = at;
    const char32_t c = next_code_point(bytes, at);
    const bool line = c == '\n' || c == '\t';
    const bool broken = c == replacement && at == here + 1;
    const bool wanted = line ? keep_lines : !is_control(c) && !is_hidden(c);
    if (wanted && !broken) continue;
    out += bytes.substr(from, here - from);
    from = at;
    if (line)
      out.push_back(' ');
    else if (broken)
      append_code_point(out, c);
  }
  out += bytes.substr(from);
  return out;
}

std::string shorten(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  constexpr std::string_view ellipsis = "…";
  if (limit < ellipsis.size()) return {};
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    next_code_point(text, at);
    if (at + ellipsis.size() > limit) break;
    end = at;
  }
  std::string out(text.substr(0, end));
  out += ellipsis;
  return out;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    // Not every C library's tables are loaded (the C locale knows ASCII only), so the wide ranges
    // are named here.
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                      (c >= 0x20000 && c <= 0x3FFFD);
    const bool combining =
        (c >= 0x0300 && c <= 0x036F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D || c == 0x200C;
    width += combining ? 0 : wide ? 2 : 1;
  }
  return width;
}

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

std::string to_upper_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), upper);
  return out;
}

bool same_ascii(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

namespace {

// How many bytes of white space `text` begins with, or ends with. The full-width space is what a Chinese keyboard types,
// the unbreakable one what some clients make of two.
constexpr std::string_view ascii_space = " \t\r\n\f\v";
constexpr std::string_view wide_space = "\u3000";
constexpr std::string_view hard_space = "\u00A0";

std::size_t space_before(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii_space.find(text.front()) != std::string_view::npos) return 1;
  if (text.starts_with(wide_space)) return wide_space.size();
  return text.starts_with(hard_space) ? hard_space.size() : 0;
}

std::size_t space_after(std::string_view text) {
  if (text.empty()) return 0;
  if (ascii_space.find(text.back()) != std::string_view::npos) return 1;
  if (text.ends_with(wide_space)) return wide_space.size();
  return text.ends_with(hard_space) ? hard_space.size() : 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (const std::size_t space = space_before(text)) text.remove_prefix(space);
  while (const std::size_t space = space_after(text)) text.remove_suffix(space);
  return text;
}

FirstWord first_word(std::string_view text) {
  text = trim(text);
  std::size_t end = 0;
  while (end < text.size() && space_before(text.substr(end)) == 0) ++end;
  return {text.substr(0, end), trim(text.substr(end))};
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (FirstWord next = first_word(text); !next.word.empty(); next = first_word(next.rest))
    words.push_back(next.word);
  return words;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

namespace {

// Damerau's, of neighbours that were swapped, within a limit. Text: characters that can be compared.
template <class Text>
std::size_t typos_between(const Text& x, const Text& y, std::size_t limit) {
  // Words, mostly: nothing is taken from the heap for them.
  constexpr std::size_t short_enough = 48;
  std::array<std::size_t, 3 * (short_enough + 1)> here{};
  std::vector<std::size_t> there;
  const std::size_t width = y.size() + 1;
  if (y.size() > short_enough) there.resize(3 * width);
  std::size_t* before = there.empty() ? here.data() : there.data();
  std::size_t* last = before + width;
  std::size_t* row = last + width;
  for (std::size_t j = 0; j <= y.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t cost = x[i - 1] == y[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      const bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[y.size()], limit + 1);
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool far_apart(std::size_t one, std::size_t other, std::size_t limit) {
  return (one > other ? one - other : other - one) > limit;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (is_ascii(a) && is_ascii(b)) {
    // A typo takes one letter out of the set and puts one into it at most: nearly all words are told by that alone.
    const int differ = std::popcount(letters_of(a) ^ letters_of(b));
    const bool far = limit < 32 && static_cast<std::size_t>(differ) > 2 * limit;
    return far || far_apart(a.size(), b.size(), limit) ? limit + 1 : typos_between(a, b, limit);
  }
  if (far_apart(count_code_points(a), count_code_points(b), limit)) return limit + 1;
  const auto decode = [](std::string_view s) {
    std::u32string out;
    for (std::size_t at = 0; at < s.size();) out.push_back(next_code_point(s, at));
    return out;
  };
  return typos_between(decode(a), decode(b), limit);
}

}  // namespace usher
