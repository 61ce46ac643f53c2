// bot/dialogue_reading.cpp: choices by number or words, and the signs that steer a dialogue.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogue_reading.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::reading {

namespace {

std::string folded(std::string_view text) { return to_lower_ascii(trim(narrowed(text))); }

std::optional<std::size_t> as_number(std::string_view text) {
  // "1." and "1)" are how lists are written.
  if (text.size() > 1 && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

// The number first: it is what the question asks for.
std::optional<std::size_t> find_choice(const std::string& typed, std::span<const Choice> choices) {
  if (typed.empty()) return std::nullopt;
  const auto number = as_number(typed);
  if (number && *number >= 1 && *number <= choices.size()) return *number - 1;
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (folded(choices[i].label) == typed || folded(choices[i].value) == typed) return i;
  return std::nullopt;
}

std::vector<std::string> parts_of(std::string typed) {
  // Narrowed already, so the full-width comma and semicolon are ASCII; the enumeration comma is a sign of its own.
  for (const std::string_view sign : {",", ";", "、"})
    for (auto at = typed.find(sign); at != std::string::npos; at = typed.find(sign, at))
      typed.replace(at, sign.size(), "\n");
  std::vector<std::string> parts;
  for (const std::string_view part : split(typed, '\n'))
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  // "1 3": blanks separate numbers, but stand within words.
  if (parts.size() != 1) return parts;
  const auto words = split_words(parts.front());
  if (!std::ranges::all_of(words, [](auto word) { return as_number(word).has_value(); }))
    return parts;
  return {words.begin(), words.end()};
}

}  // namespace

std::string narrowed(std::string_view typed) {
  constexpr char32_t first = 0xFF01;
  constexpr char32_t last = 0xFF5E;
  constexpr char32_t space = 0x3000;
  std::string out;
  for (std::size_t at = 0; at < typed.size();) {
    char32_t c = next_code_point(typed, at);
    if (c >= first && c <= last) c -= first - U'!';
    if (c == space) c = U' ';
    append_code_point(out, c);
  }
  return out;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

bool is_skip(std::string_view typed) {
  const std::string sign = folded(typed);
  return sign == "-" || sign == "–" || sign == "—";
}

bool is_keep(std::string_view typed) { return folded(typed) == "="; }

Steer steering(std::string_view typed) {
  constexpr std::size_t longest = 20;  // bytes
  if (typed.size() > longest) return Steer::none;
  const std::string word = folded(typed);
  if (!word.starts_with('/') && !word.starts_with('!')) return Steer::none;
  const std::string_view name = std::string_view(word).substr(1);
  constexpr std::array<std::string_view, 2> cancel{"cancel", "取消"};
  constexpr std::array<std::string_view, 3> back{"back", "返回", "上一步"};
  if (std::ranges::find(cancel, name) != cancel.end()) return Steer::cancel;
  if (std::ranges::find(back, name) != back.end()) return Steer::back;
  return Steer::none;
}

std::optional<std::size_t> read_choice(std::string_view typed, std::span<const Choice> choices) {
  return find_choice(folded(typed), choices);
}

std::optional<std::vector<std::size_t>> read_choices(
    std::string_view typed, std::span<const Choice> choices
) {
  const std::string all = folded(typed);
  if (const auto whole = find_choice(all, choices)) return std::vector{*whole};
  std::vector<std::size_t> out;
  for (const std::string& part : parts_of(all)) {
    const auto found = find_choice(part, choices);
    if (!found) return std::nullopt;
    out.push_back(*found);
  }
  std::ranges::sort(out);
  const auto doubles = std::ranges::unique(out);
  out.erase(doubles.begin(), doubles.end());
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace usher::reading
