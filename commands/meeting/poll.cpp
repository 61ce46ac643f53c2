// commands/meeting/poll.cpp: asking, staging, comparing.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/poll.hpp"

#include "bot/text.hpp"
#include "commands/meeting/apply.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/made_keeping.hpp"
#include "commands/meeting/renamed.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::minutes;
constexpr minutes give_up{5};        // of one Call
constexpr minutes longest_poll{30};  // without an answer; then it is over
constexpr int told_at = 3;           // failures in a row after which the operator hears of it
constexpr std::chrono::hours longest_wait{6};
constexpr std::size_t most_dates = 1'500;  // that one event compares: some microseconds each

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

void tell_operator(Database& db, std::string_view what, sys_seconds now) {
  db.run("INSERT INTO notices(at,feature,what) VALUES(?,'meeting',?)", now, what);
}

std::string shown(const Source& source) {
  return source.address == "local" ? "meetings.toml" : source.address;
}

Lost lost_from(Database& db, const Series& series, sys_seconds now) {
  return {series.id, series.key, series.join, series.agenda, said_after(db, series, now)};
}

}  // namespace

CalendarState Poll::state_of(Database& db, std::size_t place) const {
  const std::string& source = settings_.sources[place].address;
  auto known = calendar_state(db, source);
  if (known) return std::move(*known);
  CalendarState fresh;
  fresh.source = source;
  return fresh;
}

std::vector<Effect> Poll::start(Database& db, sys_seconds now) const {
  std::vector<std::string> gone;
  {
    auto row = db.query("SELECT source FROM meeting_calendars");
    while (row.next()) {
      const std::string source(row.text(0));
      if (source == made_source) continue;
      if (std::ranges::find(settings_.sources, source, &Source::address) == settings_.sources.end())
        gone.push_back(source);
    }
  }
  // Nobody is told: whoever runs the bot wants it so.
  for (const std::string& source : gone) {
    give_back(db, source);
    drop_source(db, source);
  }
  std::vector<Effect> out;
  for (std::size_t i = 0; i < settings_.sources.size(); ++i) {
    CalendarState state = state_of(db, i);
    if (state.started != sys_seconds{}) {
      // What was staged goes on. A poll that has come no further begins anew: who knows how long ago that was.
      const bool staged =
          db.query("SELECT 1 FROM meeting_staged WHERE source=? LIMIT 1", state.source).next();
      if (staged) {
        out.emplace_back(Remind{fmt::format("step:{}", i), now});
      } else {
        ++state.poll;
        state.started = {};
        keep(db, state);
      }
    }
    out.emplace_back(Remind{fmt::format("poll:{}", i), now});
  }
  return out;
}

Polled Poll::tick(Database& db, std::string_view job, sys_seconds now) const {
  Polled out;
  const auto place = number_in(job.substr(std::min<std::size_t>(5, job.size())));
  if (!place || *place >= settings_.sources.size()) return out;
  CalendarState state = state_of(db, *place);
  const Work work{db, state, *place, now, out};
  if (job.starts_with("step:")) {
    if (state.started != sys_seconds{}) proceed(work);
    return out;
  }
  out.effects.emplace_back(
      Remind{fmt::format("poll:{}", *place), now + std::max(settings_.every, minutes(1))}
  );
  const bool under_way =
      state.started != sys_seconds{} && state.started <= now && now < state.started + longest_poll;
  if (!under_way) begin(work);
  return out;
}

void Poll::begin(const Work& work) const {
  CalendarState& state = work.state;
  work.db.run("DELETE FROM meeting_staged WHERE source=?", state.source);
  ++state.poll;
  state.started = work.now;
  keep(work.db, state);
  // Its dates are worked out anew twice a day, also where it has not changed: time goes on, and zones may have changed.
  const bool fresh = state.expanded <= work.now && work.now < state.expanded + fresh_enough;
  const auto day = std::chrono::floor<std::chrono::days>(work.now);
  work.out.effects.emplace_back(Call{
      fmt::format("calendar {} {}", work.place, state.poll),
      settings_.sources[work.place].service,
      "READ",
      window_path(day - std::chrono::days(1), day + ahead),
      {},
      fresh ? state.etag : std::string(),
      give_up
  });
}

Polled Poll::fetched(Database& db, const Fetched& answer, sys_seconds now) const {
  Polled out;
  const auto words = split_words(answer.tag);
  if (words.size() != 3 || words[0] != "calendar") return out;
  const auto place = number_in(words[1]);
  const auto poll = number_in(words[2]);
  if (!place || !poll || *place >= settings_.sources.size()) return out;
  CalendarState state = state_of(db, *place);
  if (state.started == sys_seconds{} || std::cmp_not_equal(state.poll, *poll)) return out;
  take({db, state, *place, now, out}, answer);
  return out;
}

void Poll::take(const Work& work, const Fetched& answer) const {
  CalendarState& state = work.state;
  if (answer.error != errc::ok) return fail(work, answer.error);
  if (answer.status == 304 && !state.etag.empty()) {
    state.started = {};
    state.read = work.now;
    state.failures = 0;
    return keep(work.db, state);
  }
  auto reading = answer.status == 200 ? decode_reading(answer.body) : std::nullopt;
  if (!reading) return fail(work, answer.status == 404 ? errc::not_found : errc::malformed);
  // A calendar that was emptied by mistake does not call off every meeting at once.
  const bool empty = reading->series.empty();
  if (empty && state.failures < told_at && any_unchanged(work.db, state.source))
    return fail(work, errc::malformed);
  state.pending_etag = answer.etag;
  state.pending_until = reading->until;
  std::string problems;
  for (const std::string& one : reading->problems) problems += one + "\n";
  if (problems != state.problems && !problems.empty())
    tell_operator(
        work.db,
        fmt::format(
            "the calendar {} has mistakes: {}", shown(settings_.sources[work.place]),
            reading->problems.front()
        ),
        work.now
    );
  state.problems = std::move(problems);
  stage(work, std::move(reading->series));
  proceed(work);
}

// What differs from its rows, and what is there no more. A series that has only another title is the same.
void Poll::stage(const Work& work, std::vector<ReadSeries> read) const {
  Database& db = work.db;
  const std::string& source = work.state.source;
  for (const ReadSeries& one : read)
    if (const auto id = adopt(db, source, one.key, work.now)) work.out.adopted.push_back(*id);
  std::vector<Series> known = series_of_source(db, source);
  const auto find = [&](std::string_view key) {
    return std::ranges::find(known, key, &Series::key);
  };
  std::vector<std::size_t> fresh;
  std::set<std::int64_t> there;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const auto at = find(read[i].key);
    if (at == known.end())
      fresh.push_back(i);
    else
      there.insert(at->id);
  }
  std::vector<Lost> lost;
  for (const Series& one : known)
    if (!there.contains(one.id)) lost.push_back(lost_from(db, one, work.now));
  for (const auto& [id, to] : renamed(lost, read, fresh, work.now)) {
    const std::string& before = std::ranges::find(lost, id, &Lost::id)->key;
    rename_series(db, id, read[to].key, read[to].title);
    rename_made(db, before, read[to].key, read[to].title);
    move_key(db, before, read[to].key);
    there.insert(id);
  }
  known = series_of_source(db, source);
  std::int64_t place = 0;
  const auto put = [&](std::string_view key, std::string_view bytes) {
    db.run(
        "INSERT INTO meeting_staged(source,place,bytes,key) VALUES(?,?,?,?)", source, ++place,
        Blob{bytes}, key
    );
  };
  for (const Series& one : known)
    if (!there.contains(one.id)) put(one.key, {});
  for (const ReadSeries& one : read) {
    const std::string bytes = encode(one);
    const auto at = find(one.key);
    if (at == known.end() || at->digest != digest_of(bytes)) put(one.key, bytes);
  }
}

void Poll::proceed(const Work& work) const {
  Database& db = work.db;
  CalendarState& state = work.state;
  const Applying how{state.source, work.now, state.known_until, state.read == sys_seconds{}};
  std::size_t dates = 0;
  while (dates < most_dates) {
    std::int64_t place = 0;
    std::string key;
    std::string bytes;
    {
      auto row = db.query(
          "SELECT place,key,bytes FROM meeting_staged WHERE source=? ORDER BY place LIMIT 1",
          state.source
      );
      if (!row.next()) break;
      place = row.integer(0);
      key = row.text(1);
      bytes = row.blob(2);
    }
    db.run("DELETE FROM meeting_staged WHERE source=? AND place=?", state.source, place);
    SeriesNews news;
    auto read = bytes.empty() ? std::nullopt : decode_series(bytes);
    const auto series = series_by_key(db, state.source, key);
    if (series && (read || bytes.empty()))
      read = as_changed(db, *series, std::move(read), state.pending_until, work.now);
    if (read) {
      dates += read->occurrences.size();
      Applying one = how;
      // What was known before the calendar was is no news for the first time.
      one.first = how.first && (!series || series->gone != sys_seconds{});
      news = apply(db, *read, bytes.empty() ? 0 : digest_of(bytes), one);
    } else if (series && bytes.empty()) {
      news = apply_gone(db, series->id, work.now);
    }
    dates += 10;
    if (!news.empty()) work.out.news.push_back(std::move(news));
  }
  if (db.query("SELECT 1 FROM meeting_staged WHERE source=? LIMIT 1", state.source).next()) {
    work.out.effects.emplace_back(Remind{fmt::format("step:{}", work.place), work.now});
    return keep(db, state);
  }
  state.started = {};
  state.read = state.expanded = work.now;
  state.failures = 0;
  state.etag = std::exchange(state.pending_etag, {});
  state.known_until = std::exchange(state.pending_until, {});
  keep(db, state);
  work.out.read = true;
}

void Poll::fail(const Work& work, errc why) const {
  CalendarState& state = work.state;
  state.started = {};
  ++state.failures;
  keep(work.db, state);
  if (state.failures == told_at)
    tell_operator(
        work.db,
        fmt::format(
            "the calendar {} could not be read {} times in a row ({}); what is known of it stays",
            shown(settings_.sources[work.place]), state.failures, describe(why)
        ),
        work.now
    );
  // Twice as long after each failure.
  const auto wait =
      std::max(settings_.every, minutes(1)) * (std::int64_t{1} << std::min(state.failures - 1, 8));
  work.out.effects.emplace_back(Remind{
      fmt::format("poll:{}", work.place),
      work.now + std::min<std::chrono::seconds>(wait, longest_wait)
  });
}

}  // namespace usher::meeting
