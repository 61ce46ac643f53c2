// commands/proposals/weekly_words.cpp: days, times of day and zones as people type them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_words.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::proposals {

namespace {

using std::chrono::minutes;

constexpr std::size_t longest = 200;
constexpr std::size_t longest_shown = 40;
constexpr int minutes_of_day = 24 * 60;

constexpr std::array<std::string_view, 5> on_words = {"on", "start", "开", "開", "开启"};
constexpr std::array<std::string_view, 5> off_words = {"off", "stop", "关", "關", "关闭"};
constexpr std::array<std::string_view, 3> always_words = {"always", "每次", "总是"};
constexpr std::array<std::string_view, 4> news_words = {
    "news-only", "newsonly", "有变化时", "有變化時"
};
constexpr std::array<std::string_view, 7> days = {"monday", "tuesday",  "wednesday", "thursday",
                                                  "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 7> han_days = {"一", "二", "三", "四", "五", "六", "日"};
// Longest first: "每周" begins with nothing else here, "周" is its end.
constexpr std::array<std::string_view, 7> han_weeks = {"每周", "每週", "星期", "礼拜",
                                                       "禮拜", "周",   "週"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

std::optional<unsigned> han_day(std::string_view word) {
  for (const std::string_view week : han_weeks) {
    if (!word.starts_with(week)) continue;
    const std::string_view rest = word.substr(week.size());
    if (rest == "天") return 7;
    const auto* const day = std::ranges::find(han_days, rest);
    if (day != han_days.end()) return static_cast<unsigned>(day - han_days.begin()) + 1;
  }
  return std::nullopt;
}

// "mon", "monday", "mondays"
std::optional<unsigned> day_of(std::string_view word) {
  if (word.size() > 4 && word.ends_with('s')) word.remove_suffix(1);
  for (std::size_t i = 0; i < days.size(); ++i)
    if (word.size() >= 3 && days.at(i).starts_with(word)) return static_cast<unsigned>(i) + 1;
  return han_day(word);
}

std::optional<int> digits(std::string_view word, std::size_t most) {
  int out = 0;
  if (word.empty() || word.size() > most) return std::nullopt;
  const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), out);
  if (ec != std::errc() || end != word.data() + word.size() || out < 0) return std::nullopt;
  return out;
}

// "9", "09:30", "9：30", "9am", "12:15pm"
std::optional<minutes> time_of(std::string_view word) {
  std::optional<bool> afternoon;
  if (word.size() > 2 && (word.ends_with("am") || word.ends_with("pm"))) {
    afternoon = word[word.size() - 2] == 'p';
    word.remove_suffix(2);
  }
  std::string_view sign = ":";
  auto at = word.find(sign);
  if (at == std::string_view::npos) {
    sign = "：";
    at = word.find(sign);
  }
  const auto hour = digits(word.substr(0, at), 2);
  const auto minute =
      at == std::string_view::npos ? std::optional(0) : digits(word.substr(at + sign.size()), 2);
  if (!hour || !minute || *minute > 59) return std::nullopt;
  if (afternoon && (*hour < 1 || *hour > 12)) return std::nullopt;
  const int of_day = afternoon ? (*hour % 12) + (*afternoon ? 12 : 0) : *hour;
  const int total = (of_day * 60) + *minute;
  return total < minutes_of_day ? std::optional(minutes(total)) : std::nullopt;
}

bool understood(std::string_view word, WeeklyOrder& order) {
  const std::string lower = to_lower_ascii(word);
  if (is_one_of(lower, always_words)) {
    order.always = true;
  } else if (is_one_of(lower, news_words)) {
    order.always = false;
  } else if (const auto day = day_of(lower)) {
    order.weekday = day;
  } else if (const auto time = time_of(lower)) {
    order.minute = time;
  } else if (auto zone = zone_named(word)) {
    order.zone = std::move(zone);
  } else {
    return lower == "at" || lower == "every";
  }
  return true;
}

}  // namespace

WeeklyOrder weekly_order(std::string_view typed) {
  WeeklyOrder out;
  const auto unclear = [&](std::string_view word) {
    out.what = WeeklyOrder::What::unclear;
    out.odd = shorten(word, longest_shown);
    return out;
  };
  if (typed.size() > longest) return unclear(typed);
  const auto words = split_words(typed);
  if (words.empty()) return out;
  const std::string first = to_lower_ascii(words.front());
  if (is_one_of(first, off_words) && words.size() == 1) {
    out.what = WeeklyOrder::What::off;
    return out;
  }
  if (!is_one_of(first, on_words)) return unclear(words.front());
  out.what = WeeklyOrder::What::on;
  for (std::size_t i = 1; i < words.size(); ++i)
    if (!understood(words[i], out)) return unclear(words[i]);
  return out;
}

}  // namespace usher::proposals
