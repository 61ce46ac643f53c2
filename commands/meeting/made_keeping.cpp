// commands/meeting/made_keeping.cpp: made meetings over time.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/made_keeping.hpp"

#include "commands/meeting/apply.hpp"
#include "commands/meeting/changes.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;

struct Window {
  sys_seconds from{}, until{};
};
Window window_at(sys_seconds now) {
  const auto day = std::chrono::floor<days>(now);
  return {day - days(1), day + Poll::ahead};
}

ReadSeries whole_of(
    Database& db, const MadeMeeting& made, const std::optional<Series>& series, const Window& window
) {
  const ReadSeries base = read_made(made, window.from, window.until);
  return series ? with_changes(base, changes_of(db, series->id), window.until) : base;
}

void keep_state(Database& db, sys_seconds now, sys_seconds until) {
  CalendarState state;
  state.source = made_source;
  state.read = state.expanded = now;
  state.known_until = until;
  keep(db, state);
}

}  // namespace

SeriesNews begin_made(Database& db, const MadeMeeting& made, sys_seconds now) {
  const Window window = window_at(now);
  const ReadSeries read = read_made(made, window.from, window.until);
  Applying how;
  how.source = made_source;
  how.now = now;
  how.known_until = window.until;
  SeriesNews news = apply(db, read, digest_of(encode(read)), how);
  // The first of this kind: the others are looked after from now on.
  if (!calendar_state(db, made_source)) keep_state(db, now, window.until);
  return news;
}

Polled keep_made(Database& db, sys_seconds now) {
  Polled out;
  const auto all = all_made(db);
  if (all.empty()) return out;
  const Window window = window_at(now);
  const auto state = calendar_state(db, made_source);
  Applying how;
  how.source = made_source;
  how.now = now;
  how.known_until = state ? state->known_until : window.until;
  for (const MadeMeeting& made : all) {
    if (made.adopted != sys_seconds{}) {
      if (!db.query("SELECT 1 FROM meeting_series WHERE key=?", made.key).next())
        remove_made(db, made.key);
      continue;
    }
    const auto series = series_by_key(db, made_source, made.key);
    if (!series) {
      // Its last date was long ago, and went with its rows.
      remove_made(db, made.key);
      continue;
    }
    const ReadSeries read = whole_of(db, made, series, window);
    SeriesNews news;
    if (read.occurrences.empty()) {
      if (series->gone == sys_seconds{}) news = apply_gone(db, series->id, now);
    } else if (const std::uint64_t digest = digest_of(encode(read)); digest != series->digest) {
      news = apply(db, read, digest, how);
    }
    if (!news.empty()) out.news.push_back(std::move(news));
  }
  keep_state(db, now, window.until);
  out.read = true;
  out.effects.emplace_back(Remind{std::string(made_job), now + made_every});
  return out;
}

std::optional<std::int64_t> adopt(
    Database& db, std::string_view source, std::string_view key, sys_seconds now
) {
  const auto made = made_by_key(db, key);
  const auto series = series_by_key(db, made_source, key);
  // One that has ended stays what it was.
  if (!made || made->adopted != sys_seconds{} || !series || series->gone != sys_seconds{})
    return std::nullopt;
  // One that it had once under this title, and lost, is another.
  db.run("UPDATE meeting_series SET key=key||'~'||id WHERE source=? AND key=?", source, key);
  db.run("UPDATE meeting_series SET source=?,digest=0 WHERE id=?", source, series->id);
  // What was changed here holds until it agrees; until then its organisers hear of it.
  db.run("UPDATE meeting_changes SET tell_next=? WHERE series=?", now + days(3), series->id);
  set_adopted(db, key, now);
  return series->id;
}

void give_back(Database& db, std::string_view source) {
  std::vector<std::string> keys;
  {
    auto row = db.query(
        "SELECT m.key FROM meeting_made m JOIN meeting_series s ON s.key=m.key WHERE s.source=? "
        "AND m.adopted>0 AND s.gone=0",
        source
    );
    while (row.next()) keys.emplace_back(row.text(0));
  }
  for (const std::string& key : keys) {
    db.run(
        "UPDATE meeting_series SET source=?,digest=0 WHERE source=? AND key=?", made_source, source,
        key
    );
    set_adopted(db, key, {});
  }
}

void rename_made(Database& db, std::string_view key, std::string_view to, std::string_view title) {
  auto made = made_by_key(db, key);
  if (!made || made->adopted == sys_seconds{} || made_by_key(db, to)) return;
  remove_made(db, key);
  made->key = to;
  made->title = title;
  keep(db, *made, made->adopted);
}

}  // namespace usher::meeting
