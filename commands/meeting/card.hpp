// commands/meeting/card.hpp: one date of a meeting as its readers see it: reminders, look-ups, and what becomes of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/table.hpp"
#include "commands/meeting/zone.hpp"

#include <optional>
#include <string>

namespace usher::meeting {

// To whom, for the length of one message; refers to what the caller owns.
struct Reader {
  const Settings& settings;
  const Context& context;
  Say say;
  std::optional<Zone> zone = std::nullopt;  // of a person, where it is known; a room has none
  bool with_links = false;                  // the call and its numbers may be seen there
  bool room = false;
};

// A date and its series.
struct Shown {
  Series series;
  MeetingDate date;
  const std::string& title() const { return date.title.empty() ? series.title : date.title; }
  // The call, as configured, of its own, or of the series.
  std::string join(const Settings& settings) const;
  // What somebody types for it: "community", else its title.
  std::string typed(const Settings& settings) const;
};

// With how long it is until then, the links, the conduct notice and buttons. before: the date before this one.
Doc reminder(const Shown& what, const std::optional<MeetingDate>& before, const Reader& to);
// What a reminder that a later one follows becomes: a line.
Doc shrunk(const Shown& what, const Reader& to);
// What a reminder becomes whose date was moved or called off. was: the start that it spoke of.
Doc outdated(const Shown& what, sys_seconds was, const Reader& to);
// When, where, and the pages; without notice and buttons.
Doc details(const Shown& what, const std::optional<MeetingDate>& before, const Reader& to);
// "**NumPy Community Call** – Wed 17 Jul 2024, 18:00 UTC – in 2 days"
Line line_of(const Shown& what, const Reader& to);

// "NumPy Community Call"
Text title_of(const Shown& what);

}  // namespace usher::meeting
