// commands/proposals/windows_table.hpp: final comment periods in the database (migration 0007).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/window.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// Those in state open, the first to close first.
std::vector<Window> open_windows(Database& db, std::string_view series);
// The latest of one proposal, in whichever state. One that was closed hides none before it of which something may still
// become: one that is open or stopped, or that awaits a word, the council's or a maintainer's of an objection.
std::optional<Window> window_of(Database& db, std::string_view series, int number);
// The latest of one proposal, closed or not; and the latest of those that were not closed.
std::optional<Window> latest_window(Database& db, std::string_view series, int number);
std::optional<Window> window_by_id(Database& db, std::int64_t id);
std::optional<Window> latest_unclosed(Database& db, std::string_view series, int number);
// Those that a change of the proposal's status closes: in state open, stopped or council.
std::vector<Window> windows_of_drafts(Database& db, std::string_view series);

// The latest of every proposal that had one, of closed ones only where it had no other; open ones first, the first to
// close first. Without their objections, of which a few at most are wanted.
std::vector<Window> latest_windows(Database& db, std::string_view series);
void read_objections(Database& db, Window& window);
// The latest of this proposal that this mail opened; a closed one only where there is no other. `archive`: see
// mail_key.
std::optional<Window> window_of_mail(
    Database& db, std::string_view series, int number, std::string_view url,
    std::string_view archive
);
// How many of this proposal this person opened since then, or by this mail whenever.
int opened_by(
    Database& db, std::string_view series, const Window& like, sys_seconds since,
    std::string_view archive
);

// Writes a new one and gives it its id.
void add_window(
    Database& db, std::string_view series, Window& window, std::string_view archive = {}
);
void update_window(Database& db, Window& window);  // known by its id; new objections get theirs

// Erases who this was; what they said stays.
void forget_in_windows(
    Database& db, std::string_view series, std::string_view space, std::string_view person
);

}  // namespace usher::proposals
