// commands/meeting/reading.cpp: a calendar's events gathered by title.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/reading.hpp"

#include "bot/text.hpp"
#include "commands/meeting/expansion.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/occurrences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::local_seconds;

constexpr std::size_t longest_description = 4096;
constexpr std::size_t longest_title = 200;
constexpr std::size_t most_problems = 20;
constexpr int most_counted = 5'000;

// When a rule gives its last; nothing where it goes on for ever, or far beyond what is asked.
std::optional<sys_seconds> last_of(const Entry& entry) {
  if (!entry.rule) return entry.start.at();
  const Rule& rule = *entry.rule;
  if (rule.until) {
    const sys_seconds plain(rule.until->at.time_since_epoch());
    return rule.until->utc ? plain : entry.start.zone.to_utc(rule.until->at);
  }
  if (!rule.count || *rule.count > most_counted) return std::nullopt;
  Expansion expansion(rule, entry.start.shown);
  std::optional<local_seconds> last;
  while (const auto next = expansion.next()) last = next;
  return last ? std::optional(entry.start.zone.to_utc(*last)) : entry.start.at();
}

class Gatherer {
 public:
  Gatherer(const Calendar& calendar, Reading& out) : out_(out) {
    for (const Entry& entry : calendar.entries)
      if (!entry.recurrence && !entry.uid.empty()) masters_.try_emplace(entry.uid, &entry);
  }

  void add(const Occurrence& one) {
    const Entry& master = *master_of(one.entry);
    const auto at = series_of(master);
    if (!at) return;
    ReadSeries& series = out_.series[*at];
    ReadOccurrence read;
    read.start = one.start;
    read.end = std::max(one.end, one.start);
    read.all_day = one.all_day;
    read.cancelled = one.cancelled;
    read.shown_twice = one.shows != Zone::Shows::once;
    if (one.entry != &master) own_words(*one.entry, series, read);
    const bool same = std::ranges::any_of(series.occurrences, [&](const ReadOccurrence& other) {
      return other.start == read.start;
    });
    if (!same) series.occurrences.push_back(std::move(read));
  }

  // What ends within the window, by the last of all its events.
  void find_ends(const Calendar& calendar) {
    std::map<std::size_t, std::optional<sys_seconds>> lasts;
    std::map<std::size_t, bool> recurs;
    for (const Entry& entry : calendar.entries) {
      if (entry.recurrence) continue;
      const auto known = places_.find(name_key(entry.summary));
      if (known == places_.end()) continue;
      const auto last = last_of(entry);
      const auto [at, fresh] = lasts.try_emplace(known->second, last);
      if (!fresh && (!last || !at->second))
        at->second.reset();
      else if (!fresh)
        at->second = std::max(*at->second, *last);
      recurs[known->second] = recurs[known->second] || entry.rule.has_value();
    }
    for (const auto& [place, last] : lasts) {
      ReadSeries& series = out_.series[place];
      if (last && recurs[place] && *last < out_.until && !series.occurrences.empty())
        series.ends = series.occurrences.back().start;
    }
  }

 private:
  const Entry* master_of(const Entry* entry) const {
    if (!entry->recurrence) return entry;
    const auto at = masters_.find(entry->uid);
    return at == masters_.end() ? entry : at->second;
  }

  std::optional<std::size_t> series_of(const Entry& master) {
    std::string key = name_key(master.summary);
    if (key.empty()) key = "?";
    const auto known = places_.find(key);
    if (known != places_.end()) {
      ReadSeries& series = out_.series[known->second];
      series.next_cancelled = series.next_cancelled || says_cancelled(master.summary);
      return known->second;
    }
    if (out_.series.size() >= most_read_series) {
      if (!std::exchange(told_, true))
        out_.problems.push_back(fmt::format(
            "there are more than {} meetings in it; the rest is left out", most_read_series
        ));
      return std::nullopt;
    }
    ReadSeries series;
    series.key = key;
    series.title = shorten(sanitize(without_mark(master.summary)), longest_title);
    series.next_cancelled = says_cancelled(master.summary);
    series.description = shorten(sanitize(master.description, true), longest_description);
    JoinLinks links = links_of(master.url, master.location, master.description);
    series.join = std::move(links.join);
    series.other_join = std::move(links.other);
    series.agenda = std::move(links.agenda);
    series.dial_in = std::move(links.dial_in);
    const bool place_is_link = master.location.contains("://");
    if (!place_is_link) series.place = shorten(sanitize(master.location), longest_title);
    series.zone = master.start.zone.name();
    out_.series.push_back(std::move(series));
    places_.emplace(std::move(key), out_.series.size() - 1);
    return out_.series.size() - 1;
  }

  // One that was changed by itself.
  static void own_words(const Entry& entry, const ReadSeries& series, ReadOccurrence& read) {
    const std::string title = shorten(sanitize(without_mark(entry.summary)), longest_title);
    read.cancelled = read.cancelled || says_cancelled(entry.summary);
    if (!title.empty() && name_key(title) != series.key) read.title = title;
    const JoinLinks links = links_of(entry.url, entry.location, entry.description);
    if (!links.join.empty() && links.join != series.join) read.join = links.join;
  }

  Reading& out_;
  std::unordered_map<std::string_view, const Entry*> masters_;
  std::unordered_map<std::string, std::size_t> places_;  // by key
  bool told_ = false;
};

}  // namespace

Reading read_meetings(
    std::string_view bytes, const Zone& otherwise, sys_seconds from, sys_seconds until
) {
  Reading out;
  out.from = from;
  out.until = until;
  const Calendar calendar = read_calendar(bytes, otherwise);
  Occurrences found = occurrences(calendar, from, until);
  const auto tell = [&](const std::vector<Problem>& problems) {
    for (const Problem& one : problems)
      if (out.problems.size() < most_problems)
        out.problems.push_back(fmt::format("line {}: {}", one.line, one.what));
  };
  tell(calendar.problems);
  tell(found.problems);
  if (found.all.size() > most_read) {
    out.until = found.all[most_read].start;
    std::erase_if(found.all, [&](const Occurrence& one) { return one.start >= out.until; });
    out.problems.push_back(
        fmt::format("there is more in it than {} dates; what comes later is left out", most_read)
    );
  }
  Gatherer gatherer(calendar, out);
  for (const Occurrence& one : found.all) gatherer.add(one);
  gatherer.find_ends(calendar);
  return out;
}

std::string window_path(sys_seconds from, sys_seconds until) {
  return fmt::format("{} {}", from.time_since_epoch().count(), until.time_since_epoch().count());
}

std::optional<std::pair<sys_seconds, sys_seconds>> window_in(std::string_view path) {
  const auto blank = path.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  std::int64_t from = 0;
  std::int64_t until = 0;
  const auto number = [](std::string_view text, std::int64_t& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size();
  };
  if (!number(path.substr(0, blank), from) || !number(path.substr(blank + 1), until))
    return std::nullopt;
  return std::pair(
      sys_seconds(std::chrono::seconds(from)), sys_seconds(std::chrono::seconds(until))
  );
}

}  // namespace usher::meeting
