// commands/meeting/minutes.hpp: notes of one meeting, and the file that becomes of them. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct NoteLine {
  enum class Kind : std::uint8_t {  // as stored
    present = 0,
    topic = 1,
    info = 2,
    action = 3,
    agreed = 4,
    link = 5,
    newcomers = 6  // text: how many
  } kind = Kind::info;
  std::string
      who;  // of present, action: a name; of present, text is said_oneself where that is whose words they are
  std::string text;
};

inline constexpr std::string_view said_oneself = "self";

struct Minutes {
  std::string title;                   // "NumPy Community Call"
  sys_seconds start{}, end{};          // as the calendar has them
  std::vector<NoteLine> lines;         // as they were noted
  std::vector<std::string> follow_up;  // what was left from the last meeting
  std::string conduct;                 // the Code of Conduct notice
  std::string agenda, notes;           // pages
};

// One line of what was typed: "topic 2.0 release", "action @ada: write to the list", "here", "5 newcomers". Nothing where it
// begins with no such word. name: of whoever typed it.
std::optional<std::vector<NoteLine>> read_note(std::string_view line, const std::string& name);

// The template with its placeholders filled in: {title}, {date}, {time}, {present}, {follow_up}, {topics}, {actions},
// {conduct}, {agenda}, {notes}. Passcodes and invitations are taken out.
std::string fill_template(std::string_view page, const Minutes& minutes);

// "https://…/j/1?pwd=abc" → "https://…/j/1"; invitations to Slack go whole.
std::string without_passcodes(std::string_view text);
// And without the addresses of calls.
std::string without_calls(std::string_view text);

// "{year}/community-{date}.md" → "2024/community-2024-07-17.md"
std::string archive_path(std::string_view pattern, sys_seconds start);

// What there is where a community has no template of its own.
std::string_view plain_template();

}  // namespace usher::meeting
