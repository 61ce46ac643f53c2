// commands/proposals/staging.hpp: the listing of a poll under way, and what becomes of its files: rows of proposal_files.
//
// Only files that differ from the table have rows: of a folder of ten thousand, in which one has changed, one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/shelf.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// As stored; bot/migrations/0010_polls_in_steps.sql knows 1, 2, 5 and 6.
enum class FileState : std::uint8_t {
  as_it_was = 0,  // the table has this blob already; or nothing has come of the file
  asked_for = 1,
  was_read = 2,    // its facts are those that the number will have, once compared
  unreadable = 3,  // nor will it be, until it changes
  failed = 4,      // it may be had later
  wanted = 5,      // to be asked for
  decided =
      6,  // what the number will be; it is no more without facts, or with the number alone that it moved to
};

// The listing itself, for as long as its files are staged.
void keep_listing(Database& db, std::string_view series, std::string_view body);
std::string kept_listing(Database& db, std::string_view series);

// All that a poll has left behind. Of many thousand rows some at a time: whether that were the last.
void clear_files(Database& db, std::string_view series);
bool clear_some_files(Database& db, std::string_view series, std::size_t most);

void stage(Database& db, std::string_view series, const ListedFile& file, FileState state);
void stage_gone(Database& db, std::string_view series, int number);

// A file that is waited for.
struct AskedFile {
  int number = 0;
  std::string file, sha;
  std::int64_t size = 0;
};
// The next that are wanted, by number: asked for from now on.
std::vector<AskedFile> ask_next(Database& db, std::string_view series, std::size_t most);
std::optional<AskedFile> asked_file(
    Database& db, std::string_view series, int number, std::string_view file
);
// `facts` (index.hpp, one line) count where the file was read.
void note(
    Database& db, std::string_view series, const AskedFile& file, FileState state,
    std::string_view facts = {}
);
bool any_asked_for(Database& db, std::string_view series);
bool any_failed(Database& db, std::string_view series);
// Numbers of which the source, polled for the first time, could not be heard: what they say first is no news.
std::set<int> unheard(Database& db, std::string_view series);
// Of those, the ones that failed again remain; at a first poll all that failed are.
void settle_unheard(Database& db, std::string_view series, bool first_poll);
std::vector<LooseFile> staged_loose(Database& db, std::string_view series);

struct StagedFile {
  int number = 0;
  std::string file, sha;
  FileState state = FileState::as_it_was;
  std::string facts;
};
// Those of the numbers after this one, by number: `most` of them, and the rest of the last one's number.
std::vector<StagedFile> staged_after(
    Database& db, std::string_view series, int number, std::size_t most
);
// The numbers of which it was known before all comparing that they are no more.
std::vector<int> staged_gone(Database& db, std::string_view series);
void set_state(Database& db, std::string_view series, const StagedFile& file, FileState state);
void decide(Database& db, std::string_view series, const StagedFile& file, const Proposal* after);
// Of a number that is no more: what was under it is under another one.
void note_moved(Database& db, std::string_view series, int from, int to);
// Where files failed, one of those may be what is missed: nothing is known to have left.
void keep_gone(Database& db, std::string_view series);

// What a number will be, or that it is no more.
struct Decision {
  int number = 0;
  std::optional<Proposal> after;
  std::optional<int> moved_to = {};  // it is no more, since it is that one now
};
// Once everything is compared. By number; those after this one.
std::vector<Decision> decisions(
    Database& db, std::string_view series, int number,
    std::size_t most = std::numeric_limits<std::uint32_t>::max()
);
std::size_t count_decisions(Database& db, std::string_view series);
// `decisions` by number. Takes time in proportion to the shelf, once.
void apply(Shelf& shelf, std::vector<Decision> decisions);

}  // namespace usher::proposals
