// bot/dialogue_dates.cpp: dates as people type them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogue_reading.hpp"
#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace usher::reading {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t longest = 60;  // bytes; no date is longer
constexpr int first_year = 1900;
constexpr int furthest = 3660;  // days: ten years either way is as far as "in 30 days" goes

// A run of digits or of letters, or one sign.
struct Token {
  enum class Kind : std::uint8_t { number, word, sign } kind = Kind::sign;
  std::string text;
  int value = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Nothing when a number is too long to be part of a date.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    Token token;
    if (is_digit(text[at])) {
      token.kind = Token::Kind::number;
      for (; at < text.size() && is_digit(text[at]); ++at)
        token.value = at - begin < 4 ? token.value * 10 + (text[at] - '0') : token.value;
      if (at - begin > 4) return std::nullopt;
    } else if (is_letter(text[at])) {
      token.kind = Token::Kind::word;
      while (at < text.size() && is_letter(text[at])) ++at;
    } else {
      next_code_point(text, at);
    }
    token.text = text.substr(begin, at - begin);
    if (token.text != " ") out.push_back(std::move(token));
  }
  return out;
}

int month_named(std::string_view word) {
  constexpr std::array<std::string_view, 12> months{"january", "february", "march",
                                                    "april",   "may",      "june",
                                                    "july",    "august",   "september",
                                                    "october", "november", "december"};
  if (word.size() < 3) return 0;
  const auto it =
      std::ranges::find_if(months, [&](std::string_view month) { return month.starts_with(word); });
  return it == months.end() ? 0 : static_cast<int>(it - months.begin()) + 1;
}

// Days from today; nothing when the text is no such word.
std::optional<int> relative(const std::string& text, const std::vector<Token>& tokens) {
  struct Word {
    std::string_view text;
    int days;
  };
  constexpr std::array<Word, 10> words{
      {{"today", 0},
       {"tomorrow", 1},
       {"yesterday", -1},
       {"今天", 0},
       {"明天", 1},
       {"后天", 2},
       {"後天", 2},
       {"昨天", -1},
       {"前天", -2},
       {"the day after tomorrow", 2}}
  };
  for (const Word& word : words)
    if (text == word.text) return word.days;
  // "in 3 days", "2 weeks ago", "3天后", "3天前"
  const auto unit = [](std::string_view word) {
    if (word == "day" || word == "days") return 1;
    return word == "week" || word == "weeks" ? 7 : 0;
  };
  const auto is = [&](std::size_t i, std::string_view word) { return tokens[i].text == word; };
  const auto number = [&](std::size_t i) { return tokens[i].kind == Token::Kind::number; };
  if (tokens.size() != 3) return std::nullopt;
  if (is(0, "in") && number(1) && unit(tokens[2].text) != 0)
    return tokens[1].value * unit(tokens[2].text);
  if (number(0) && unit(tokens[1].text) != 0 && is(2, "ago"))
    return -tokens[0].value * unit(tokens[1].text);
  if (number(0) && is(1, "天") && (is(2, "后") || is(2, "後"))) return tokens[0].value;
  if (number(0) && is(1, "天") && is(2, "前")) return -tokens[0].value;
  return std::nullopt;
}

struct Parts {
  int year = 0, month = 0, day = 0;
};

// The three parts of a date, whatever stands between them.
std::optional<Parts> parts_of(const std::vector<Token>& tokens) {
  std::vector<Token> parts;
  bool dots = false;
  for (const Token& token : tokens) {
    const bool ordinal = !parts.empty() && (token.text == "st" || token.text == "nd" ||
                                            token.text == "rd" || token.text == "th");
    if (ordinal || token.text == "of" || token.text == "the") continue;
    constexpr std::array<std::string_view, 9> between{"-",  "/",  ".",  ",", "年",
                                                      "月", "日", "号", "號"};
    if (token.kind == Token::Kind::sign) {
      if (std::ranges::find(between, token.text) == between.end()) return std::nullopt;
      if (token.text == ".") dots = true;
    } else {
      parts.push_back(token);
    }
  }
  if (parts.size() != 3) return std::nullopt;
  const auto number = [&](std::size_t i, std::size_t digits) {
    return parts[i].kind == Token::Kind::number &&
           (digits == 4 ? parts[i].text.size() == 4 : parts[i].text.size() <= 2);
  };
  const auto month = [&](std::size_t i) {
    return parts[i].kind == Token::Kind::word ? month_named(parts[i].text) : 0;
  };
  const auto value = [&](std::size_t i) { return parts[i].value; };
  if (number(0, 4) && number(1, 2) && number(2, 2)) return Parts{value(0), value(1), value(2)};
  if (dots && number(0, 2) && number(1, 2) && number(2, 4))
    return Parts{value(2), value(1), value(0)};
  if (number(0, 2) && month(1) != 0 && number(2, 4)) return Parts{value(2), month(1), value(0)};
  if (month(0) != 0 && number(1, 2) && number(2, 4)) return Parts{value(2), month(0), value(1)};
  if (number(0, 4) && month(1) != 0 && number(2, 2)) return Parts{value(0), month(1), value(2)};
  return std::nullopt;
}

}  // namespace

std::expected<year_month_day, DateTrouble> read_date(std::string_view typed, sys_days today) {
  const auto unreadable = std::unexpected(DateTrouble::unreadable);
  if (typed.size() > longest) return unreadable;
  const std::string text = to_lower_ascii(trim(narrowed(typed)));
  const auto tokens = tokens_of(text);
  if (!tokens) return unreadable;
  if (const auto away = relative(text, *tokens)) {
    if (*away > furthest || *away < -furthest) return unreadable;
    return year_month_day(today + days(*away));
  }
  const auto parts = parts_of(*tokens);
  if (!parts || parts->year < first_year) return unreadable;
  const year_month_day day(
      std::chrono::year(parts->year), std::chrono::month(static_cast<unsigned>(parts->month)),
      std::chrono::day(static_cast<unsigned>(parts->day))
  );
  if (!day.ok()) return std::unexpected(DateTrouble::no_such_day);
  return day;
}

std::string iso(year_month_day day) {
  return fmt::format(
      "{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
      static_cast<unsigned>(day.day())
  );
}

}  // namespace usher::reading
