// adapters/slack/measure.cpp: UTF-16 units, and cuts that a reader does not notice.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/measure.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>

namespace usher::slack {

namespace {

constexpr std::string_view ellipsis = "…";

std::size_t units_of(char32_t c) { return c >= 0x10000 ? 2 : 1; }

// One unit, and one byte of JSON.
constexpr std::array<bool, 256> simple = [] {
  std::array<bool, 256> out{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) out[byte] = byte != '"' && byte != '\\';
  return out;
}();

// Where the first byte is that is not simple: nearly all of a text are.
std::size_t end_of_simple(std::string_view text, std::size_t at) {
  while (at < text.size() && simple[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

// Whether this code point belongs to what stands before it: marks, variation selectors, joiners, skin tones, and the tags
// and the second half of flags.
bool is_attached(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D ||
         c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0x1F1E6 && c <= 0x1F1FF) ||
         (c >= 0xE0020 && c <= 0xE007F);
}

}  // namespace

Measure measure(std::string_view text) {
  Measure out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begun = at;
    at = end_of_simple(text, at);
    out.units += at - begun;
    out.weight += at - begun;
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      ++at;
      ++out.units;
      const bool escaped = byte == '"' || byte == '\\' || byte == '\n' || byte == '\t';
      out.weight += escaped ? 2 : 1;
      if ((byte < 0x20 && !escaped) || byte == 0x7F) out.sound = false;
      continue;
    }
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    out.units += units_of(c);
    out.weight += units_of(c);
    if (at - from == 1 || (c >= 0x80 && c < 0xA0)) out.sound = false;
  }
  return out;
}

std::string shortened(std::string_view text, std::size_t limit) {
  std::string mended;
  const Measure whole = measure(text);
  if (whole.sound && whole.units <= limit) return std::string(text);  // nearly always
  if (!whole.sound) {
    mended = sanitize(text, true);
    text = mended;
  }
  std::size_t kept = 0;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    units += units_of(next_code_point(text, at));
    if (units > limit) {
      std::string out(text.substr(0, kept));
      if (limit != 0) out += ellipsis;
      return out;
    }
    if (units < limit) kept = at;
  }
  return std::string(text);
}

std::size_t prefix(std::string_view text, std::size_t limit, bool must) {
  std::size_t units = 0;
  std::size_t line = 0;
  std::size_t word = 0;
  std::size_t apart = 0;  // the last place before a code point that stands for itself
  std::size_t at = 0;
  char32_t before = 0;
  while (at < text.size()) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (units + units_of(c) > limit) {
      at = from;
      // Cut just here it ends with a whole word.
      if (c == '\n') line = from;
      if (c == ' ') word = from;
      if (from != 0 && !is_attached(c) && before != 0x200D) apart = from;
      break;
    }
    if (from != 0 && !is_attached(c) && before != 0x200D) apart = from;
    if (c == '\n') line = from;
    if (c == ' ') word = from;
    units += units_of(c);
    before = c;
  }
  if (at == text.size()) return at;
  if (line > 0 && line >= at / 2) return line;
  if (word > 0 && word >= at / 2) return word;
  if (!must) return std::max(line, word);
  constexpr std::size_t longest_cluster = 64;
  if (apart > 0 && at - apart <= longest_cluster) return apart;
  if (at > 0) return at;
  next_code_point(text, at);
  return at;
}

std::string_view after_cut(std::string_view rest) {
  if (rest.starts_with('\n')) return rest.substr(1);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return rest;
}

}  // namespace usher::slack
