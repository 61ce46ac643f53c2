// commands/proposals/query.cpp: numbers, words, or a list?
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/query.hpp"

#include "bot/text.hpp"
#include "commands/proposals/filters.hpp"
#include "commands/proposals/header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::array<std::string_view, 4> also_list = {"ls", "列表", "清單", "清单"};
constexpr std::array<std::string_view, 2> also_status = {"狀態", "状态"};
constexpr std::array<WordSpec, 2> words = {{
    {"list", "[status:STATUS] [type:TYPE] [author:NAME] [since:YEAR] [WORDS]",
     mark("List proposals, ten at a time"), Role::everyone, also_list},
    {"status", "NUMBER… | WORDS", mark("Say the status only"), Role::everyone, also_status},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Full-width digits, letters and signs as ASCII; the commas and full stops of Chinese as spaces.
std::string narrowed(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool comma = c == U'，' || c == U'、' || c == U'；' || c == U'。' || c == U'\u3000';
    if (comma)
      out += ' ';
    else
      append_code_point(out, c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c);
  }
  return out;
}

std::string at_most(std::string text, std::size_t limit) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    next_code_point(text, at);
    if (at > limit) break;
    end = at;
  }
  text.resize(end);
  return text;
}

// The page of a proposal, as an address: its file's name says the number.
std::optional<int> number_in_address(std::string_view word, const Grammar& grammar) {
  if (word.starts_with('<')) word.remove_prefix(1);
  word = word.substr(0, word.find_first_of(">|#?"));
  if (!word.starts_with("https://") && !word.starts_with("http://")) return std::nullopt;
  while (word.ends_with('/')) word.remove_suffix(1);
  std::string name(word.substr(word.rfind('/') + 1));
  const auto dot = name.rfind(".html");
  if (dot != std::string::npos) name.resize(dot);
  if (!name.ends_with(".rst")) name += ".rst";
  return proposal_number(name, grammar);
}

// "18", "#18", "NEP18", "NEP-0018", "-1": the number that the word is, without a value where there can be no such number.
std::optional<AskedNumber> number_in(std::string_view word, const Grammar& grammar) {
  if (const auto number = number_in_address(word, grammar))
    return AskedNumber{std::to_string(*number), number};
  const std::string_view label = grammar.label;
  std::string_view rest = word;
  const bool labelled = to_lower_ascii(rest.substr(0, label.size())) == to_lower_ascii(label);
  if (labelled) {
    rest.remove_prefix(label.size());
    while (!rest.empty() && (rest.front() == '-' || rest.front() == '_' || rest.front() == ':'))
      rest.remove_prefix(1);
  }
  if (rest.starts_with('#')) rest.remove_prefix(1);
  const bool negative = rest.starts_with('-') || rest.starts_with("−");
  const std::string_view digits =
      rest.substr(negative ? (rest.front() == '-' ? 1 : std::string_view("−").size()) : 0);
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  AskedNumber asked{std::string(word), std::nullopt};
  int value = 0;
  const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (!negative && ec == std::errc()) asked.number = value;
  return asked;
}

// "40-43" → 40, 41, 42, 43.
std::vector<AskedNumber> range_in(std::string_view word, const Grammar& grammar, std::size_t most) {
  for (const std::string_view dash : {"-", "–", "..", "…"}) {
    const auto at = word.find(dash, 1);
    if (at == std::string_view::npos || at == 0) continue;
    const auto first = number_in(word.substr(0, at), grammar);
    const auto last = number_in(word.substr(at + dash.size()), grammar);
    if (!first || !last || !first->number || !last->number || *first->number >= *last->number)
      continue;
    std::vector<AskedNumber> out;
    const int end = std::min(*last->number, *first->number + static_cast<int>(most));
    for (int number = *first->number; number <= end; ++number)
      out.push_back({std::to_string(number), number});
    return out;
  }
  return {};
}

bool is_joint(std::string_view word) {
  constexpr std::array<std::string_view, 6> joints = {"and", "&", "or", "和", "与", "與"};
  return std::ranges::find(joints, to_lower_ascii(word)) != joints.end();
}

// Every word a number, or nothing.
std::optional<ByNumber> numbers_in(
    const std::vector<std::string_view>& parts, const Grammar& grammar, std::size_t most
) {
  ByNumber out;
  const auto add = [&](AskedNumber one) {
    const bool known = std::ranges::any_of(out.asked, [&](const AskedNumber& other) {
      return one.number ? other.number == one.number : other.typed == one.typed;
    });
    if (known) return;
    if (out.asked.size() == most)
      out.more = true;
    else
      out.asked.push_back(std::move(one));
  };
  bool any = false;
  for (const std::string_view part : parts) {
    if (to_lower_ascii(part) == to_lower_ascii(grammar.label) || is_joint(part)) continue;
    if (auto one = number_in(part, grammar)) {
      add(std::move(*one));
    } else {
      const auto range = range_in(part, grammar, most);
      if (range.empty()) return std::nullopt;
      for (const AskedNumber& number : range) add(number);
    }
    any = true;
  }
  return any ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (const std::string_view word : split_words(text))
    for (const std::string_view piece : split(word, ','))
      for (const std::string_view part : split(piece, ';'))
        if (!part.empty()) parts.push_back(part);
  return parts;
}

// "nep array api" → "array api".
std::string_view without_label(std::string_view text, std::string_view label) {
  const auto end = std::min(text.find(' '), text.size());
  return end < text.size() && to_lower_ascii(text.substr(0, end)) == to_lower_ascii(label)
             ? trim(text.substr(end))
             : text;
}

}  // namespace

std::span<const WordSpec> query_words() { return words; }

Query parse_query(std::string_view args, const Grammar& grammar, const QueryLimits& limits) {
  const std::string all =
      narrowed(at_most(sanitize(args.substr(0, 4 * limits.bytes)), limits.bytes));
  std::string_view text = trim(all);
  if (text.empty()) return Overview{};

  CommandSpec spec;
  spec.words = words;
  const WordMatch match = match_word(spec, text);
  if (match.word == words.data()) return Listing{std::string(match.rest), 0};
  const bool brief = match.word != nullptr && !match.rest.empty();
  if (brief) text = match.rest;

  if (auto numbers = numbers_in(parts_of(text), grammar, limits.numbers)) {
    numbers->brief = brief;
    return std::move(*numbers);
  }
  if (!brief && has_filter(text)) return Listing{std::string(text), 0};
  return ByWords{std::string(without_label(text, grammar.label)), brief};
}

}  // namespace usher::proposals
