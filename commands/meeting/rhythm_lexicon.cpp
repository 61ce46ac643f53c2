// commands/meeting/rhythm_lexicon.cpp: words, in English and Chinese.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rhythm_lexicon.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::weekday;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> all) {
  return std::ranges::find(all, word) != all.end();
}

// A word that is a whole cadence.
struct Named {
  std::string_view word;
  Rhythm::Step step;
  int every;
};
constexpr std::array<Named, 26> cadences = {{
    {"once", Rhythm::Step::once, 1},          {"daily", Rhythm::Step::days, 1},
    {"weekly", Rhythm::Step::weeks, 1},       {"biweekly", Rhythm::Step::weeks, 2},
    {"bi-weekly", Rhythm::Step::weeks, 2},    {"fortnightly", Rhythm::Step::weeks, 2},
    {"monthly", Rhythm::Step::month_days, 1}, {"yearly", Rhythm::Step::years, 1},
    {"annually", Rhythm::Step::years, 1},     {"一次", Rhythm::Step::once, 1},
    {"每天", Rhythm::Step::days, 1},          {"每日", Rhythm::Step::days, 1},
    {"每周", Rhythm::Step::weeks, 1},         {"每週", Rhythm::Step::weeks, 1},
    {"每星期", Rhythm::Step::weeks, 1},       {"隔周", Rhythm::Step::weeks, 2},
    {"隔週", Rhythm::Step::weeks, 2},         {"每两周", Rhythm::Step::weeks, 2},
    {"每兩週", Rhythm::Step::weeks, 2},       {"每2周", Rhythm::Step::weeks, 2},
    {"每2週", Rhythm::Step::weeks, 2},        {"每四周", Rhythm::Step::weeks, 4},
    {"每四週", Rhythm::Step::weeks, 4},       {"每4周", Rhythm::Step::weeks, 4},
    {"每月", Rhythm::Step::month_days, 1},    {"每年", Rhythm::Step::years, 1},
}};

}  // namespace

std::optional<int> number_word(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 14> named = {
      {{"one", 1},
       {"two", 2},
       {"three", 3},
       {"four", 4},
       {"five", 5},
       {"six", 6},
       {"一", 1},
       {"两", 2},
       {"兩", 2},
       {"二", 2},
       {"三", 3},
       {"四", 4},
       {"other", 2},
       {"second", 2}}
  };
  for (const auto& [name, value] : named)
    if (word == name) return value;
  int out = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  if (word.empty() || error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return out >= 1 && out <= 1'000 ? std::optional(out) : std::nullopt;
}

std::optional<weekday> weekday_word(std::string_view word) {
  constexpr std::array<std::string_view, 7> names = {"sunday",   "monday", "tuesday", "wednesday",
                                                     "thursday", "friday", "saturday"};
  constexpr std::array<std::string_view, 7> signs = {"日", "一", "二", "三", "四", "五", "六"};
  for (const std::string_view begin : {"周", "星期", "週", "禮拜", "礼拜"})
    if (word.starts_with(begin)) {
      const std::string_view rest = word.substr(begin.size());
      if (rest == "天") return std::chrono::Sunday;
      const auto at = std::ranges::find(signs, rest);
      if (at != signs.end()) return weekday(static_cast<unsigned>(at - signs.begin()));
    }
  if (word.ends_with('s') && word.size() > 4) word.remove_suffix(1);
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() < 3) return std::nullopt;
  const auto at =
      std::ranges::find_if(names, [&](std::string_view name) { return name.starts_with(word); });
  return at == names.end() ? std::nullopt
                           : std::optional(weekday(static_cast<unsigned>(at - names.begin())));
}

// "second", "2nd", "last": which of a month.
std::optional<int> nth_word(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 13> named = {
      {{"first", 1},
       {"second", 2},
       {"third", 3},
       {"fourth", 4},
       {"last", -1},
       {"第一个", 1},
       {"第二个", 2},
       {"第三个", 3},
       {"第四个", 4},
       {"最后一个", -1},
       {"最後一個", -1},
       {"第一個", 1},
       {"第二個", 2}}
  };
  for (const auto& [name, value] : named)
    if (word == name) return value;
  if (word.size() < 3) return std::nullopt;
  const std::string_view end = word.substr(word.size() - 2);
  if (!is_one_of(end, {"st", "nd", "rd", "th"})) return std::nullopt;
  int out = 0;
  const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size() - 2, out);
  if (error != std::errc() || stop != word.data() + word.size() - 2) return std::nullopt;
  return out >= 1 && out <= 31 ? std::optional(out) : std::nullopt;
}

std::optional<Rhythm::Step> unit_word(std::string_view word) {
  if (is_one_of(word, {"day", "days", "天", "日"})) return Rhythm::Step::days;
  if (is_one_of(word, {"week", "weeks", "周", "週", "星期"})) return Rhythm::Step::weeks;
  if (is_one_of(word, {"month", "months", "月", "个月", "個月"})) return Rhythm::Step::month_days;
  if (is_one_of(word, {"year", "years", "年"})) return Rhythm::Step::years;
  return std::nullopt;
}

// Sets nothing by themselves.
bool is_small_word(std::string_view word) {
  return is_one_of(word, {"to",   "at",   "on",    "the",  "of",    "and",  "in",  "a", "an",
                          "with", "room", "rooms", "each", "month", "is",   "now", ",", "·",
                          "-",    "–",    "到",    "至",   "在",    "改到", "的",  "和"});
}
bool begins_from(std::string_view word) {
  return is_one_of(word, {"from", "starting", "beginning", "since", "从", "從", "自"});
}
bool begins_until(std::string_view word) {
  return is_one_of(
      word, {"until", "till", "through", "til", "直到", "截至", "截止", "ends", "ending"}
  );
}
bool begins_room(std::string_view word) {
  const auto colon = word.find(':');
  return colon != std::string_view::npos && colon + 1 < word.size() &&
         is_one_of(word.substr(0, colon), {"web", "slack", "matrix", "terminal"}) &&
         !word.substr(colon).starts_with("://");
}

std::optional<std::pair<Rhythm::Step, int>> cadence_word(std::string_view word) {
  for (const Named& one : cadences)
    if (word == one.word) return std::pair(one.step, one.every);
  return std::nullopt;
}
}  // namespace usher::meeting
