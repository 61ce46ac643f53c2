// commands/proposals/values.cpp: names, dates, numbers and addresses out of header fields.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/values.hpp"

#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace usher::proposals {

namespace {

constexpr std::size_t most_authors = 100;
constexpr std::size_t most_numbers = 50;
constexpr std::size_t most_addresses = 20;
constexpr std::size_t longest_name = 120;
constexpr std::size_t longest_address = 1000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Parts at commas, semicolons and line breaks, but not within brackets: "Ada (A, B), Bo" are two.
std::vector<std::string_view> list_items(std::string_view value) {
  std::vector<std::string_view> items;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '(' || c == '<') ++depth;
    if ((c == ')' || c == '>') && depth > 0) --depth;
    const bool line_end = c == '\n';
    if (line_end) depth = 0;
    if (line_end || (depth == 0 && (c == ',' || c == ';'))) {
      items.push_back(value.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  items.push_back(value.substr(begin));
  return items;
}

// Drops <…> and every word with an @. What was "ada@example.org (Ada)" is then "Ada".
std::string without_address(std::string_view item) {
  std::string kept;
  bool inside = false;
  for (const char c : item) {
    if (c == '<') inside = true;
    if (!inside) kept.push_back(c);
    if (c == '>') inside = false;
  }
  std::string name;
  for (std::string_view word : split_words(kept)) {
    if (word.find('@') != std::string_view::npos) continue;
    if (!name.empty()) name += ' ';
    name += word;
  }
  if (name.starts_with('(') && name.ends_with(')')) name = name.substr(1, name.size() - 2);
  return std::string(trim(name));
}

bool is_suffix(std::string_view name) {
  return name == "Jr." || name == "Jr" || name == "Sr." || name == "III";
}

int month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string lower = to_lower_ascii(word.substr(0, 3));
  const auto* found = std::ranges::find(months, lower);
  return found == months.end() ? 0 : static_cast<int>(found - months.begin()) + 1;
}

int number_of(std::string_view digits) {
  int value = -1;
  if (digits.empty() || digits.size() > 4 || !std::ranges::all_of(digits, is_digit)) return value;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::vector<std::string> author_names(std::string_view value) {
  std::vector<std::string> names;
  for (const std::string_view item : list_items(value)) {
    std::string name = shorten(sanitize(without_address(item)), longest_name);
    if (name.empty()) continue;
    if (is_suffix(name) && !names.empty()) {
      names.back() += ", " + name;
    } else if (names.size() < most_authors) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::string iso_date(std::string_view value) {
  const std::string_view text = trim(value);
  const auto word = text.substr(0, std::min(text.find_first_of(" \t\n,;("), text.size()));
  const auto parts = split(word, '-');
  if (parts.size() != 3) return {};
  const bool year_first = parts[0].size() == 4;
  const int year = number_of(year_first ? parts[0] : parts[2]);
  const int day = number_of(year_first ? parts[2] : parts[0]);
  const int month =
      std::ranges::all_of(parts[1], is_digit) ? number_of(parts[1]) : month_named(parts[1]);
  // chrono counts months and days in a byte: the 777th would be the 9th.
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day))
  };
  if (!date.ok()) return {};
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::vector<int> proposal_numbers(std::string_view value) {
  std::vector<int> numbers;
  for (std::size_t at = 0; at < value.size() && numbers.size() < most_numbers;) {
    if (!is_digit(value[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < value.size() && is_digit(value[at])) ++at;
    // "1.22" is a version, not two proposals.
    const bool fraction = (begin >= 2 && value[begin - 1] == '.' && is_digit(value[begin - 2])) ||
                          (at + 1 < value.size() && value[at] == '.' && is_digit(value[at + 1]));
    if (fraction || at - begin > 5) continue;
    int number = 0;
    std::from_chars(value.data() + begin, value.data() + at, number);
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
  }
  return numbers;
}

int decimal(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + (c - '0');
  return value;
}

std::vector<std::string> web_addresses(std::string_view value) {
  std::vector<std::string> found;
  std::size_t at = 0;
  while (found.size() < most_addresses) {
    at = value.find("http", at);
    if (at == std::string_view::npos) break;
    const std::string_view rest = value.substr(at);
    if (!rest.starts_with("https://") && !rest.starts_with("http://")) {
      at += 4;
      continue;
    }
    std::string_view address = rest.substr(0, rest.find_first_of(" \t\n\r<>`\"'|"));
    at += address.size();
    while (!address.empty() &&
           std::string_view(".,;:)").find(address.back()) != std::string_view::npos)
      address.remove_suffix(1);
    const bool has_host = address.size() > address.find("//") + 2;
    if (has_host && address.size() <= longest_address) found.push_back(sanitize(address));
  }
  return found;
}

}  // namespace usher::proposals
