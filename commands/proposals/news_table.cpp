// commands/proposals/news_table.cpp: rows of news, of texts without a number, of proposals that left.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news_table.hpp"

#include "commands/proposals/index.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/watches.hpp"

#include <fmt/core.h>

#include <string>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::size_t most_named = 10;

// Of a row `n`, whether it is a noted step back: the one before it came from where this one leads. `before`: what else
// is to hold of the row of the step before it.
std::string reverted(std::string_view before) {
  return fmt::format(
      "n.kind=1 AND n.noted<>0 AND coalesce((SELECT p.was=n.now AND p.now=n.was FROM proposal_news "
      "AS p WHERE p.series=n.series AND p.number=n.number AND p.kind IN (0,1,2) {} ORDER BY p.id "
      "DESC LIMIT 1),0)",
      before
  );
}

News news_of(const Query& row) {
  return {
      static_cast<NewsKind>(row.integer(0)),
      static_cast<int>(row.integer(1)),
      std::string(row.text(2)),
      std::string(row.text(3)),
      row.integer(4) != 0,
      row.integer(5) != 0,
      row.integer(6) != 0
  };
}

// What came back after it was lost: as it was, it is no news; else it is a change from what it was.
void join_lost(Database& db, std::string_view series) {
  db.run(
      "DELETE FROM proposal_lost_status WHERE series=?1 AND number IN (SELECT number FROM "
      "proposal_news_next WHERE series=?1 AND kind=1)",
      series
  );
  db.run("DELETE FROM proposal_news_next WHERE series=? AND kind=1 AND was=now", series);
}

// "nep 3 (Final)": the operator is told, and nobody else.
void take_lost(Database& db, std::string_view series, sys_seconds now) {
  db.run(
      "INSERT OR REPLACE INTO proposal_lost_status(series,number,status) SELECT series,number,was "
      "FROM proposal_news_next WHERE series=? AND kind=6",
      series
  );
  std::string names;
  std::size_t count = 0;
  auto row = db.query(
      "SELECT number,was FROM proposal_news_next WHERE series=? AND kind=6 ORDER BY number", series
  );
  while (row.next() && ++count <= most_named)
    names += fmt::format("{}{} ({})", count == 1 ? "" : ", ", row.integer(0), row.text(1));
  if (count == 0) return;
  db.run(
      "INSERT INTO notices(at,feature,what) VALUES(?,?,?)", now,
      fmt::format("proposals-{}", series),
      fmt::format(
          "no status can be read any more of {} {}{}; nobody was told of it", series, names,
          count > most_named ? ", …" : ""
      )
  );
  db.run("DELETE FROM proposal_news_next WHERE series=? AND kind=6", series);
}

}  // namespace

void take_up_lost(
    Database& db, const Settings& settings, std::string_view type, std::span<News> news
) {
  for (News& one : news) {
    if (one.kind != NewsKind::first_status) continue;
    auto row = db.query(
        "SELECT status FROM proposal_lost_status WHERE series=? AND number=?", settings.command,
        one.number
    );
    if (!row.next()) continue;
    one.kind = NewsKind::status;
    one.old = row.text(0);
    one.noted = one.old != one.now && !is_usual(one.old, one.now, type, settings);
  }
}

void move_news(Database& db, std::string_view series, std::span<const Decision> decisions) {
  for (const Decision& one : decisions) {
    if (!one.moved_to) continue;
    db.run(
        "UPDATE OR IGNORE proposal_news SET number=? WHERE series=? AND number=?", *one.moved_to,
        series, one.number
    );
    db.run("DELETE FROM proposal_gone WHERE series=? AND number=?", series, one.number);
    move_watches(db, series, one.number, *one.moved_to);
  }
}

void stage_news(Database& db, std::string_view series, std::span<const News> news) {
  for (const News& one : news)
    db.run(
        "INSERT OR REPLACE INTO proposal_news_next(series,number,kind,was,now,noted) SELECT "
        "?1,?2,?3,?4,?5,?6 WHERE ?3<>0 OR NOT EXISTS (SELECT 1 FROM proposal_news WHERE series=?1 "
        "AND number=?2 AND kind=0)",
        series, one.number, std::to_underlying(one.kind), one.old, one.now, one.noted
    );
}

std::size_t count_staged_news(Database& db, std::string_view series) {
  auto row = db.query("SELECT count(*) FROM proposal_news_next WHERE series=?", series);
  return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

std::vector<News> publish_news(Database& db, std::string_view series, int poll, sys_seconds now) {
  join_lost(db, series);
  take_lost(db, series, now);
  std::vector<News> out;
  {
    auto row = db.query(
        "SELECT kind,number,was,now,noted,0," + reverted("") +
            " FROM proposal_news_next AS n WHERE series=? ORDER BY number,kind",
        series
    );
    while (row.next()) out.push_back(news_of(row));
  }
  mark_digest(out);
  const bool digest = !out.empty() && out.front().digest;
  db.run(
      "INSERT INTO proposal_news(series,poll,number,kind,was,now,noted,digest,at) SELECT "
      "series,?,number,kind,was,now,noted,?,? FROM proposal_news_next WHERE series=? ORDER BY "
      "number,kind",
      poll, digest, now, series
  );
  return out;
}

std::int64_t last_news(Database& db) {
  auto row = db.query("SELECT coalesce(max(id),0) FROM proposal_news");
  return row.next() ? row.integer(0) : 0;
}

std::vector<News> news_after(Database& db, std::string_view series, std::int64_t place) {
  std::vector<News> out;
  // With the plus, SQLite reads from that place on, and not all that the series ever had.
  auto row = db.query(
      "SELECT kind,number,was,now,noted,digest," + reverted("AND p.id<n.id") +
          " FROM proposal_news AS n WHERE +series=? AND id>? ORDER BY id",
      series, place
  );
  while (row.next()) out.push_back(news_of(row));
  return out;
}

std::vector<News> news_of_poll(Database& db, std::string_view series, int poll) {
  std::vector<News> out;
  auto row = db.query(
      "SELECT kind,number,was,now,noted,digest," + reverted("AND p.id<n.id") +
          " FROM proposal_news AS n WHERE series=? AND poll=? ORDER BY number,kind",
      series, poll
  );
  while (row.next()) out.push_back(news_of(row));
  return out;
}

std::vector<LooseFile> loose_files(Database& db, std::string_view series) {
  std::vector<LooseFile> out;
  auto row = db.query("SELECT file,sha FROM proposal_loose WHERE series=? ORDER BY file", series);
  while (row.next()) out.push_back({std::string(row.text(0)), std::string(row.text(1))});
  return out;
}

void set_loose_files(Database& db, std::string_view series, std::span<const LooseFile> files) {
  db.run("DELETE FROM proposal_loose WHERE series=?", series);
  for (const LooseFile& file : files)
    db.run(
        "INSERT OR REPLACE INTO proposal_loose(series,file,sha) VALUES(?,?,?)", series, file.file,
        file.sha
    );
}

bool any_gone(Database& db, std::string_view series) {
  return db.query("SELECT 1 FROM proposal_gone WHERE series=? LIMIT 1", series).next();
}

std::optional<Proposal> gone_as(Database& db, std::string_view series, const Proposal& now) {
  {
    auto row =
        db.query("SELECT facts FROM proposal_gone WHERE series=? AND number=?", series, now.number);
    if (row.next()) return from_line(row.text(0));
  }
  if (!now.sha.empty()) {
    auto row = db.query(
        "SELECT facts FROM proposal_gone WHERE series=? AND sha=? ORDER BY number LIMIT 1", series,
        now.sha
    );
    if (row.next()) return from_line(row.text(0));
  }
  const std::string title = plain_title(now.header.title);
  if (title.empty()) return std::nullopt;
  auto row = db.query(
      "SELECT facts FROM proposal_gone WHERE series=? AND title=? ORDER BY number LIMIT 1", series,
      title
  );
  return row.next() ? from_line(row.text(0)) : std::nullopt;
}

void note_gone(Database& db, std::string_view series, std::span<const Change> changes) {
  for (const Change& change : changes) {
    if (change.after == nullptr)
      db.run(
          "INSERT OR REPLACE INTO proposal_gone(series,number,facts,sha,title) VALUES(?,?,?,?,?)",
          series, change.before->number, to_line(*change.before), change.before->sha,
          plain_title(change.before->header.title)
      );
    else if (change.before == nullptr)
      db.run("DELETE FROM proposal_gone WHERE series=? AND number=?", series, change.after->number);
  }
}

void forget_gone(Database& db, std::string_view series) {
  db.run("DELETE FROM proposal_gone WHERE series=?", series);
  db.run("DELETE FROM proposal_lost_status WHERE series=?", series);
}

}  // namespace usher::proposals
