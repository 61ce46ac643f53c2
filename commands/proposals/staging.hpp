// commands/proposals/staging.hpp: the listing of a poll under way, and what was read of its files: rows of proposal_files.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/shelf.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::proposals {

// As stored; bot/migrations/0002_proposals.sql says the same.
enum class FileState : std::uint8_t {
  as_it_was = 0,  // the table has this blob already
  asked_for = 1,
  was_read = 2,
  unreadable = 3,  // nor will it be, until it changes
  failed = 4,      // it may be had later
};

void clear_files(Database& db, std::string_view series);
void stage(Database& db, std::string_view series, const ListedFile& file, FileState state);

// A file that is waited for: its number, name and blob id, without a header yet.
struct AskedFile {
  Proposal proposal;
  std::int64_t size = 0;
};
std::optional<AskedFile> asked_file(Database& db, std::string_view series, std::string_view file);
// `proposal` counts where the file was read.
void note(Database& db, std::string_view series, const Proposal& proposal, FileState state);
bool any_asked_for(Database& db, std::string_view series);

// The shelf that the listing describes; what could not be read is as it was before.
struct Assembled {
  Shelf shelf;
  std::vector<LooseFile> loose;
  bool whole = true;  // nothing failed that may be had later
};
Assembled assemble(Database& db, std::string_view series, const Shelf& before);

// The proposals of a shelf, found by git's blob id. The shelf must outlive it.
class Texts {
 public:
  explicit Texts(const Shelf& shelf);
  const Proposal* find(std::string_view sha) const;

 private:
  std::unordered_map<std::string_view, const Proposal*> by_sha_;
};

}  // namespace usher::proposals
