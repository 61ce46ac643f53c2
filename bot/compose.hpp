// What the program is made of, and what each of its commands does.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer_file.hpp"
#include "bot/catalog.hpp"
#include "bot/cli.hpp"
#include "bot/compose_files.hpp"
#include "bot/config.hpp"
#include "bot/role_book.hpp"
#include "commands/group/settings.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/proposals/series.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {
class Shelf;
}  // namespace usher::answers

namespace usher {

// What a community wrote, as it lies in the files. unreadable: why the configuration could not be read.
struct Sources {
  ConfigInput config;
  std::vector<PoFile> catalogs;               // the community's before those that ship
  std::vector<CommunityFiles::File> indexes;  // of proposals, likewise
  std::vector<CommunityFiles::File> notices;  // the community's own texts: "notices/meeting.en.txt"
  std::vector<CommunityFiles::File> templates;  // of notes: "templates/meeting.md"
  std::vector<Problem> unread;                  // files that could not be had
  std::optional<Problem> unreadable;
};
Sources read_sources(const CommunityFiles& files, const Order& order);

// The configuration and the texts, read and checked, with everything that is wrong with them.
struct Setup {
  Config config;
  Catalog catalog;
  std::vector<proposals::Settings> series;
  std::optional<meeting::Settings> meetings;  // where there is [meetings] or meetings.toml
  std::optional<group::Settings> groups;      // where there is [groups]; without the meetings
  std::string local_meetings;  // those of meetings.toml that no calendar has, as iCalendar
  std::shared_ptr<answers::Shelf> shelf;  // of the community's answers; null where it has none
  RoleBook roles;
  // The files of its answers; read when they are wanted, by those who do.
  std::function<std::vector<answers::Source>()> answer_sources;
  std::vector<Problem> mistakes;  // of the configuration: nothing runs with these
  std::vector<Problem> remarks;   // of the other files: what ships, or English, stands in
};
// need_secrets: a token that is missing is a mistake.
Setup set_up(const Order& order, bool need_secrets);

// The series of a configuration, for the command line. Nothing where it has mistakes.
std::optional<std::vector<SeriesVerb>> known_series(
    const std::string& config, const std::vector<std::string>& set
);

// One line each on stderr.
void complain(std::string_view what);
void complain(const std::vector<Problem>& problems);

// Not to leave, but to begin again: the system's time zones have changed.
inline constexpr int exit_again = -1;

// Each returns what to leave with, having said why on stderr; start-up failures are thrown.
int serve(const Order& order);               // run and chat: compose_serve.cpp
int look_up(const Order& order);             // nep: cli_nep.cpp
int poll(const Order& order);                // nep poll: cli_poll.cpp
int check(const Order& order);               // cli_check.cpp
int expand_calendar(const Order& order);     // meetings expand: cli_meetings.cpp
int ask(const Order& order);                 // ask: cli_ask.cpp
int next_meetings(const Order& order);       // meetings next: cli_meetings_next.cpp
int print_manifest(const Order& order);      // manifest: cli_manifest.cpp
int print_strings(const Order& order);       // strings: cli_strings.cpp
int print_registration(const Order& order);  // registration: cli_registration.cpp
int backup(const Order& order);              // cli_backup.cpp
int restore(const Order& order);
int doctor(const Order& order);  // cli_doctor.cpp

}  // namespace usher
