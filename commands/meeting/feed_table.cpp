// commands/meeting/feed_table.cpp: rows of dates in feeds.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feed_table.hpp"

#include "commands/meeting/calendar_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace usher::meeting {

namespace {

std::string fed_where(std::string_view condition) {
  std::string out =
      "SELECT f.occurrence,f.series,f.uid,f.sequence,f.modified,o.start,f.lines "
      "FROM meeting_feed f JOIN meeting_occurrences o ON o.id=f.occurrence WHERE ";
  out += condition;
  return out;
}

FedDate fed_from(const Query& row) {
  FedDate out;
  out.date = row.integer(0);
  out.series = row.integer(1);
  out.uid = row.text(2);
  out.stamp = {static_cast<int>(row.integer(3)), row.time(4)};
  out.start = row.time(5);
  out.lines = row.text(6);
  return out;
}

// Told from those of other communities, which people have in the same program; the same again where the database was lost.
std::string uid_of(
    Database& db, const Series& series, const MeetingDate& date, std::string_view community
) {
  const std::uint64_t whose =
      digest_of(fmt::format("{}\n{}\n{}", community, series.source, series.key));
  std::string out = fmt::format("{}-{:016x}@usher", time_value(date.said), whose);
  // Another date stood there, and was moved.
  if (db.query("SELECT 1 FROM meeting_feed WHERE uid=?", out).next())
    out = fmt::format("{}-{:016x}-{}@usher", time_value(date.said), whose, date.id);
  return out;
}

}  // namespace

std::optional<FedDate> fed_date(Database& db, std::int64_t date) {
  auto row = db.query(fed_where("f.occurrence=?"), date);
  return row.next() ? std::optional(fed_from(row)) : std::nullopt;
}

// Of a few, each is looked up; of many, all dates in their order, until there are enough.
std::vector<FedDate> fed_dates(
    Database& db, const std::vector<std::int64_t>& series, std::size_t most
) {
  constexpr std::size_t few = 20;
  std::vector<FedDate> out;
  if (series.size() <= few) {
    for (const std::int64_t one : series) {
      auto row = db.query(fed_where("f.series=? ORDER BY o.start,o.id LIMIT ?"), one, most);
      while (row.next()) out.push_back(fed_from(row));
    }
    std::ranges::sort(out, {}, [](const FedDate& one) { return std::pair(one.start, one.date); });
    if (out.size() > most) out.erase(out.begin() + static_cast<std::ptrdiff_t>(most), out.end());
    return out;
  }
  const std::set<std::int64_t> wanted(series.begin(), series.end());
  auto row = db.query(fed_where("1 ORDER BY o.start,o.id"));
  while (out.size() < most && row.next())
    if (wanted.contains(row.integer(1))) out.push_back(fed_from(row));
  return out;
}

std::vector<FedName> fed_between(Database& db, sys_seconds day, sys_seconds until) {
  std::vector<FedName> out;
  // No meeting is longer than a week.
  auto row = db.query(
      "SELECT o.id,f.series,f.uid FROM meeting_occurrences o JOIN meeting_feed f ON "
      "f.occurrence=o.id WHERE ((o.start>?1 AND o.start<?2) OR (o.was>0 AND o.was<?2)) AND "
      "o.ends>?3",
      day - std::chrono::days(7), until, day
  );
  while (row.next()) out.push_back({row.integer(0), row.integer(1), std::string(row.text(2))});
  return out;
}

void feed(
    Database& db, const Series& series, const MeetingDate& date, std::string_view community,
    std::string_view lines, sys_seconds now
) {
  const auto before = fed_date(db, date.id);
  if (!before) {
    db.run(
        "INSERT INTO meeting_feed(occurrence,series,uid,sequence,modified,lines) "
        "VALUES(?,?,?,?,?,?)",
        date.id, series.id, uid_of(db, series, date, community), date.sequence, now, lines
    );
  } else if (before->lines != lines) {
    // A clock that was set back has no change come before another.
    db.run(
        "UPDATE meeting_feed SET sequence=?,modified=?,lines=? WHERE occurrence=?",
        std::max(before->stamp.sequence + 1, date.sequence), std::max(now, before->stamp.modified),
        lines, date.id
    );
  }
}

void unfeed_past(Database& db, std::int64_t series, sys_seconds day, sys_seconds kept) {
  db.run(
      "DELETE FROM meeting_feed WHERE series=?1 AND occurrence NOT IN (SELECT id FROM "
      "meeting_occurrences WHERE series=?1 AND ends>CASE WHEN state=1 THEN ?2 ELSE ?3 END)",
      series, day, kept
  );
}

void unfeed_gone(Database& db) {
  db.run("DELETE FROM meeting_feed WHERE series NOT IN (SELECT id FROM meeting_series)");
}

}  // namespace usher::meeting
