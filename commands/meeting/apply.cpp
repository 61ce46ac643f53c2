// commands/meeting/apply.cpp: date by date.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/apply.hpp"

#include "commands/meeting/changes.hpp"
#include "commands/meeting/compare.hpp"
#include "commands/meeting/hosts.hpp"
#include "commands/meeting/preparing.hpp"
#include "commands/meeting/table.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace usher::meeting {

namespace {

// What an organiser has moved may stand in the calendar long before or after where it is now.
constexpr std::chrono::days furthest_move{60};

std::vector<MeetingDate> to_come(Database& db, std::int64_t series, sys_seconds now) {
  std::vector<MeetingDate> out = dates_after(db, series, now - furthest_move);
  std::erase_if(out, [&](const MeetingDate& one) {
    return one.said <= now && (!one.held || one.start <= now);
  });
  std::ranges::sort(out, {}, [](const MeetingDate& one) { return std::pair(one.said, one.id); });
  return out;
}

class Applier {
 public:
  Applier(Database& db, const ReadSeries& read, std::int64_t series, const Applying& how)
      : db_(db), how_(how), series_(series), join_(read.join) {
    old_ = to_come(db, series, how.now);
    for (const ReadOccurrence& one : read.occurrences)
      if (one.start > how.now) fresh_.push_back(one);
    // "… - CANCELED" in the title is about the next one.
    if (read.next_cancelled && !fresh_.empty()) fresh_.front().cancelled = true;
  }

  SeriesNews run(bool known) {
    news_.series = series_;
    std::vector<OldDate> before;
    std::vector<NewDate> after;
    before.reserve(old_.size());
    after.reserve(fresh_.size());
    for (const MeetingDate& one : old_) {
      const bool stays = how_.as_whole && one.held;
      before.push_back({one.said, one.state == OccurrenceState::cancelled && !stays});
    }
    for (const ReadOccurrence& one : fresh_) after.push_back({one.start, one.cancelled});
    const Differences found = compare(before, after);
    for (const auto& [i, j] : found.same) same(old_[i], fresh_[j]);
    for (const auto& [i, j] : found.moved) move(old_[i], fresh_[j]);
    for (const std::size_t i : found.gone) drop(old_[i]);
    for (const std::size_t j : found.added)
      if (!agrees(fresh_[j])) put(fresh_[j], known);
    if (how_.first) return {.series = series_};
    if (!known) {
      news_.kind = SeriesNews::Kind::fresh;
      // A series that begins with nothing to come is none that anybody could go to.
      if (news_.added.empty()) news_.kind = SeriesNews::Kind::changed;
    }
    return std::move(news_);
  }

 private:
  void same(MeetingDate& old, const ReadOccurrence& read) {
    if (old.held && !is_elsewhere(old)) return hold(old, read);
    const MeetingDate before = old;
    take_on(old, read);
    const bool was_cancelled = before.state == OccurrenceState::cancelled;
    if (read.cancelled && !was_cancelled) return cancel(old);
    if (!read.cancelled && was_cancelled) {
      old.state = OccurrenceState::scheduled;
      ++old.sequence;
      news_.restored.push_back({old.id, old.start});
      prepare_anew(db_, old.id);
    }
    if (changed(before, old)) keep(db_, old);
  }

  void move(MeetingDate& old, const ReadOccurrence& read) {
    if (old.held && !is_elsewhere(old)) {
      // Called off where the series had it: if it is to take place after all, then where the series has it now.
      if (old.state == OccurrenceState::cancelled && old.start == old.said) {
        add_former_start(db_, old.id, old.start);
        old.start = read.start;
        old.end = read.end;
      }
      return hold(old, read);
    }
    take_on(old, read);
    old.was = old.start;
    add_former_start(db_, old.id, old.was);
    old.said = old.start = read.start;
    old.end = read.end;
    ++old.sequence;
    ask_hosts_anew(db_, old.id);
    move_later(db_, old.id, old.start - old.was);
    prepare_anew(db_, old.id);
    if (read.cancelled) return cancel(old);
    keep(db_, old);
    news_.moved.push_back({old.id, old.was, old.start});
  }

  // An organiser has changed where it is, and nothing else: when it is, and whether, the calendar still says.
  static bool is_elsewhere(const MeetingDate& one) {
    return one.held && one.relocated && !one.decided;
  }
  void take_on(MeetingDate& old, const ReadOccurrence& read) {
    const std::string own = old.held && old.relocated ? old.join : std::string();
    take(old, read);
    if (own.empty()) return;
    if (own == (read.join.empty() ? join_ : read.join)) return release(old);
    old.join = own;
  }
  static void release(MeetingDate& old) { old.held = old.relocated = old.decided = false; }

  // What an organiser has changed here holds until the calendar says the same.
  void hold(MeetingDate& old, const ReadOccurrence& read) {
    const bool off = old.state == OccurrenceState::cancelled;
    const std::string& link = read.join.empty() ? join_ : read.join;
    const bool same_link = !old.relocated || old.join == link;
    if (!old.relocated) old.join = read.join;
    old.said = read.start;
    const bool differs =
        off ? !read.cancelled : read.start != old.start || !same_link || read.cancelled;
    if (!differs) release(old);
    keep(db_, old);
  }
  void drop(MeetingDate& old) {
    if (!old.held || is_elsewhere(old)) return cancel(old);
    // It was moved, and may yet come up again; or a change of all has left it out, and may be withdrawn.
    if (old.state != OccurrenceState::cancelled || !changes_of(db_, series_).empty()) return;
    release(old);
    keep(db_, old);
  }
  // A date that the calendar has now where an organiser had put another.
  bool agrees(const ReadOccurrence& read) {
    const auto found = std::ranges::find_if(old_, [&](const MeetingDate& one) {
      return one.held && one.start == read.start && one.state == OccurrenceState::scheduled;
    });
    if (found == old_.end()) return false;
    hold(*found, read);
    return true;
  }

  void cancel(MeetingDate& old) {
    if (old.state != OccurrenceState::cancelled) {
      old.state = OccurrenceState::cancelled;
      ++old.sequence;
      news_.cancelled.push_back({old.id, old.start});
    }
    keep(db_, old);
  }

  void put(const ReadOccurrence& read, bool known) {
    MeetingDate date;
    date.series = series_;
    date.said = date.start = read.start;
    date.end = read.end;
    take(date, read);
    if (read.cancelled) date.state = OccurrenceState::cancelled;
    add(db_, date);
    if (read.cancelled) return;
    // The end of what was known moves on from day to day; what comes after the last one continues the series.
    const bool continues = known && !old_.empty() && read.start > old_.back().said;
    if (read.start < how_.known_until && !continues)
      news_.added.push_back({date.id, date.start});
    else if (!known)
      news_.added.push_back({date.id, date.start});
  }

  static void take(MeetingDate& date, const ReadOccurrence& read) {
    const bool here = date.start == read.start;
    if (here) date.end = read.end;
    date.all_day = read.all_day;
    date.twice = read.shown_twice;
    date.title = read.title;
    date.join = read.join;
  }
  static bool changed(const MeetingDate& a, const MeetingDate& b) {
    return a.end != b.end || a.all_day != b.all_day || a.twice != b.twice || a.title != b.title ||
           a.join != b.join || a.state != b.state;
  }

  Database& db_;
  const Applying& how_;
  std::int64_t series_;
  const std::string& join_;
  std::vector<MeetingDate> old_;
  std::vector<ReadOccurrence> fresh_;
  SeriesNews news_;
};

}  // namespace

SeriesNews apply(Database& db, const ReadSeries& read, std::uint64_t digest, const Applying& how) {
  const auto before = series_by_key(db, how.source, read.key);
  const bool known = before && before->gone == sys_seconds{};
  const std::int64_t id = keep(db, how.source, read, digest);
  return Applier(db, read, id, how).run(known);
}

SeriesNews apply_gone(Database& db, std::int64_t series, sys_seconds now) {
  SeriesNews news;
  news.series = series;
  for (MeetingDate& date : to_come(db, series, now)) {
    if (date.state == OccurrenceState::cancelled) continue;
    date.state = OccurrenceState::cancelled;
    ++date.sequence;
    keep(db, date);
    news.cancelled.push_back({date.id, date.start});
  }
  // One that had come to its end is gone without a word.
  if (!news.cancelled.empty()) news.kind = SeriesNews::Kind::gone;
  set_gone(db, series, now);
  return news;
}

}  // namespace usher::meeting
