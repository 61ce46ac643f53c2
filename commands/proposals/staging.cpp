// commands/proposals/staging.cpp: rows of proposal_files.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/staging.hpp"

#include "commands/proposals/index.hpp"

#include <utility>

namespace usher::proposals {

void clear_files(Database& db, std::string_view series) {
  db.run("DELETE FROM proposal_files WHERE series=?", series);
}

void stage(Database& db, std::string_view series, const ListedFile& file, FileState state) {
  db.run(
      "INSERT OR REPLACE INTO proposal_files(series,file,number,sha,size,state,facts) "
      "VALUES(?,?,?,?,?,?,'')",
      series, file.name, file.number, file.sha, file.size, std::to_underlying(state)
  );
}

std::optional<AskedFile> asked_file(Database& db, std::string_view series, std::string_view file) {
  auto row = db.query(
      "SELECT number,sha,size FROM proposal_files WHERE series=? AND file=? AND state=?", series,
      file, std::to_underlying(FileState::asked_for)
  );
  if (!row.next()) return std::nullopt;
  return AskedFile{
      {static_cast<int>(row.integer(0)), std::string(file), std::string(row.text(1)), {}},
      row.integer(2)
  };
}

void note(Database& db, std::string_view series, const Proposal& proposal, FileState state) {
  db.run(
      "UPDATE proposal_files SET state=?, facts=? WHERE series=? AND file=?",
      std::to_underlying(state), state == FileState::was_read ? to_line(proposal) : std::string(),
      series, proposal.file
  );
}

bool any_asked_for(Database& db, std::string_view series) {
  auto row = db.query(
      "SELECT 1 FROM proposal_files WHERE series=? AND state=? LIMIT 1", series,
      std::to_underlying(FileState::asked_for)
  );
  return row.next();
}

Assembled assemble(Database& db, std::string_view series, const Shelf& before) {
  Assembled out;
  const Texts texts(before);
  auto rows = db.query(
      "SELECT file,number,sha,state,facts FROM proposal_files WHERE series=? ORDER BY file", series
  );
  while (rows.next()) {
    const auto state = static_cast<FileState>(rows.integer(3));
    const int number = static_cast<int>(rows.integer(1));
    if (number < 0) {
      out.loose.push_back({std::string(rows.text(0)), std::string(rows.text(2))});
      continue;
    }
    if (state == FileState::failed) out.whole = false;
    if (state == FileState::was_read) {
      if (auto proposal = from_line(rows.text(4)))
        out.shelf.proposals.push_back(std::move(*proposal));
      continue;
    }
    const bool same = state == FileState::as_it_was;
    const Proposal* known = same ? texts.find(rows.text(2)) : before.find(number);
    if (known == nullptr) continue;
    Proposal kept = *known;
    kept.number = number;
    kept.header.number = number;
    if (same) kept.file = rows.text(0);  // it may have been renamed
    out.shelf.proposals.push_back(std::move(kept));
  }
  out.shelf.arrange();
  return out;
}

Texts::Texts(const Shelf& shelf) {
  by_sha_.reserve(shelf.proposals.size());
  for (const Proposal& proposal : shelf.proposals) by_sha_.try_emplace(proposal.sha, &proposal);
}

const Proposal* Texts::find(std::string_view sha) const {
  const auto found = by_sha_.find(sha);
  return found == by_sha_.end() ? nullptr : found->second;
}

}  // namespace usher::proposals
