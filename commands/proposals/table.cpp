// commands/proposals/table.cpp: rows of proposals, and what the search finds them by.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/table.hpp"

#include "bot/search.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/reading.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/staging.hpp"

#include <utility>

namespace usher::proposals {

namespace {

constexpr std::string_view columns =
    "SELECT number,file,sha,title,status,type,authors,created,created_raw,dated,replaces,"
    "replaced_by,resolution,resolution_urls,notes,abstract,discussion_urls,faults,reader FROM "
    "proposals WHERE series=? ";

Proposal proposal_of(const Query& row) {
  const auto text = [&](int column) { return std::string(row.text(column)); };
  Proposal proposal{static_cast<int>(row.integer(0)), text(1), text(2), {}};
  Header& header = proposal.header;
  header.number = proposal.number;
  header.title = text(3);
  header.status = text(4);
  header.type = text(5);
  header.authors = items_of(row.text(6));
  header.created = text(7);
  header.created_raw = text(8);
  header.dated = text(9);
  header.replaces = numbers_of_lines(row.text(10));
  header.replaced_by = numbers_of_lines(row.text(11));
  header.resolution = static_cast<Resolution>(row.integer(12) & 3);
  header.resolution_urls = items_of(row.text(13));
  header.notes = items_of(row.text(14));
  header.abstract = row.text(15);
  header.discussion_urls = items_of(row.text(16));
  header.faults = items_of(row.text(17));
  proposal.partial = row.integer(18) != reader_version;
  return proposal;
}

void put(Database& db, std::string_view series, const Proposal& proposal) {
  const Header& header = proposal.header;
  db.run(
      "INSERT OR REPLACE INTO "
      "proposals(series,number,file,sha,title,status,type,authors,created,created_raw,dated,"
      "replaces,"
      "replaced_by,resolution,resolution_urls,notes,abstract,discussion_urls,faults,reader) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      series, proposal.number, proposal.file, proposal.sha, header.title, header.status,
      header.type, lines_of(header.authors), header.created, header.created_raw, header.dated,
      lines_of(header.replaces), lines_of(header.replaced_by), static_cast<int>(header.resolution),
      lines_of(header.resolution_urls), lines_of(header.notes), header.abstract,
      lines_of(header.discussion_urls), lines_of(header.faults),
      proposal.partial ? 0 : reader_version
  );
}

}  // namespace

std::optional<Freshness> freshness(Database& db, std::string_view series) {
  auto row = db.query(
      "SELECT as_of,source,etag,failures,poll,started,pending_etag,baseline,doubt,doubted,doubts,"
      "trusted,step,place,asked,reader,amiss FROM proposal_series WHERE series=?",
      series
  );
  if (!row.next()) return std::nullopt;
  return Freshness{
      row.time(0),
      std::string(row.text(1)),
      std::string(row.text(2)),
      static_cast<int>(row.integer(3)),
      static_cast<int>(row.integer(4)),
      row.time(5),
      std::string(row.text(6)),
      std::string(row.text(7)),
      std::string(row.text(8)),
      row.time(9),
      static_cast<int>(row.integer(10)),
      row.integer(11) != 0,
      static_cast<Step>(row.integer(12)),
      static_cast<int>(row.integer(13)),
      std::string(row.text(14)),
      static_cast<int>(row.integer(15)),
      static_cast<int>(row.integer(16))
  };
}

void set_freshness(Database& db, std::string_view series, const Freshness& state) {
  db.run(
      "INSERT OR REPLACE INTO "
      "proposal_series(series,as_of,source,etag,failures,poll,started,pending_etag,baseline,doubt,"
      "doubted,doubts,trusted,step,place,asked,reader,amiss) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      series, state.as_of, state.source, state.etag, state.failures, state.poll, state.started,
      state.pending_etag, state.baseline, state.doubt, state.doubted, state.doubts, state.trusted,
      std::to_underlying(state.step), state.place, state.asked, state.reader, state.amiss
  );
}

std::optional<Shelf> facts_from_database(Database& db, std::string_view series) {
  const auto state = freshness(db, series);
  if (!state) return std::nullopt;
  Shelf shelf;
  shelf.as_of = state->as_of;
  shelf.shipped = state->source.empty();
  {
    auto rows = db.query(std::string(columns) + "ORDER BY number", series);
    while (rows.next()) shelf.proposals.push_back(proposal_of(rows));
  }
  if (state->step == Step::merging || state->step == Step::filling)
    apply(shelf, decisions(db, series, state->place));
  return shelf;
}

std::optional<Proposal> row_of(Database& db, std::string_view series, int number) {
  auto row = db.query(std::string(columns) + "AND number=?", series, number);
  if (!row.next()) return std::nullopt;
  return proposal_of(row);
}

bool any_partial(Database& db, std::string_view series) {
  return db
      .query("SELECT 1 FROM proposals WHERE series=? AND reader<>? LIMIT 1", series, reader_version)
      .next();
}

void put_words(Database& db, std::string_view series, std::span<const Proposal* const> proposals) {
  std::vector<search::Entry> entries;
  entries.reserve(proposals.size());
  for (const Proposal* one : proposals)
    entries.push_back(
        {std::to_string(one->number), plain_title(one->header.title), lines_of(one->header.authors),
         one->header.abstract}
    );
  search::Index(db, "proposals", series).put(entries);
}

void put_all_words(Database& db, std::string_view series, const Shelf& shelf) {
  std::vector<const Proposal*> all;
  all.reserve(shelf.proposals.size());
  for (const Proposal& one : shelf.proposals) all.push_back(&one);
  put_words(db, series, all);
}

void store_changes(Database& db, std::string_view series, std::span<const Change> changes) {
  search::Index index(db, "proposals", series);
  std::vector<const Proposal*> worded;
  for (const Change& change : changes) {
    if (change.after == nullptr) {
      db.run("DELETE FROM proposals WHERE series=? AND number=?", series, change.before->number);
      index.remove(std::to_string(change.before->number));
      continue;
    }
    const Proposal& now = *change.after;
    put(db, series, now);
    const bool same_words = change.before != nullptr &&
                            change.before->header.title == now.header.title &&
                            change.before->header.authors == now.header.authors &&
                            change.before->header.abstract == now.header.abstract;
    if (!same_words) worded.push_back(&now);
  }
  put_words(db, series, worded);
}

}  // namespace usher::proposals
