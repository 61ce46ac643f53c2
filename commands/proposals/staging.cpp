// commands/proposals/staging.cpp: rows of proposal_files.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/staging.hpp"

#include "commands/proposals/index.hpp"

#include <utility>

namespace usher::proposals {

void keep_listing(Database& db, std::string_view series, std::string_view body) {
  db.run("INSERT OR REPLACE INTO proposal_listing(series,body) VALUES(?,?)", series, Blob{body});
}

std::string kept_listing(Database& db, std::string_view series) {
  auto row = db.query("SELECT body FROM proposal_listing WHERE series=?", series);
  return row.next() ? std::string(row.blob(0)) : std::string();
}

void clear_files(Database& db, std::string_view series) {
  while (!clear_some_files(db, series, std::numeric_limits<std::uint32_t>::max())) continue;
}

bool clear_some_files(Database& db, std::string_view series, std::size_t most) {
  std::optional<std::int64_t> last;
  {
    auto row = db.query(
        "SELECT number FROM proposal_files WHERE series=? ORDER BY number LIMIT 1 OFFSET ?", series,
        most
    );
    if (row.next()) last = row.integer(0);
  }
  if (last) {
    db.run("DELETE FROM proposal_files WHERE series=? AND number<=?", series, *last);
    return false;
  }
  db.run("DELETE FROM proposal_files WHERE series=?", series);
  db.run("DELETE FROM proposal_listing WHERE series=?", series);
  db.run("DELETE FROM proposal_news_next WHERE series=?", series);
  return true;
}

void stage(Database& db, std::string_view series, const ListedFile& file, FileState state) {
  db.run(
      "INSERT OR REPLACE INTO proposal_files(series,number,file,sha,size,state,facts) "
      "VALUES(?,?,?,?,?,?,'')",
      series, file.number, file.name, file.sha, file.size, std::to_underlying(state)
  );
}

void stage_gone(Database& db, std::string_view series, int number) {
  stage(db, series, {"", "", 0, number}, FileState::decided);
}

std::vector<AskedFile> ask_next(Database& db, std::string_view series, std::size_t most) {
  std::vector<AskedFile> out;
  {
    auto row = db.query(
        "SELECT number,file,sha FROM proposal_files WHERE series=? AND state=5 ORDER BY "
        "number,file LIMIT ?",
        series, most
    );
    while (row.next())
      out.push_back(
          {static_cast<int>(row.integer(0)), std::string(row.text(1)), std::string(row.text(2))}
      );
  }
  for (const AskedFile& one : out) note(db, series, one, FileState::asked_for);
  return out;
}

std::optional<AskedFile> asked_file(
    Database& db, std::string_view series, int number, std::string_view file
) {
  auto row = db.query(
      "SELECT sha,size FROM proposal_files WHERE series=? AND number=? AND file=? AND state=?",
      series, number, file, std::to_underlying(FileState::asked_for)
  );
  if (!row.next()) return std::nullopt;
  return AskedFile{number, std::string(file), std::string(row.text(0)), row.integer(1)};
}

void note(
    Database& db, std::string_view series, const AskedFile& file, FileState state,
    std::string_view facts
) {
  db.run(
      "UPDATE proposal_files SET state=?, facts=? WHERE series=? AND number=? AND file=?",
      std::to_underlying(state), facts, series, file.number, file.file
  );
}

bool any_asked_for(Database& db, std::string_view series) {
  return db.query("SELECT 1 FROM proposal_files WHERE series=? AND state=1 LIMIT 1", series).next();
}

std::set<int> unheard(Database& db, std::string_view series) {
  std::set<int> out;
  auto rows = db.query("SELECT number FROM proposal_unheard WHERE series=?", series);
  while (rows.next()) out.insert(static_cast<int>(rows.integer(0)));
  return out;
}

void settle_unheard(Database& db, std::string_view series, bool first_poll) {
  const auto failed = std::to_underlying(FileState::failed);
  if (first_poll) {
    db.run("DELETE FROM proposal_unheard WHERE series=?", series);
    db.run(
        "INSERT OR IGNORE INTO proposal_unheard(series,number)"
        " SELECT series,number FROM proposal_files WHERE series=? AND state=?",
        series, failed
    );
  } else {
    db.run(
        "DELETE FROM proposal_unheard WHERE series=?1 AND number NOT IN"
        " (SELECT number FROM proposal_files WHERE series=?1 AND state=?2)",
        series, failed
    );
  }
}

bool any_failed(Database& db, std::string_view series) {
  return db
      .query(
          "SELECT 1 FROM proposal_files WHERE series=? AND state=? LIMIT 1", series,
          std::to_underlying(FileState::failed)
      )
      .next();
}

std::vector<LooseFile> staged_loose(Database& db, std::string_view series) {
  std::vector<LooseFile> out;
  auto row = db.query(
      "SELECT file,sha FROM proposal_files WHERE series=? AND number<0 ORDER BY file", series
  );
  while (row.next()) out.push_back({std::string(row.text(0)), std::string(row.text(1))});
  return out;
}

std::vector<StagedFile> staged_after(
    Database& db, std::string_view series, int number, std::size_t most
) {
  std::vector<StagedFile> out;
  auto row = db.query(
      "SELECT number,file,sha,state,facts FROM proposal_files WHERE series=? AND number>? ORDER BY "
      "number,file",
      series, number
  );
  while (row.next()) {
    const int at = static_cast<int>(row.integer(0));
    if (out.size() >= most && out.back().number != at) break;
    out.push_back(
        {at, std::string(row.text(1)), std::string(row.text(2)),
         static_cast<FileState>(row.integer(3)), std::string(row.text(4))}
    );
  }
  return out;
}

std::vector<int> staged_gone(Database& db, std::string_view series) {
  std::vector<int> out;
  auto row = db.query(
      "SELECT number FROM proposal_files WHERE series=? AND state=? AND file='' ORDER BY number",
      series, std::to_underlying(FileState::decided)
  );
  while (row.next()) out.push_back(static_cast<int>(row.integer(0)));
  return out;
}

void set_state(Database& db, std::string_view series, const StagedFile& file, FileState state) {
  db.run(
      "UPDATE proposal_files SET state=? WHERE series=? AND number=? AND file=?",
      std::to_underlying(state), series, file.number, file.file
  );
}

void note_moved(Database& db, std::string_view series, int from, int to) {
  // It may have left long before; and its number may be another's by now.
  db.run(
      "INSERT INTO proposal_files(series,number,file,sha,size,state,facts) SELECT "
      "?1,?2,'','',0,?3,'' WHERE NOT EXISTS (SELECT 1 FROM proposal_files WHERE series=?1 AND "
      "number=?2)",
      series, from, std::to_underlying(FileState::decided)
  );
  db.run(
      "UPDATE proposal_files SET facts=? WHERE series=? AND number=? AND file='' AND state=?",
      std::to_string(to), series, from, std::to_underlying(FileState::decided)
  );
}

void keep_gone(Database& db, std::string_view series) {
  db.run(
      "DELETE FROM proposal_files WHERE series=? AND number>=0 AND file='' AND facts='' AND "
      "state=?",
      series, std::to_underlying(FileState::decided)
  );
}

void decide(Database& db, std::string_view series, const StagedFile& file, const Proposal* after) {
  db.run(
      "UPDATE proposal_files SET state=?, facts=? WHERE series=? AND number=? AND file=?",
      std::to_underlying(FileState::decided), after == nullptr ? std::string() : to_line(*after),
      series, file.number, file.file
  );
}

}  // namespace usher::proposals
