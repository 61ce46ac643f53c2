// commands/meeting/choosing.hpp: which meetings somebody means.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// What a subscription may be to, as it is stored; empty where nothing, or more than one, is meant.
struct Choice {
  std::string what;                  // "=key", "#tag", "*"
  std::vector<std::string> several;  // what each of several is typed as
};
Choice choose(Database& db, const Settings& settings, std::string_view typed);

// Series that are there and answer to what was typed: by the name that is configured, else by words of their titles. All of
// them where nothing was typed.
std::vector<Series> series_typed(Database& db, const Settings& settings, std::string_view typed);

// What those are typed as that something mistyped may have meant: a letter wrong, two in long words.
std::vector<std::string> near_typed(Database& db, const Settings& settings, std::string_view typed);
// Where the first words mean one series and the rest nothing: how many bytes of what was typed they are. 0 where they do not.
std::size_t known_beginning(Database& db, const Settings& settings, std::string_view typed);

// "community", "triage": what all that there is are typed as.
std::vector<std::string> names_of_all(Database& db, const Settings& settings);

}  // namespace usher::meeting
