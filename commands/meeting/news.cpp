// commands/meeting/news.cpp: news as bytes.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/news.hpp"

#include "bot/bytes.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

constexpr std::uint64_t version = 2;
constexpr std::uint64_t without_rhythm = 1;  // what an older program left half told

void put(ByteWriter& to, sys_seconds at) { to.integer(at.time_since_epoch().count()); }
sys_seconds get_time(ByteReader& from) { return sys_seconds(std::chrono::seconds(from.integer())); }

void put(ByteWriter& to, const std::vector<SeriesNews::Date>& dates) {
  to.number(dates.size());
  for (const SeriesNews::Date& one : dates) {
    to.integer(one.id);
    put(to, one.start);
  }
}

std::vector<SeriesNews::Date> get_dates(ByteReader& from) {
  std::vector<SeriesNews::Date> out(from.count());
  for (SeriesNews::Date& one : out) {
    one.id = from.integer();
    one.start = get_time(from);
  }
  return out;
}

}  // namespace

std::string encode(const SeriesNews& news) {
  ByteWriter to;
  to.number(version);
  to.integer(news.series);
  to.number(static_cast<std::uint64_t>(news.kind));
  to.number(news.moved.size());
  for (const SeriesNews::Move& one : news.moved) {
    to.integer(one.id);
    put(to, one.from);
    put(to, one.to);
  }
  put(to, news.cancelled);
  put(to, news.restored);
  put(to, news.added);
  put(to, news.relocated);
  put(to, news.programme);
  to.text(news.talk);
  to.text(news.talk_before);
  to.text(news.reason);
  to.integer(news.receipt);
  to.text(news.rhythm);
  return to.take();
}

std::optional<SeriesNews> decode_news(std::string_view bytes) {
  ByteReader from(bytes);
  const std::uint64_t written = from.number();
  if (written != version && written != without_rhythm) return std::nullopt;
  SeriesNews out;
  out.series = from.integer();
  const std::uint64_t kind = from.number();
  if (kind > static_cast<std::uint64_t>(SeriesNews::Kind::ruled)) return std::nullopt;
  out.kind = static_cast<SeriesNews::Kind>(kind);
  out.moved.resize(from.count());
  for (SeriesNews::Move& one : out.moved) {
    one.id = from.integer();
    one.from = get_time(from);
    one.to = get_time(from);
  }
  out.cancelled = get_dates(from);
  out.restored = get_dates(from);
  out.added = get_dates(from);
  out.relocated = get_dates(from);
  out.programme = get_dates(from);
  out.talk = from.string();
  out.talk_before = from.string();
  out.reason = from.string();
  out.receipt = from.integer();
  if (written == version) out.rhythm = from.string();
  if (!from.ok() || !from.at_end()) return std::nullopt;
  return out;
}

std::optional<std::chrono::seconds> one_shift(const SeriesNews& news) {
  if (news.moved.size() < 2) return std::nullopt;
  const auto by = news.moved.front().to - news.moved.front().from;
  const bool same = std::ranges::all_of(news.moved, [&](const SeriesNews::Move& one) {
    return one.to - one.from == by;
  });
  return same ? std::optional(by) : std::nullopt;
}

}  // namespace usher::meeting
