// commands/meeting/holidays.cpp: asking, keeping, warning.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/holidays.hpp"

#include "bot/text.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/holiday_days.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/warned.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::string_view job_begin = "holidays:";
constexpr std::string_view tag_begin = "holidays ";
constexpr hours every{24};
constexpr std::chrono::minutes patience{5};  // of one Call
constexpr days window{430};                  // further than dates are known
constexpr days anew{7};  // read whole, also where it has not changed: the window moves on
constexpr days early{14};
constexpr int most_dates = 500;
constexpr int told_at = 3;  // failures in a row after which the operator hears of it

struct HolidaySource {
  std::string etag;
  sys_seconds read{};
  int failures = 0;
};
HolidaySource state_of(Database& db, std::string_view source) {
  auto row =
      db.query("SELECT etag,read,failures FROM meeting_holiday_sources WHERE source=?", source);
  if (!row.next()) return {};
  return {std::string(row.text(0)), row.time(1), static_cast<int>(row.integer(2))};
}
void keep(Database& db, std::string_view source, const HolidaySource& state) {
  db.run(
      "INSERT OR REPLACE INTO meeting_holiday_sources(source,etag,read,failures) VALUES(?,?,?,?)",
      source, state.etag, state.read, state.failures
  );
}

const HolidaySettings* source_in(const Settings& settings, std::string_view number) {
  const auto place = number_typed(number);
  if (!place || static_cast<std::size_t>(*place) >= settings.holidays.size()) return nullptr;
  return &settings.holidays[static_cast<std::size_t>(*place)];
}

Effect again(std::string_view number, sys_seconds at) {
  return Remind{fmt::format("{}{}", job_begin, number), at};
}

void put(Database& db, std::string_view source, std::string_view lines) {
  db.run("DELETE FROM meeting_holidays WHERE source=?", source);
  for (const Holiday& one : holidays_in(lines))
    db.run(
        "INSERT OR IGNORE INTO meeting_holidays(source,day,name) VALUES(?,?,?)", source,
        one.day.time_since_epoch().count(), one.name
    );
}

void fail(Context& context, const HolidaySettings& from, HolidaySource& state, errc why) {
  if (++state.failures != told_at) return;
  context.db.run(
      "INSERT INTO notices(at,feature,what) VALUES(?,'meeting',?)", context.now,
      fmt::format(
          "the calendar of holidays {} could not be read {} times in a row ({}); what is known of "
          "it stays",
          from.address, state.failures, describe(why)
      )
  );
}

// Whose days they are.
Zone zone_of(const HolidaySettings& holidays, const Series& series) {
  const auto zone = Zone::named(holidays.zone.empty() ? series.zone : holidays.zone);
  return zone.value_or(Zone());
}

}  // namespace

std::vector<Effect> start_holidays(const Settings& settings, Context& context) {
  Database& db = context.db;
  std::vector<std::string> gone;
  {
    auto row = db.query("SELECT source FROM meeting_holiday_sources");
    while (row.next()) {
      const std::string source(row.text(0));
      const auto known = std::ranges::find(settings.holidays, source, &HolidaySettings::address);
      if (known == settings.holidays.end()) gone.push_back(source);
    }
  }
  for (const std::string& source : gone) {
    db.run("DELETE FROM meeting_holidays WHERE source=?", source);
    db.run("DELETE FROM meeting_holiday_sources WHERE source=?", source);
  }
  std::vector<Effect> out;
  out.reserve(settings.holidays.size());
  for (std::size_t i = 0; i < settings.holidays.size(); ++i)
    out.push_back(again(std::to_string(i), context.now));
  return out;
}

bool is_holiday_job(std::string_view job) { return job.starts_with(job_begin); }

std::vector<Effect> read_holidays(
    const Settings& settings, Context& context, std::string_view job
) {
  const std::string_view number = job.substr(job_begin.size());
  const HolidaySettings* const from = source_in(settings, number);
  if (from == nullptr) return {};
  const HolidaySource state = state_of(context.db, from->address);
  const auto today = std::chrono::floor<days>(context.now);
  Call call;
  call.tag = fmt::format("{}{}", tag_begin, number);
  call.service = from->service;
  call.method = "READ";
  call.path = window_path(today - days(1), today + window);
  const bool fresh = state.read <= context.now && context.now < state.read + anew;
  if (fresh) call.etag = state.etag;
  call.within = patience;
  std::vector<Effect> out{again(number, context.now + every)};
  out.emplace_back(std::move(call));
  return out;
}

bool is_of_holidays(std::string_view tag) { return tag.starts_with(tag_begin); }

std::vector<Effect> holidays_answered(
    const Settings& settings, Context& context, const Fetched& answer
) {
  const HolidaySettings* const from =
      source_in(settings, std::string_view(answer.tag).substr(tag_begin.size()));
  if (from == nullptr) return {};
  HolidaySource state = state_of(context.db, from->address);
  const bool read = answer.error == errc::ok && answer.status == 200;
  const bool same = answer.error == errc::ok && answer.status == 304;
  if (read) {
    put(context.db, from->address, answer.body);
    state = {answer.etag, context.now, 0};
  } else if (same) {
    state.failures = 0;
  } else {
    fail(context, *from, state, answer.error == errc::ok ? errc::not_found : answer.error);
  }
  keep(context.db, from->address, state);
  return read ? warn_of_holidays(settings, context) : std::vector<Effect>{};
}

std::vector<std::string> holidays_at(
    const Settings& settings, Database& db, const Series& series, sys_seconds at
) {
  std::vector<std::string> out;
  for (const HolidaySettings& one : settings.holidays) {
    const auto day = std::chrono::floor<days>(zone_of(one, series).to_local(at));
    auto row = db.query(
        "SELECT name FROM meeting_holidays WHERE source=? AND day=? ORDER BY name", one.address,
        day.time_since_epoch().count()
    );
    while (row.next()) out.push_back(fmt::format("{}: {}", one.region, row.text(0)));
  }
  return out;
}

std::vector<Effect> warn_of_holidays(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  if (settings.holidays.empty()) return out;
  for (const MeetingDate& date : dates_ahead(context.db, context.now, most_dates)) {
    if (date.start > context.now + early) break;
    if (date.all_day || date.start <= context.now) continue;
    const auto series = series_by_id(context.db, date.series);
    if (!series) continue;
    std::vector<std::string> names = holidays_at(settings, context.db, *series, date.start);
    // At another time it is told again, where that is a holiday as well.
    const auto day = std::chrono::floor<days>(date.start).time_since_epoch().count();
    std::erase_if(names, [&](const std::string& name) {
      return !first_warning(context.db, date.id, Warned::holiday, fmt::format("{} {}", day, name));
    });
    if (names.empty()) continue;
    const std::string key = fmt::format(
        "meeting-holiday:{}:{}:{:x}", date.id, day,
        digest_of(fmt::format("{}", fmt::join(names, "\n")))
    );
    const Shown shown{*series, date};
    add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
          Doc doc;
          doc.paragraph({to.say("A meeting falls on a holiday:")});
          std::vector<Line> lines{line_of(shown, to)};
          for (const std::string& name : names) lines.push_back({Text(name)});
          doc.bullets(std::move(lines));
          const Text command("/meeting move " + shown.typed(settings));
          doc.paragraph(
              {to.say("It stays as it is. To change it: {command}", fmt::arg("command", command))}
          );
          return doc;
        }));
  }
  return out;
}

}  // namespace usher::meeting
