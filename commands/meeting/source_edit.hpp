// commands/meeting/source_edit.hpp: one date of a meeting changed in the YAML that its calendar is made of; every other byte stays.
// Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// What holds of one date, where the source says otherwise.
struct SourceChange {
  std::string key;      // of the series
  sys_seconds said{};   // when the source has it, or had it
  bool on = true;       // it takes place, and then
  sys_seconds start{};  // at this time
  // Times that it had here, and no other date of the series has: the file may have been given one of them.
  std::vector<sys_seconds> former;
  std::string link,
      link_before;  // the call, and what the source says of it; empty: it says the same
};

enum class SourceFlaw : std::uint8_t {
  form,       // it is not such a file, or the meeting is written in a way that is not understood
  missing,    // no meeting of that title, or it has no such date
  ambiguous,  // several could be meant
  no_words,   // this cannot be said there: another place for one date of several
};

// The file as it should be: the same where it says so already. What comes out was read again, and has the dates that are to be
// and no others. now: dates that have begun do not count.
std::expected<std::string, SourceFlaw> edit_source(
    std::string_view text, const SourceChange& change, sys_seconds now
);

}  // namespace usher::meeting
