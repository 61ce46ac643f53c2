// bot/config_meetings_sources.cpp: [meetings.source.…], [meetings.holidays.…].
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

using Section = ConfigReader::Section;

Verdict check_source_file(std::string_view value) {
  const auto flaw = check_folder_in_repository(value);
  if (value.empty() || flaw)
    return Flaw{
        fmt::format("\"{}\" is no file inside a repository.", shown(value)),
        "Write its path without a slash before it: calendars/ours.yaml."
    };
  if (value.ends_with(".yaml") || value.ends_with(".yml")) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no file that Usher can propose a change to.", shown(value)),
      "Name the YAML that yaml2ics makes the calendar of. Where it is kept as ICS, leave this "
      "section out: organisers "
      "get the change as text."
  };
}

void need(const Section& section, std::string_view key, std::string_view path, const char* remedy) {
  if (!section.given(key)) section.problem("", fmt::format("[{}] has no {}.", path, key), remedy);
}

void read_source(ConfigReader& reader, const std::string& name, MeetingsConfig& meetings) {
  const std::string path = fmt::format("meetings.source.{}", name);
  Section section = reader.section(path);
  CalendarSourceConfig source;
  source.name = name;
  const bool one = meetings.calendars.size() == 1;
  if (one) source.calendar = meetings.calendars.front();
  // Whoever takes the calendars of a configuration away need not take away what they are made of.
  const bool none = meetings.calendars.empty();
  const auto known = [&meetings, none](std::string_view value) -> Verdict {
    const bool there = std::ranges::find(meetings.calendars, value) != meetings.calendars.end();
    if (there || none) return std::nullopt;
    return Flaw{
        fmt::format("\"{}\" is none of the calendars.", shown(value)),
        "Write it as it stands in calendars of [meetings]."
    };
  };
  section.text("calendar", source.calendar, known);
  if (!one && !none)
    need(section, "calendar", path, "Add the calendar as it stands in calendars of [meetings].");
  section.text("repository", source.repository, check_repository);
  need(section, "repository", path, "Add repository = \"owner/name\", on GitHub.");
  section.text("branch", source.branch, check_branch);
  section.text("file", source.file, check_source_file);
  need(section, "file", path, "Add file = \"calendars/ours.yaml\", its path in the repository.");
  const bool twice = std::ranges::any_of(meetings.sources, [&](const CalendarSourceConfig& other) {
    return !source.calendar.empty() && other.calendar == source.calendar;
  });
  if (twice)
    section.problem(
        "calendar", "Another section says already what this calendar is made of.",
        "Keep one of them."
    );
  if (!none) meetings.sources.push_back(std::move(source));
}

}  // namespace

void read_meeting_sources(ConfigReader& reader, bool loopback, MeetingsConfig& meetings) {
  for (const std::string& name : reader.names_below("meetings.source"))
    read_source(reader, name, meetings);
  for (const std::string& name : reader.names_below("meetings.holidays")) {
    const std::string path = fmt::format("meetings.holidays.{}", name);
    Section section = reader.section(path);
    HolidaysConfig holidays;
    holidays.name = name;
    holidays.region = name;
    section.text("region", holidays.region, check_short);
    section.text("calendar", holidays.calendar, [loopback](std::string_view value) {
      return check_calendar(value, loopback);
    });
    need(section, "calendar", path, "Add calendar = \"…\": an https address or a file, ICS.");
    section.text("zone", holidays.zone, check_zone);
    meetings.holidays.push_back(std::move(holidays));
  }
}

}  // namespace usher
