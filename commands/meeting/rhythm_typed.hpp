// commands/meeting/rhythm_typed.hpp: when and how often, as organisers type it. Pure.
//
//   2026-12-03 17:00 Europe/Berlin every 2 weeks until 2027-03-01 at https://…
//   on Thursdays · every month on the second Wednesday · weekly · 6 times · for 90 min · from 2027-01-06 to 17:00 UTC
//
// In any order, with any of the small words between; also in Chinese.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/rhythm.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct RhythmTyped {
  std::string before;  // the words in front of all that means something: a name
  std::optional<std::chrono::local_days> day;
  std::optional<std::chrono::local_days> from;  // "from 2027-01-06"
  std::optional<std::chrono::minutes> clock;    // of the day
  std::string zone;                             // IANA; empty: none was named
  std::optional<Rhythm::Step> step;
  int every = 1;
  std::vector<std::chrono::weekday> days;  // from Monday on, each once
  int nth = 0, month_day = 0;              // as in Rhythm; 0: not said
  std::optional<std::chrono::local_days> until;
  int count = 0;
  bool for_ever = false;
  std::optional<std::chrono::minutes> length;
  std::string link;
  std::vector<std::string> rooms;  // "web:general"
  bool here = false;
  std::vector<std::string> tags;  // without their signs
  std::string about;              // the rest of the line after "about"
  bool back = false;              // "back", "undo": what was changed is withdrawn
  bool end_now = false;
  std::string unread;  // the first word that means nothing; empty: there is none
  bool operator==(const RhythmTyped&) const = default;

  // Nothing of when and how often was said.
  bool says_nothing() const;
};

// today: whoever types it has that day. A text of more than 1,000 bytes is cut.
RhythmTyped read_rhythm(std::string_view text, std::chrono::local_days today);

// A title in quotation marks of any language at the beginning, and what follows it; nothing where there is none.
struct Quoted {
  std::string_view title, rest;
};
std::optional<Quoted> quoted_title(std::string_view text);

// Each alone, as a form asks for it. Nothing where it is none.
std::optional<std::chrono::local_days> day_of_text(
    std::string_view text, std::chrono::local_days today
);
std::optional<std::chrono::minutes> clock_of_text(std::string_view text);

}  // namespace usher::meeting
