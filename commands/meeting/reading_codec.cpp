// commands/meeting/reading_codec.cpp: readings as bytes.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/bytes.hpp"
#include "commands/meeting/reading.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

constexpr std::uint64_t version = 1;

enum Flag : std::uint8_t { all_day = 1, cancelled = 2, shown_twice = 4 };

void put(ByteWriter& to, sys_seconds at) { to.integer(at.time_since_epoch().count()); }
sys_seconds get_time(ByteReader& from) { return sys_seconds(std::chrono::seconds(from.integer())); }

void put(ByteWriter& to, const ReadSeries& series) {
  for (const std::string* text :
       {&series.key, &series.title, &series.description, &series.join, &series.other_join,
        &series.agenda, &series.dial_in, &series.place, &series.zone})
    to.text(*text);
  to.flag(series.next_cancelled);
  put(to, series.ends);
  to.number(series.occurrences.size());
  for (const ReadOccurrence& one : series.occurrences) {
    put(to, one.start);
    put(to, one.end);
    std::uint64_t flags = one.all_day ? all_day : 0U;
    if (one.cancelled) flags |= cancelled;
    if (one.shown_twice) flags |= shown_twice;
    to.number(flags);
    to.text(one.title);
    to.text(one.join);
  }
}

ReadSeries get_series(ByteReader& from) {
  ReadSeries out;
  for (std::string* text :
       {&out.key, &out.title, &out.description, &out.join, &out.other_join, &out.agenda,
        &out.dial_in, &out.place, &out.zone})
    *text = from.string();
  out.next_cancelled = from.flag();
  out.ends = get_time(from);
  out.occurrences.resize(from.count());
  for (ReadOccurrence& one : out.occurrences) {
    one.start = get_time(from);
    one.end = get_time(from);
    const std::uint64_t flags = from.number();
    one.all_day = (flags & all_day) != 0;
    one.cancelled = (flags & cancelled) != 0;
    one.shown_twice = (flags & shown_twice) != 0;
    one.title = from.string();
    one.join = from.string();
    if (!from.ok()) break;
  }
  return out;
}

// What is reckoned with later on must not overflow: times of the years 1 to 9999, ends after their starts.
bool is_sound(const ReadSeries& series) {
  constexpr sys_seconds earliest = std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
  constexpr sys_seconds latest = std::chrono::sys_days(std::chrono::year(10'000) / 12 / 31);
  return std::ranges::all_of(series.occurrences, [&](const ReadOccurrence& one) {
    return one.start >= earliest && one.start <= one.end && one.end <= latest;
  });
}

}  // namespace

std::string encode(const ReadSeries& series) {
  ByteWriter to;
  to.number(version);
  put(to, series);
  return to.take();
}

std::string encode(const Reading& reading) {
  ByteWriter to;
  to.number(version);
  put(to, reading.from);
  put(to, reading.until);
  to.number(reading.problems.size());
  for (const std::string& one : reading.problems) to.text(one);
  to.number(reading.series.size());
  for (const ReadSeries& one : reading.series) put(to, one);
  return to.take();
}

std::optional<ReadSeries> decode_series(std::string_view bytes) {
  ByteReader from(bytes);
  if (from.number() != version) return std::nullopt;
  ReadSeries out = get_series(from);
  if (!from.ok() || !from.at_end() || !is_sound(out)) return std::nullopt;
  return out;
}

std::optional<Reading> decode_reading(std::string_view bytes) {
  ByteReader from(bytes);
  if (from.number() != version) return std::nullopt;
  Reading out;
  out.from = get_time(from);
  out.until = get_time(from);
  out.problems.resize(from.count());
  for (std::string& one : out.problems) one = from.string();
  const std::size_t count = from.count();
  for (std::size_t i = 0; i < count && from.ok(); ++i) out.series.push_back(get_series(from));
  if (!from.ok() || !from.at_end() || !std::ranges::all_of(out.series, is_sound))
    return std::nullopt;
  return out;
}

// FNV-1a, 64 bits: no secret, and nobody gains by two that are equal.
std::uint64_t digest_of(std::string_view encoded_series) {
  std::uint64_t out = 14'695'981'039'346'656'037U;
  for (const char c : encoded_series) {
    out ^= static_cast<unsigned char>(c);
    out *= 1'099'511'628'211U;
  }
  return out;
}

}  // namespace usher::meeting
