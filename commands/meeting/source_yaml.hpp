// commands/meeting/source_yaml.hpp: the YAML that yaml2ics makes a calendar of, line by line, as far as it must be understood to
// change one date in it. What is not understood is no guess: then there is no SourceFile. Pure.
//
// Read in yaml2ics 0.3: `begin`, `end` or `duration`, `timezone` (also of the whole file), `repeat` with `interval`, `until`,
// `except_on`, `also_on`, and `ics` with lines of iCalendar.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// A line of a mapping, and what is below it.
struct SourceKey {
  // other: an anchor, a tag, a quoted text with escapes or of several lines: nobody here reads it.
  enum class Kind : std::uint8_t { none, plain, quoted, block, flow, other } kind = Kind::none;
  std::string name,
      value;  // of a quoted one what is within; of a block what its lines are told by: "|"
  std::size_t line = 0,
              end = 0;  // its lines are [line, end); what is below it begins with line + 1
  bool alone = true;    // nothing is below it
};
struct SourceEvent {
  std::size_t line = 0, end = 0;
  std::vector<SourceKey> keys;
  const SourceKey* find(std::string_view name) const;
};
struct SourceFile {
  std::vector<std::string> lines;  // with their ends
  std::string zone;                // of the whole file; empty: UTC
  std::vector<SourceEvent> events;
  std::string text() const;
};
std::optional<SourceFile> read_source(std::string_view text);

// The keys right below a key, or none where that is no mapping that can be read. {minutes: 60} is one as well; its keys then
// have the line of their mapping.
std::optional<std::vector<SourceKey>> keys_below(const SourceFile& file, const SourceKey& key);
const SourceKey* key_named(std::span<const SourceKey> keys, std::string_view name);

// "2026-01-14 18:00:00 +00:00"
struct SourceTime {
  std::chrono::local_seconds shown{};
  enum class Zone : std::uint8_t { none, utc, other } zone = Zone::none;
  bool day = false;       // without a time
  std::size_t clock = 0;  // where the time begins in the text
};
std::optional<SourceTime> source_time(std::string_view text);
// The same text with another instant on the clock.
std::string with_time(std::string_view text, const SourceTime& as, std::chrono::local_seconds now);

// except_on, also_on: a line each, or [a, b] in one.
struct SourceList {
  bool flow = false;
  std::vector<std::chrono::local_seconds> times;
  std::vector<std::size_t> lines;  // of each
};
// Nothing where it has what yaml2ics makes no date of that a calendar understands: with a zone, without a time.
std::optional<SourceList> list_below(const SourceFile& file, const SourceKey& key);

// Of a block (`ics: |`) its lines, of a plain value that alone; without what stands around them.
std::vector<std::string> lines_of(const SourceFile& file, const SourceKey& key);

std::size_t indent_of(std::string_view line);

}  // namespace usher::meeting
