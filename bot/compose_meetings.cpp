// bot/compose_meetings.cpp: settings, notices, services; local meetings as a calendar of their own.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_meetings.hpp"

#include "bot/net/document.hpp"
#include "bot/net/github_archive.hpp"
#include "bot/net/hackmd.hpp"
#include "commands/meeting/holiday_days.hpp"
#include "commands/meeting/local_calendar.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/rule.hpp"
#include "commands/meeting/table.hpp"

#include <algorithm>
#include <utility>

namespace usher {

namespace {

constexpr std::string_view local = "local";

meeting::SeriesSettings series_of(const MeetingConfig& config, const Sources& sources) {
  meeting::SeriesSettings out;
  out.name = config.name;
  out.title = config.title;
  out.also = config.also;
  out.tags = config.tags;
  out.rooms = config.rooms;
  out.hosts = config.hosts;
  out.stand_by = config.stand_by;
  out.leads = config.leads;
  out.join = config.link;
  out.dial_in = config.dial_in;
  out.agenda = config.agenda;
  out.notes = config.notes;
  for (const CityConfig& city : config.cities) out.cities.push_back({city.name, city.zone});
  out.in_feed = config.in_feed;
  out.link_in_feed = config.link_in_feed;
  out.page_title = config.page_title;
  out.archive = config.archive;
  out.pad = config.hackmd;
  for (const CommunityFiles::File& file : sources.templates)
    if (out.page.empty() && template_name(file.name) == config.page_template) out.page = file.text;
  return out;
}

meeting::LocalMeeting local_of(const MeetingConfig& config) {
  return {
      .name = config.name,
      .title = config.title,
      .start = config.start,
      .zone = config.zone,
      .rule = config.rule,
      .except = config.except,
      .length = config.length,
      .url = config.link,
      .description = config.description
  };
}

// "notices/meeting.zh_TW.txt" → "zh_TW"; empty for another file.
std::string locale_of(const std::string& file) {
  constexpr std::string_view begin = "meeting.";
  const auto at = file.rfind(begin);
  const auto end = file.rfind(".txt");
  if (at == std::string::npos || end == std::string::npos || at + begin.size() >= end) return {};
  return file.substr(at + begin.size(), end - at - begin.size());
}

}  // namespace

std::optional<std::string> meeting_rule_flaw(std::string_view rule) {
  const auto read = meeting::parse_rule(rule);
  return read ? std::nullopt : std::optional(read.error());
}

std::string template_name(const std::string& file) {
  const auto slash = file.rfind('/');
  const std::string name = file.substr(slash == std::string::npos ? 0 : slash + 1);
  return name.substr(0, name.find('.'));
}

void add_meetings(Setup& setup, const Sources& sources) {
  if (!setup.config.meetings) return;
  const MeetingsConfig& config = *setup.config.meetings;
  meeting::Settings out;
  std::size_t number = 0;
  for (const std::string& address : config.calendars) {
    meeting::Source source{"calendar-" + std::to_string(++number), address};
    for (const CalendarSourceConfig& one : config.sources)
      if (one.calendar == address) {
        source.file = {one.repository, one.file, ""};
        if (!setup.config.secrets.github_token.empty())
          source.file.service = "source-" + std::to_string(number);
      }
    out.sources.push_back(std::move(source));
  }
  std::vector<meeting::LocalMeeting> own;
  for (const MeetingConfig& one : config.series) {
    out.series.push_back(series_of(one, sources));
    if (one.local) own.push_back(local_of(one));
  }
  if (!own.empty()) {
    out.sources.push_back({"calendar-local", std::string(local)});
    setup.local_meetings = meeting::calendar_of(own);
  }
  number = 0;
  for (const HolidaysConfig& one : config.holidays)
    out.holidays.push_back(
        {"holidays-" + std::to_string(++number), one.calendar, one.region, one.zone}
    );
  out.every = config.poll;
  out.leads = config.leads;
  for (const CityConfig& city : config.cities) out.cities.push_back({city.name, city.zone});
  out.organisers = config.organisers;
  out.calendar_url = config.page_url;
  out.public_feeds = config.public_feeds;
  if (setup.config.web) out.public_url = setup.config.web->public_url;
  if (!config.archive_repository.empty() && !setup.config.secrets.github_token.empty()) {
    out.archive_service = "archive";
    out.archive = config.archive_repository;
  }
  const bool any_page = std::ranges::any_of(config.series, [](const MeetingConfig& one) {
    return !one.hackmd.empty();
  });
  if (any_page && !setup.config.secrets.hackmd_token.empty()) out.pad_service = "pads";
  out.takes_reports = setup.config.report.has_value();
  for (const CommunityFiles::File& file : sources.notices)
    if (const std::string locale = locale_of(file.name); !locale.empty())
      out.notices.try_emplace(locale, file.text);
  setup.meetings = std::move(out);
}

bool calendar_files_read(const meeting::Settings& settings, Database& db) {
  return std::ranges::all_of(settings.sources, [&](const meeting::Source& source) {
    if (source.address.contains("://")) return true;  // it may take as long as it likes
    const auto state = meeting::calendar_state(db, source.address);
    return state && (state->read != sys_seconds{} || state->failures > 0);
  });
}

std::vector<std::unique_ptr<Service>> calendars_of(
    const Setup& setup, Worker& worker, net::HttpClient& http, const Clock& clock
) {
  std::vector<std::unique_ptr<Service>> out;
  if (!setup.meetings) return out;
  const auto zone =
      meeting::Zone::named(setup.config.community.time_zone).value_or(meeting::Zone());
  const auto reader = [zone](std::string_view path, std::string_view bytes) -> std::string {
    const auto window = meeting::window_in(path);
    if (!window) return {};
    return meeting::encode(meeting::read_meetings(bytes, zone, window->first, window->second));
  };
  const auto add = [&](const std::string& service, const std::string& address,
                       const net::Document::Reader& read) {
    net::DocumentSettings settings;
    settings.name = service;
    if (address == local)
      settings.from = net::DocumentText{setup.local_meetings};
    else if (address.contains("://"))
      settings.from = net::DocumentUrl{address};
    else
      settings.from = net::DocumentFile{address};
    out.push_back(std::make_unique<net::Document>(http, worker, clock, std::move(settings), read));
  };
  for (const meeting::Source& source : setup.meetings->sources)
    add(source.service, source.address, reader);
  const auto holidays = [](std::string_view path, std::string_view bytes) -> std::string {
    const auto window = meeting::window_in(path);
    if (!window) return {};
    return meeting::holiday_lines(bytes, window->first, window->second);
  };
  for (const meeting::HolidaySettings& one : setup.meetings->holidays)
    add(one.service, one.address, holidays);
  return out;
}

std::unique_ptr<Service> archive_of(const Setup& setup, net::HttpClient& http, const Clock& clock) {
  if (!setup.meetings || setup.meetings->archive_service.empty()) return nullptr;
  const MeetingsConfig& config = *setup.config.meetings;
  net::GitHubArchiveSettings settings;
  settings.name = setup.meetings->archive_service;
  settings.repository = config.archive_repository;
  settings.branch = config.archive_branch;
  settings.api_url = archive_api_of(setup.config);
  settings.token = setup.config.secrets.github_token;
  return std::make_unique<net::GitHubArchive>(http, clock, std::move(settings));
}

net::GitHubArchiveSettings source_settings(
    const Config& config, const CalendarSourceConfig& source, std::string service
) {
  net::GitHubArchiveSettings out;
  out.name = std::move(service);
  out.repository = source.repository;
  out.branch = source.branch;
  out.api_url = archive_api_of(config);
  out.token = config.secrets.github_token;
  return out;
}

std::vector<std::unique_ptr<Service>> sources_of(
    const Setup& setup, net::HttpClient& http, const Clock& clock
) {
  std::vector<std::unique_ptr<Service>> out;
  if (!setup.meetings) return out;
  for (const meeting::Source& source : setup.meetings->sources)
    for (const CalendarSourceConfig& one : setup.config.meetings->sources)
      if (!source.file.service.empty() && one.calendar == source.address)
        out.push_back(std::make_unique<net::GitHubArchive>(
            http, clock, source_settings(setup.config, one, source.file.service)
        ));
  return out;
}

std::unique_ptr<Service> pads_of(const Setup& setup, net::HttpClient& http, const Clock& clock) {
  if (!setup.meetings || setup.meetings->pad_service.empty()) return nullptr;
  net::HackMdSettings settings;
  settings.name = setup.meetings->pad_service;
  settings.api_url = setup.config.meetings->hackmd_api_url;
  settings.token = setup.config.secrets.hackmd_token;
  return std::make_unique<net::HackMd>(http, clock, std::move(settings));
}

}  // namespace usher
