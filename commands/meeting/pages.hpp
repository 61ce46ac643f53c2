// commands/meeting/pages.hpp: rows of what notes have become: a file for the archive, and its pull request.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::meeting {

// As stored. there: the file is in the archive, however it came there.
enum class Pull : std::uint8_t { none = 0, open = 1, merged = 2, closed = 3, there = 4 };

struct NotesPage {
  std::int64_t id = 0;      // of the notes
  std::int64_t series = 0;  // 0: of none
  std::string meeting;      // its title
  std::string file;         // of the archive; empty: none is configured
  std::string text;         // the file's
  std::string title;        // of the pull request
  std::string branch;       // empty as `file`
  Pull pull = Pull::none;
  std::int64_t number = 0;
  std::string url, blob;
  std::int64_t asked = 0;
  bool under_way = false;
  Subscriber asker;  // who wanted it last
  Subscriber by;     // who has the file
  std::string begun_by;
  sys_seconds ended{};
};
std::optional<NotesPage> page_by_id(Database& db, std::int64_t id);
// Of the notes that ended last; of one series, or of any where that is 0.
std::optional<NotesPage> latest_page(Database& db, std::int64_t series);

// text, title and branch, of notes that have ended.
void keep_page(Database& db, const NotesPage& page);
// Somebody wants it: how often that was by now.
std::int64_t want_pull(Database& db, std::int64_t id, const Subscriber& who);
// What has become of it; it is under way no more.
void set_pull(Database& db, const NotesPage& page);
// blob: git's id of what the branch has nevertheless; empty: that is not known.
void end_pull(Database& db, std::int64_t id, std::string_view blob);
// It is in the archive: nobody is asked any more.
void set_archived(Database& db, std::int64_t id, sys_seconds now);
// git's id of what was written to this branch last, for whichever notes; empty: nothing was.
std::string blob_in_branch(Database& db, std::string_view branch);

void forget_in_pages(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::meeting
