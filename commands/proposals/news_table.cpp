// commands/proposals/news_table.cpp: rows of news, of texts without a number, of proposals that left.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news_table.hpp"

#include "commands/proposals/index.hpp"

#include <utility>

namespace usher::proposals {

std::vector<News> record_news(
    Database& db, std::string_view series, int poll, std::span<const News> news, sys_seconds now
) {
  std::vector<News> recorded;
  for (const News& one : news) {
    const auto added = db.run(
        "INSERT INTO proposal_news(series,poll,number,kind,was,now,noted,digest,at) "
        "VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        series, poll, one.number, std::to_underlying(one.kind), one.old, one.now, one.noted,
        one.digest, now
    );
    if (added == 1) recorded.push_back(one);
  }
  return recorded;
}

std::int64_t last_news(Database& db) {
  auto row = db.query("SELECT coalesce(max(id),0) FROM proposal_news");
  return row.next() ? row.integer(0) : 0;
}

std::vector<News> news_after(Database& db, std::string_view series, std::int64_t place) {
  std::vector<News> out;
  auto row = db.query(
      "SELECT kind,number,was,now,noted,digest FROM proposal_news WHERE series=? AND id>? ORDER BY "
      "id",
      series, place
  );
  while (row.next())
    out.push_back(
        {static_cast<NewsKind>(row.integer(0)), static_cast<int>(row.integer(1)),
         std::string(row.text(2)), std::string(row.text(3)), row.integer(4) != 0,
         row.integer(5) != 0}
    );
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

std::vector<Proposal> gone_proposals(Database& db, std::string_view series) {
  std::vector<Proposal> out;
  auto row = db.query("SELECT facts FROM proposal_gone WHERE series=? ORDER BY number", series);
  while (row.next())
    if (auto proposal = from_line(row.text(0))) out.push_back(std::move(*proposal));
  return out;
}

void note_gone(Database& db, std::string_view series, std::span<const Change> changes) {
  for (const Change& change : changes) {
    if (change.after == nullptr)
      db.run(
          "INSERT OR REPLACE INTO proposal_gone(series,number,facts) VALUES(?,?,?)", series,
          change.before->number, to_line(*change.before)
      );
    else if (change.before == nullptr)
      db.run("DELETE FROM proposal_gone WHERE series=? AND number=?", series, change.after->number);
  }
}

void forget_gone(Database& db, std::string_view series) {
  db.run("DELETE FROM proposal_gone WHERE series=?", series);
}

}  // namespace usher::proposals
