// commands/meeting/given_notes.hpp: notes that were taken elsewhere: the same file, the same questions, the same pull request.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/pages.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"
#include "commands/meeting/table.hpp"

#include <cstddef>
#include <string_view>

namespace usher::meeting {

inline constexpr std::size_t longest_given = 200'000;  // bytes, of a text

// Refers to what the caller owns, for the length of one event.
struct GivenNotes {
  const Settings& settings;
  const Context& context;
  const Series& series;
  const MeetingDate& date;
  std::string_view text;
  const Subscriber& by;
};
// Without passcodes and invitations; else as they are.
NotesPage keep_given(const GivenNotes& given);

// The file, under the meeting's title.
Doc given_preview(const Settings& settings, Database& db, const NotesPage& page, const Say& say);

}  // namespace usher::meeting
