// bot/config_groups.cpp: [groups]: user groups: who is told of them, and where others are listed.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

bool is_address(std::string_view text) { return !text.empty() && !check_link(text); }

// "Local user groups https://example.org/groups": what it is called, and its address.
Verdict check_list(std::string_view value) {
  const auto blank = value.rfind(' ');
  const bool fine = blank != std::string_view::npos && !trim(value.substr(0, blank)).empty() &&
                    value.size() <= 300 && is_address(value.substr(blank + 1));
  if (fine) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no list of groups.", shown(value)),
      "Write what it is called, a blank, and its address: \"Local user groups "
      "https://example.org/groups\"."
  };
}

// "PyBerlin | Berlin, Germany | https://…"
Verdict check_known(std::string_view value) {
  const auto parts = split(value, '|');
  const bool fine = (parts.size() == 2 || parts.size() == 3) && value.size() <= 400 &&
                    !trim(parts[0]).empty() && !trim(parts[1]).empty() &&
                    (parts.size() == 2 || is_address(trim(parts[2])));
  if (fine) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no group.", shown(value)),
      "Write its name, its place and its address with | between them: \"PyBerlin | Berlin, Germany "
      "| "
      "https://example.org\"; the address may be left out."
  };
}

// Where the web space has no such room.
void compare_with_web(const ConfigReader::Section& section, const Config& config) {
  constexpr std::string_view web = "web:";
  if (!config.web) return;
  for (const std::string& named : config.groups->announce) {
    if (!named.starts_with(web)) continue;
    const std::string_view room = std::string_view(named).substr(web.size());
    if (std::ranges::find(config.web->rooms, room, &WebRoom::name) == config.web->rooms.end())
      section.problem(
          "announce", fmt::format("There is no room \"{}\" in [web.rooms].", shown(room)),
          "Name one that is there, or add it."
      );
  }
}

}  // namespace

void read_groups(ConfigReader& reader, Config& config) {
  ConfigReader::Section section = reader.section("groups");
  GroupsConfig groups;
  section.list("announce", groups.announce, check_any_room);
  section.list("lists", groups.lists, check_list);
  section.list("known", groups.known, check_known);
  if (!section.present()) return;
  config.groups = std::move(groups);
  compare_with_web(section, config);
}

}  // namespace usher
