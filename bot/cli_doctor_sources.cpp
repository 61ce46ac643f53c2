// bot/cli_doctor_sources.cpp: the files that calendars are made of, read with the token.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_doctor_ask.hpp"
#include "bot/cli_doctor_notes.hpp"
#include "bot/clock.hpp"
#include "bot/compose_meetings.hpp"
#include "commands/meeting/source_yaml.hpp"

#include <fmt/format.h>

#include <iterator>
#include <optional>

namespace usher {

namespace {

using Weight = Finding::Weight;

Fetched read(const Setup& setup, const CalendarSourceConfig& source) {
  const auto clock = make_clock();
  std::optional<net::GitHubArchive> service;
  return ask<Answer>(
             setup,
             [&](net::HttpClient* http) {
               service.emplace(*http, *clock, source_settings(setup.config, source, "source"));
               Call call;
               call.method = "READ";
               call.path = source.file;
               return service->perform(std::move(call));
             }
  ).fetched;
}

Finding judge(const CalendarSourceConfig& source, const Fetched& answer) {
  const std::string file = fmt::format("{} in {}", source.file, source.repository);
  if (answer.error != errc::ok)
    return {
        Weight::fault, fmt::format("{} cannot be read: {}.", file, describe(answer.error)),
        fmt::format("Check file and branch of [meetings.source.{}].", source.name)
    };
  const auto read = meeting::read_source(answer.body);
  if (!read)
    return {
        Weight::fault, fmt::format("{} is not written as Usher can read it.", file),
        "It must be YAML for yaml2ics, with events below one another. Until then organisers get "
        "changes as text."
    };
  return {Weight::fine, fmt::format("{} can be read: {} events.", file, read->events.size()), {}};
}

}  // namespace

std::vector<Finding> look_at_sources(const Setup& setup) {
  if (!setup.config.meetings || setup.config.meetings->sources.empty()) return {};
  if (setup.config.secrets.github_token.empty())
    return {
        {Weight::advice,
         "There is no token of GitHub's: organisers get changes to calendars as text.",
         "For pull requests, name one: token_file in [github], or USHER_GITHUB_TOKEN."}
    };
  std::vector<Finding> out;
  for (const CalendarSourceConfig& source : setup.config.meetings->sources) {
    const std::string section = "meetings.source." + source.name;
    auto found = look_at_repository(
        setup, source_settings(setup.config, source, "source"),
        {section + ".repository", section + ".branch"}
    );
    const bool well = found.front().weight == Weight::fine && found.size() == 1;
    out.insert(
        out.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end())
    );
    if (well) out.push_back(judge(source, read(setup, source)));
  }
  return out;
}

}  // namespace usher
