// commands/meeting/organise.cpp: reading orders, and carrying them in buttons.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/organise.hpp"

#include "bot/bytes.hpp"
#include "bot/text.hpp"
#include "bot/zone_names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::local_seconds;

constexpr std::size_t longest = 1'000;
constexpr std::size_t longest_reason = 400;
constexpr std::array<std::string_view, 6> because_words = {" because ", " reason: ", "，因为",
                                                           "，因為",    " 因为",     " 因為"};
constexpr std::array<std::string_view, 4> to_words = {" to ", " → ", " 到 ", " 至 "};

// At the first of these; npos where there is none.
template <std::size_t N>
std::pair<std::string_view, std::string_view> parted_at(
    std::string_view text, const std::array<std::string_view, N>& words
) {
  std::size_t best = std::string_view::npos;
  std::size_t size = 0;
  const std::string lower = to_lower_ascii(text);
  for (const std::string_view word : words)
    if (const auto at = lower.find(word); at < best) {
      best = at;
      size = word.size();
    }
  if (best == std::string_view::npos) return {text, {}};
  return {text.substr(0, best), text.substr(best + size)};
}

std::optional<int> digits(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || out < 0)
    return std::nullopt;
  return out;
}

// "2026-07-17"
std::optional<std::chrono::local_days> day_typed(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(
      std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
      std::chrono::day(static_cast<unsigned>(*day))
  );
  if (!date.ok()) return std::nullopt;
  return std::chrono::local_days(date);
}

// "17:00", "9:30"
std::optional<std::chrono::minutes> clock_typed(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = digits(text.substr(0, colon));
  const auto minute = digits(text.substr(colon + 1));
  if (!hour || !minute || *hour > 23 || *minute > 59 || text.size() - colon != 3)
    return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digit = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digit[byte >> 4U];
    out += digit[byte & 15U];
  }
  return out;
}

std::optional<std::string> unhex(std::string_view text) {
  std::string out;
  if (text.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned byte = 0;
    const char* const end = text.data() + i + 2;
    if (std::from_chars(text.data() + i, end, byte, 16).ptr != end) return std::nullopt;
    out += static_cast<char>(byte);
  }
  return out;
}

}  // namespace

std::pair<std::string_view, std::string> without_reason(std::string_view text) {
  text = trim(text.substr(0, std::min(text.size(), longest)));
  const auto [order, reason] = parted_at(text, because_words);
  std::string_view why = trim(reason);
  // “because of the holidays”, told as “the holidays”.
  if (why.starts_with("of ")) why = trim(why.substr(3));
  return {order, shorten(sanitize(why), longest_reason)};
}

ChangeTyped read_change(std::string_view text) {
  ChangeTyped out;
  std::string_view order;
  std::tie(order, out.reason) = without_reason(text);
  const auto [what, target] = parted_at(order, to_words);
  out.target = trim(target);
  std::string_view name = trim(what);
  const auto words = split_words(name);
  if (!words.empty() && day_typed(words.back())) {
    out.day = words.back();
    name = trim(name.substr(0, name.size() - words.back().size()));
  }
  out.what = name;
  return out;
}

std::optional<sys_seconds> time_typed(std::string_view text, sys_seconds now_at, const Zone& zone) {
  std::optional<std::chrono::local_days> day;
  std::optional<std::chrono::minutes> clock;
  std::optional<Zone> named;
  for (const std::string_view word : split_words(text)) {
    if (const auto known = zone_named(word)) {
      if (named) return std::nullopt;
      named = Zone::named(*known);
      continue;
    }
    const auto parts = word.size() == 16 && word[10] == 'T'
                           ? std::vector<std::string_view>{word.substr(0, 10), word.substr(11)}
                           : std::vector<std::string_view>{word};
    for (const std::string_view part : parts) {
      if (const auto as_day = day_typed(part); as_day && !day)
        day = as_day;
      else if (const auto as_clock = clock_typed(part); as_clock && !clock)
        clock = as_clock;
      else
        return std::nullopt;
    }
  }
  if (!day && !clock) return std::nullopt;
  const Zone where = named.value_or(zone);
  const local_seconds shown = where.to_local(now_at);
  const auto today = std::chrono::floor<days>(shown);
  const std::chrono::seconds of_day = shown - today;
  return where.to_utc(
      local_seconds(day.value_or(today)) + (clock ? std::chrono::seconds(*clock) : of_day)
  );
}

std::string encode(const Order& order) {
  ByteWriter to;
  to.number(static_cast<std::uint64_t>(order.change));
  to.integer(order.date);
  to.integer(order.sequence);
  to.integer(order.start.time_since_epoch().count());
  to.text(order.target);
  to.text(order.reason);
  return hex(to.view());
}

std::optional<Order> decode_order(std::string_view value) {
  const auto bytes = unhex(value);
  if (!bytes) return std::nullopt;
  ByteReader from(*bytes);
  Order out;
  const std::uint64_t change = from.number();
  out.change = static_cast<Change>(change);
  out.date = from.integer();
  out.sequence = static_cast<int>(from.integer());
  out.start = sys_seconds(std::chrono::seconds(from.integer()));
  out.target = from.string();
  out.reason = from.string();
  if (!from.ok() || !from.at_end() || change > static_cast<std::uint64_t>(Change::restore))
    return std::nullopt;
  return out;
}

}  // namespace usher::meeting
