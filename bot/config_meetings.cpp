// bot/config_meetings.cpp: [meetings], [report], and meetings.toml.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"
#include "bot/span.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

namespace usher {

namespace {

using Section = ConfigReader::Section;

constexpr std::size_t most_rooms = 20;
constexpr std::chrono::days longest_lead{30};

bool is_short_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Verdict check_lead(std::string_view value) {
  const auto span = value == "start" ? std::optional(std::chrono::seconds(0)) : parse_span(value);
  if (span && *span <= longest_lead) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no time before a meeting.", shown(value)),
      "Write 24h, 1h, 15m or start; at most 30d."
  };
}

std::vector<std::chrono::seconds> leads_of(const std::vector<std::string>& texts) {
  std::vector<std::chrono::seconds> out;
  out.reserve(texts.size());
  for (const std::string& text : texts)
    out.push_back(
        text == "start" ? std::chrono::seconds(0)
                        : parse_span(text).value_or(std::chrono::seconds(0))
    );
  std::ranges::sort(out, std::greater());
  const auto [last, end] = std::ranges::unique(out);
  out.erase(last, end);
  return out;
}

// An address, or numbers: "+1 646 558 8656".
Verdict check_dial_in(std::string_view value) {
  return value.contains("://") ? check_link(value) : check_topic(value);
}

Verdict check_tag(std::string_view value) {
  if (is_short_name(value)) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no tag.", shown(value)),
      "Take 1 to 40 lower-case letters, digits and dashes, newcomer for instance."
  };
}

std::optional<int> digits(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return out;
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  return year && month && day &&
         std::chrono::year_month_day(
             std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
             std::chrono::day(static_cast<unsigned>(*day))
         )
             .ok();
}

Verdict check_day(std::string_view value) {
  if (is_day(value)) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no day.", shown(value)), "Write year, month and day: 2026-12-23."
  };
}

Verdict check_start(std::string_view value) {
  const auto hour = value.size() == 16 ? digits(value.substr(11, 2)) : std::nullopt;
  const auto minute = value.size() == 16 ? digits(value.substr(14, 2)) : std::nullopt;
  if (hour && minute && *hour < 24 && *minute < 60 && value[10] == 'T' && value[13] == ':' &&
      is_day(value.substr(0, 10)))
    return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no day with a time.", shown(value)),
      "Write it by the clocks of the zone: 2026-01-14T18:00."
  };
}

void read_common(Section& section, const MeetingsConfig& defaults, MeetingConfig& meeting) {
  section.list("tags", meeting.tags, check_tag);
  section.list("rooms", meeting.rooms, check_any_room);
  if (meeting.rooms.size() > most_rooms)
    section.problem(
        "rooms", fmt::format("There are {} rooms.", meeting.rooms.size()),
        fmt::format("Write up to {}; other rooms can subscribe.", most_rooms)
    );
  section.list("hosts", meeting.hosts, check_person);
  section.list("stand_by", meeting.stand_by, check_person);
  std::vector<std::string> leads;
  meeting.leads = section.list("leads", leads, check_lead) ? leads_of(leads) : defaults.leads;
  section.text("link", meeting.link, check_link);
  section.text("dial_in", meeting.dial_in, check_dial_in);
  section.text("agenda", meeting.agenda, check_link);
  section.text("notes", meeting.notes, check_link);
  section.text("page_title", meeting.page_title, check_topic);
  section.text("template", meeting.page_template, check_tag);
  section.text("archive", meeting.archive, check_archive);
  section.boolean("in_feed", meeting.in_feed);
  section.boolean("link_in_feed", meeting.link_in_feed);
  if (meeting.link_in_feed && !meeting.in_feed)
    section.problem(
        "link_in_feed", "The link would be in a calendar that this meeting is not in.",
        "Remove link_in_feed, or in_feed."
    );
  section.text("hackmd", meeting.hackmd, check_page);
  std::vector<std::string> cities;
  meeting.cities = section.list("cities", cities, check_city) ? cities_of(cities) : defaults.cities;
}

void read_local(Section& section, const ConfigInput& input, MeetingConfig& meeting) {
  section.text("start", meeting.start, check_start);
  section.text("zone", meeting.zone, check_zone);
  section.text("rule", meeting.rule, [&](std::string_view value) -> Verdict {
    const auto flaw = input.rule_flaw ? input.rule_flaw(value) : std::nullopt;
    if (!flaw) return std::nullopt;
    return Flaw{
        fmt::format("\"{}\" is no recurrence rule: {}.", shown(value), *flaw),
        "Write it as RFC 5545 does: FREQ=WEEKLY;INTERVAL=2;BYDAY=WE."
    };
  });
  section.list("except", meeting.except, check_day);
  section.duration("minutes", meeting.length, 1, std::int64_t{7} * 24 * 60);
  section.text("description", meeting.description, [](std::string_view value) -> Verdict {
    if (value.size() <= 2000) return std::nullopt;
    return Flaw{"The text is longer than 2000 bytes.", "Shorten it."};
  });
  if (!section.given("start"))
    section.problem(
        "", "This meeting does not say when it takes place first.",
        "Add start = \"2026-01-14T18:00\", by the clocks of zone."
    );
}

void tell_flaws(
    Section& section, const ConfigInput& input, const Config& config, const MeetingConfig* meeting
) {
  if (!input.meeting_flaws) return;
  for (KeyFlaw& flaw : input.meeting_flaws(config, meeting))
    section.problem(flaw.key, std::move(flaw.problem), std::move(flaw.remedy));
}

void read_series(ConfigReader& reader, const ConfigInput& input, bool local, Config& config) {
  MeetingsConfig& meetings = *config.meetings;
  const std::string kind = local ? "local" : "series";
  Section all = reader.section(kind);
  for (const std::string& name : reader.names_below(kind)) {
    Section section = reader.section(fmt::format("{}.{}", kind, name));
    MeetingConfig meeting;
    meeting.name = name;
    meeting.local = local;
    if (!is_short_name(name))
      all.problem(
          name,
          fmt::format("[{}.{}] would be a meeting with a name that cannot be.", kind, shown(name)),
          "Take 1 to 40 lower-case letters, digits and dashes, community for instance."
      );
    if (!section.text("title", meeting.title, check_topic) && !section.given("title"))
      section.problem(
          "", fmt::format("[{}.{}] does not say what the meeting is called.", kind, shown(name)),
          local ? "Add title = \"…\"." : "Add title = \"…\", as the calendar has it."
      );
    section.list("also", meeting.also, check_topic);
    read_common(section, meetings, meeting);
    if (local) read_local(section, input, meeting);
    const bool twice = std::ranges::any_of(meetings.series, [&](const MeetingConfig& other) {
      return other.name == name ||
             (!meeting.title.empty() && same_ascii(other.title, meeting.title));
    });
    if (twice)
      section.problem(
          "title", fmt::format("There is another meeting of the name or title of {}.", shown(name)),
          "Give each its own."
      );
    tell_flaws(section, input, config, &meeting);
    meetings.series.push_back(std::move(meeting));
  }
}

}  // namespace

std::vector<CityConfig> cities_of(const std::vector<std::string>& texts) {
  std::vector<CityConfig> out;
  for (const std::string& city : texts) {
    const auto blank = city.rfind(' ');
    out.push_back({city.substr(0, blank), city.substr(blank + 1)});
  }
  return out;
}

void read_meetings(ConfigReader& reader, Config& config) {
  const bool loopback = config.testing.loopback;
  MeetingsConfig meetings;
  Section section = reader.section("meetings");
  section.list("calendars", meetings.calendars, [loopback](std::string_view value) {
    return check_calendar(value, loopback);
  });
  section.duration("poll_minutes", meetings.poll, 1, std::int64_t{7} * 24 * 60);
  section.list("organisers", meetings.organisers, check_any_room);
  section.text("page_url", meetings.page_url, check_link);
  section.boolean("public_feeds", meetings.public_feeds);
  section.text("archive_repository", meetings.archive_repository, check_repository);
  section.text("archive_branch", meetings.archive_branch, check_branch);
  section.text("archive_api_url", meetings.archive_api_url, [loopback](std::string_view value) {
    return check_url(value, loopback);
  });
  section.text("hackmd_api_url", meetings.hackmd_api_url, [loopback](std::string_view value) {
    return check_url(value, loopback);
  });
  read_meeting_sources(reader, loopback, meetings);
  if (section.present()) config.meetings = std::move(meetings);

  ReportConfig report;
  Section where = reader.section("report");
  where.text("email", report.email, check_email);
  where.text("instead", report.instead, check_topic);
  where.text("url", report.url, check_link);
  if (!where.present()) return;
  if (!where.given("email"))
    where.problem(
        "", "[report] does not say where reports go.",
        "Add email = \"conduct@example.org\", the committee's address."
    );
  config.report = std::move(report);
}

void compare_meetings(ConfigReader& reader, const ConfigInput& input, const Config& config) {
  if (!config.meetings) return;
  Section section = reader.section("meetings");
  tell_flaws(section, input, config, nullptr);
}

void read_meetings_file(ConfigReader& reader, const ConfigInput& input, Config& config) {
  MeetingsConfig& meetings = *config.meetings;
  Section defaults = reader.section("defaults");
  std::vector<std::string> leads;
  if (defaults.list("leads", leads, check_lead)) meetings.leads = leads_of(leads);
  std::vector<std::string> cities;
  if (defaults.list("cities", cities, check_city)) meetings.cities = cities_of(cities);
  read_series(reader, input, false, config);
  read_series(reader, input, true, config);
}

}  // namespace usher
