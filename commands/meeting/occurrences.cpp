// commands/meeting/occurrences.cpp: series by series.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/occurrences.hpp"

#include "commands/meeting/expansion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using std::chrono::seconds;

struct Series {
  std::vector<const Entry*> whole, changes;
};

// What EXDATEs and RECURRENCE-IDs mean: an instant, or what a clock shows; a date means all of its day.
class Marks {
 public:
  void add(const Moment& moment) {
    if (moment.date) return days_.push_back(floor<days>(moment.shown));
    at_.push_back(moment.at());
    shown_.push_back(moment.shown);
  }
  void sort() {
    std::ranges::sort(at_);
    std::ranges::sort(shown_);
    std::ranges::sort(days_);
  }
  bool has(local_seconds shown, sys_seconds at) const {
    return std::ranges::binary_search(at_, at) || std::ranges::binary_search(shown_, shown) ||
           std::ranges::binary_search(days_, floor<days>(shown));
  }

 private:
  std::vector<sys_seconds> at_;
  std::vector<local_seconds> shown_;
  std::vector<std::chrono::local_days> days_;
};

class Expander {
 public:
  Expander(sys_seconds from, sys_seconds to, std::size_t most, Occurrences& out)
      : from_(from), to_(to), most_(most), out_(out) {}

  void series(const Series& series) {
    int newest = 0;
    for (const Entry* one : series.whole) newest = std::max(newest, one->sequence);
    for (const Entry* one : series.whole)
      if (one->sequence == newest) whole(*one, series.changes);
    for (const Entry* one : series.changes)
      if (is_newest(*one, series.changes))
        put(*one, one->start.shown, one->start.at(), one->length, one->recurrence->at());
  }

 private:
  static bool is_newest(const Entry& one, const std::vector<const Entry*>& all) {
    return std::ranges::none_of(all, [&](const Entry* other) {
      return other != &one && other->recurrence->at() == one.recurrence->at() &&
             (other->sequence > one.sequence ||
              (other->sequence == one.sequence && other->line > one.line));
    });
  }

  static std::optional<local_seconds> last_of(const Entry& entry) {
    if (!entry.rule || !entry.rule->until) return std::nullopt;
    const Rule::Until& until = *entry.rule->until;
    if (until.date) return until.at + days(1) - seconds(1);
    return until.utc ? entry.start.zone.to_local(sys_seconds(until.at.time_since_epoch()))
                     : until.at;
  }

  void whole(const Entry& entry, const std::vector<const Entry*>& changes) {
    done_.clear();
    marks_ = Marks();
    for (const Moment& except : entry.except) marks_.add(except);
    for (const Entry* change : changes) marks_.add(*change->recurrence);
    marks_.sort();
    one(entry, entry.start.shown, entry.start.at(), entry.length);
    for (const ExtraDate& extra : entry.extra)
      one(entry, extra.start.zone.to_local(extra.start.at()), extra.start.at(),
          extra.length.value_or(entry.length));
    if (!entry.rule) return;
    Expansion expansion(*entry.rule, entry.start.shown, last_of(entry));
    // A day more on each side, for the clock is not UTC's.
    expansion.skip_to(local_seconds(from_.time_since_epoch()) - days(1));
    std::size_t count = 0;
    while (const auto next = expansion.next()) {
      if (sys_seconds(next->time_since_epoch()) >= to_ + days(1)) return;
      if (++count > most_) {
        out_.problems.push_back({entry.line, "this event takes place too often to be followed"});
        return;
      }
      one(entry, *next, entry.start.zone.to_utc(*next), entry.length);
    }
    if (expansion.gave_up() && count == 0)
      out_.problems.push_back({entry.line, "the RRULE of this event comes true on no day"});
  }

  // An occurrence as the series has it.
  void one(const Entry& entry, local_seconds shown, sys_seconds at, seconds length) {
    if (at < from_ || at >= to_ || marks_.has(shown, at) || !done_.insert(at).second) return;
    put(entry, shown, at, length, at);
  }

  void put(
      const Entry& entry, local_seconds shown, sys_seconds at, seconds length,
      sys_seconds recurrence
  ) {
    if (at < from_ || at >= to_) return;
    Occurrence out;
    out.entry = &entry;
    out.start = at;
    out.end = at + length;
    out.shown = shown;
    out.zone = entry.start.zone;
    out.all_day = entry.start.date;
    out.cancelled = entry.status == "CANCELLED";
    out.shows = out.zone.shows(shown);
    out.recurrence = recurrence;
    out_.all.push_back(std::move(out));
  }

  sys_seconds from_, to_;
  std::size_t most_;
  Occurrences& out_;
  // Of the series at hand.
  std::set<sys_seconds> done_;
  Marks marks_;
};

}  // namespace

Occurrences occurrences(
    const Calendar& calendar, sys_seconds from, sys_seconds to, std::size_t most
) {
  Occurrences out;
  std::vector<Series> all;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const Entry& entry : calendar.entries) {
    auto [place, fresh] = places.emplace(entry.uid, all.size());
    // Without a UID each is a series of its own.
    if (fresh || entry.uid.empty()) {
      place->second = all.size();
      all.emplace_back();
    }
    Series& series = all[place->second];
    (entry.recurrence ? series.changes : series.whole).push_back(&entry);
  }
  Expander expander(from, to, most, out);
  for (const Series& series : all) expander.series(series);
  std::ranges::sort(out.all, {}, [](const Occurrence& one) {
    return std::pair(one.start, one.entry->line);
  });
  return out;
}

}  // namespace usher::meeting
