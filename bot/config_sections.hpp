// Which keys there are, and what each must be. Used by load_config() alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config.hpp"
#include "bot/config_reader.hpp"

namespace usher {

// Reads every section but the secrets.
void read_sections(ConfigReader& reader, Config& config);
// Whether there is a catalog for the language of [community]; after read_sections().
void compare_language(ConfigReader& reader, const ConfigInput& input, const Config& config);
// Of [proposals.<name>]: words, steps, files; of read_sections().
void read_rules(ConfigReader::Section& section, ProposalsConfig& proposals);
// [matrix]; of read_sections().
void read_matrix(ConfigReader& reader, Config& config);
// [web] and its rooms; of read_sections().
void read_web(ConfigReader& reader, Config& config);
// The file that web.people_file names, and where there must be one; of read_secrets().
void read_web_people(ConfigReader& reader, WebConfig& web);
// [meetings] and [report]; of read_sections().
void read_meetings(ConfigReader& reader, Config& config);
// [answers]; of read_sections().
void read_answers(ConfigReader& reader, AnswersConfig& answers);
// [welcome]; of read_sections(), after [web] and [roles].
void read_welcome(ConfigReader& reader, Config& config);
// What meetings.toml does not bear out of it; after that.
void compare_welcome(ConfigReader& reader, const ConfigInput& input, const Config& config);
// [groups]; of read_sections().
void read_groups(ConfigReader& reader, Config& config);
// meetings.toml; after read_sections(), and where Config::meetings is there.
void read_meetings_file(ConfigReader& reader, const ConfigInput& input, Config& config);
// What [meetings] says that other sections do not bear out; after read_sections().
void compare_meetings(ConfigReader& reader, const ConfigInput& input, const Config& config);
// [meetings.source.…], [meetings.holidays.…]; after its calendars.
void read_meeting_sources(ConfigReader& reader, bool loopback, MeetingsConfig& meetings);
// "Beijing Asia/Shanghai", checked before.
std::vector<CityConfig> cities_of(const std::vector<std::string>& texts);
// [roles]; of read_sections().
void read_roles(ConfigReader& reader, RolesConfig& roles);
// The file that roles.committee_file names; of read_secrets(), after the web's people.
void read_committee(ConfigReader& reader, Config& config);
// Reads the credentials and says which are missing; after read_sections().
void read_secrets(ConfigReader& reader, const ConfigInput& input, Config& config);
// What no key says alone: limits that depend on a token, a test setting beside a real server.
void check_together(ConfigReader& reader, const Config& config);

}  // namespace usher
