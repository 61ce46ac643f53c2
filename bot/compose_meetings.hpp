// From [meetings] and meetings.toml to the feature's settings and the calendars' services.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/net/github_archive.hpp"
#include "bot/net/http.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// What is wrong with a recurrence rule: ConfigInput::rule_flaw.
std::optional<std::string> meeting_rule_flaw(std::string_view rule);

// "templates/meeting.md" → "meeting": what meetings.toml calls it.
std::string template_name(const std::string& file);

// Setup::meetings, where they are configured. The catalog and the configuration are there already.
void add_meetings(Setup& setup, const Sources& sources);

// Whether each calendar that lies in a file, and meetings.toml, was read once, or could not be. Brain thread.
bool calendar_files_read(const meeting::Settings& settings, Database& db);

// What the polls of meetings are answered by. What it is given outlives it.
std::vector<std::unique_ptr<Service>> calendars_of(
    const Setup& setup, Worker& worker, net::HttpClient& http, const Clock& clock
);

// Where notes are proposed; nothing where no repository is configured, or no token.
std::unique_ptr<Service> archive_of(const Setup& setup, net::HttpClient& http, const Clock& clock);

// Where changes to calendars are proposed: what those are made of that [meetings.source.…] names; none without a token.
std::vector<std::unique_ptr<Service>> sources_of(
    const Setup& setup, net::HttpClient& http, const Clock& clock
);
// How a source is reached: its name is that of `calendar` in Settings::sources.
net::GitHubArchiveSettings source_settings(
    const Config& config, const CalendarSourceConfig& source, std::string service
);

// Where pages are prepared and read; nothing where no meeting has one, or there is no token.
std::unique_ptr<Service> pads_of(const Setup& setup, net::HttpClient& http, const Clock& clock);

}  // namespace usher
