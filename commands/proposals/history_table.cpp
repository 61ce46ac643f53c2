// commands/proposals/history_table.cpp: rows of histories and of their commits.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history_table.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace usher::proposals {

namespace {

bool was_read(Database& db, std::string_view series, int number) {
  const auto state = history_state(db, series, number);
  return state && state->read != sys_seconds{};
}

}  // namespace

std::optional<sys_seconds> last_change(Database& db, std::string_view series, int number) {
  if (!was_read(db, series, number)) return std::nullopt;
  std::optional<sys_seconds> last = last_news_of(db, series, number);
  auto row = db.query(
      "SELECT at FROM proposal_commits WHERE series=? AND number=? ORDER BY place DESC LIMIT 1",
      series, number
  );
  if (row.next()) last = std::max(last.value_or(row.time(0)), row.time(0));
  return last;
}

std::optional<sys_seconds> status_since(
    Database& db, const Settings& settings, int number, std::string_view status
) {
  const auto commits = commits_of(db, settings.command, number);
  const auto seen = seen_of(db, settings.command, number);
  const std::vector<StatusStep> steps = steps_of(commits, seen, {}, settings);
  // Of a history that was read in part, the newest may be what is missing.
  if (steps.empty() || !same_status(steps.back().now, status, settings)) return std::nullopt;
  return steps.back().at;
}

std::unordered_set<int> with_a_past(Database& db, std::string_view series) {
  std::unordered_set<int> out;
  auto row = db.query(
      "SELECT number FROM proposal_history WHERE series=?1 UNION SELECT number FROM proposal_news "
      "WHERE series=?1",
      series
  );
  while (row.next()) out.insert(static_cast<int>(row.integer(0)));
  return out;
}

std::optional<HistoryState> history_state(Database& db, std::string_view series, int number) {
  auto row = db.query(
      "SELECT source,etag,read,failed,tried,reading,moved,pending_etag,left_out,asked "
      "FROM proposal_history WHERE series=? AND number=?",
      series, number
  );
  if (!row.next()) return std::nullopt;
  HistoryState state;
  state.source = row.text(0);
  state.etag = row.text(1);
  state.read = row.time(2);
  state.failed = static_cast<errc>(row.integer(3));
  state.tried = row.time(4);
  state.reading = static_cast<int>(row.integer(5));
  state.moved = row.time(6);
  state.pending_etag = row.text(7);
  state.left_out = static_cast<int>(row.integer(8));
  state.asked = row.time(9);
  return state;
}

void set_history_state(
    Database& db, std::string_view series, int number, const HistoryState& state
) {
  db.run(
      "INSERT OR REPLACE INTO proposal_history(series,number,source,etag,read,failed,tried,reading,"
      "moved,pending_etag,left_out,asked) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
      series, number, state.source, state.etag, state.read, std::to_underlying(state.failed),
      state.tried, state.reading, state.moved, state.pending_etag, state.left_out, state.asked
  );
}

int readings_under_way(Database& db, std::string_view series, sys_seconds since) {
  auto row = db.query(
      "SELECT count(*) FROM proposal_history WHERE series=? AND moved<>0 AND moved>=?", series,
      since
  );
  return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

std::vector<Commit> commits_of(Database& db, std::string_view series, int number) {
  std::vector<Commit> out;
  auto row = db.query(
      "SELECT id,at,file,state,status FROM proposal_commits WHERE series=? AND number=? ORDER BY "
      "place",
      series, number
  );
  while (row.next())
    out.push_back(
        {std::string(row.text(0)), row.time(1), std::string(row.text(2)),
         static_cast<CommitState>(row.integer(3)), std::string(row.text(4))}
    );
  return out;
}

void store_log(Database& db, std::string_view series, int number, const std::vector<Commit>& log) {
  std::set<std::string_view> listed;
  for (const Commit& commit : log) listed.insert(commit.id);
  for (const Commit& old : commits_of(db, series, number))
    if (!listed.contains(old.id))
      db.run(
          "DELETE FROM proposal_commits WHERE series=? AND number=? AND id=?", series, number,
          old.id
      );
  std::int64_t place = 0;
  for (const Commit& commit : log)
    db.run(
        "INSERT INTO proposal_commits(series,number,id,place,at,file,state,status) "
        "VALUES(?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET place=excluded.place, at=excluded.at, "
        "file=excluded.file",
        series, number, commit.id, place++, commit.at, commit.file,
        std::to_underlying(commit.state), commit.status
    );
  // What was asked for by a reading that is over, and what could not be had then, is asked for once more.
  db.run(
      "UPDATE proposal_commits SET state=? WHERE series=? AND number=? AND state IN (?,?)",
      std::to_underlying(CommitState::listed), series, number,
      std::to_underlying(CommitState::asked_for), std::to_underlying(CommitState::failed)
  );
}

void note_commit(Database& db, std::string_view series, int number, const Commit& commit) {
  db.run(
      "UPDATE proposal_commits SET state=?, status=? WHERE series=? AND number=? AND id=?",
      std::to_underlying(commit.state), commit.status, series, number, commit.id
  );
}

void forget_history(Database& db, std::string_view series, int number) {
  db.run("DELETE FROM proposal_commits WHERE series=? AND number=?", series, number);
  db.run("DELETE FROM proposal_history WHERE series=? AND number=?", series, number);
}

void forget_other_sources(Database& db, std::string_view series, std::string_view source) {
  db.run(
      "DELETE FROM proposal_commits WHERE series=?1 AND number IN "
      "(SELECT number FROM proposal_history WHERE series=?1 AND source<>?2)",
      series, source
  );
  db.run(
      "UPDATE proposal_history SET source=?2, etag='', read=0, failed=0, tried=0, "
      "reading=reading+1, moved=0, pending_etag='', left_out=0 WHERE series=?1 AND source<>?2",
      series, source
  );
}

std::vector<Seen> seen_of(Database& db, std::string_view series, int number) {
  std::vector<Seen> out;
  auto row = db.query(
      "SELECT at,was,now FROM proposal_news WHERE series=? AND number=? AND kind IN (?,?,?) ORDER "
      "BY id",
      series, number, std::to_underlying(NewsKind::fresh), std::to_underlying(NewsKind::status),
      std::to_underlying(NewsKind::first_status)
  );
  while (row.next())
    out.push_back({row.time(0), std::string(row.text(1)), std::string(row.text(2))});
  return out;
}

std::optional<sys_seconds> last_news_of(Database& db, std::string_view series, int number) {
  auto row = db.query(
      "SELECT at FROM proposal_news WHERE series=? AND number=? ORDER BY id DESC LIMIT 1", series,
      number
  );
  if (!row.next()) return std::nullopt;
  return row.time(0);
}

}  // namespace usher::proposals
