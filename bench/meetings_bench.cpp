// bench/meetings_bench.cpp: a large calendar, and planning for many.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/meetings_bench.hpp"

#include "bench/bench.hpp"
#include "bench/rules_bench.hpp"
#include "bot/store.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/table.hpp"

#include <fmt/core.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace usher::bench {

namespace {

using Timer = std::chrono::steady_clock;
using Millis = std::chrono::duration<double, std::milli>;

constexpr int many_events = 60'000;
constexpr int many_series = 1'000;
constexpr int many_subscriptions = 10'000;
const sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

double megabytes() { return static_cast<double>(status_kb(getpid(), "RssAnon")) / 1024; }

// One event a minute, each of its own title.
std::string large_calendar(std::chrono::minutes later = {}) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n";
  for (int i = 0; i < many_events; ++i) {
    const auto when = now + std::chrono::minutes(i) + later;
    const auto midnight = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::hh_mm_ss time(when - midnight);
    const std::chrono::year_month_day day(midnight);
    out += fmt::format(
        "BEGIN:VEVENT\r\nUID:{0}@bench\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Meeting number "
        "{0}\r\n"
        "DTSTART:{1:04}{2:02}{3:02}T{4:02}{5:02}00Z\r\nDURATION:PT1H\r\n"
        "DESCRIPTION:What is talked about at this one\\, and the agenda of it: "
        "https://example.org/agenda/{0}\r\nEND:VEVENT\r\n",
        i, static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()), time.hours().count(), time.minutes().count()
    );
  }
  return out + "END:VCALENDAR\r\n";
}

void calendar_figures() {
  const std::string bytes = large_calendar();
  malloc_trim(0);
  const double before = megabytes();
  const auto began = Timer::now();
  const meeting::Reading reading =
      meeting::read_meetings(bytes, meeting::Zone(), now, now + std::chrono::days(400));
  const double took = Millis(Timer::now() - began).count();
  fmt::print(
      "  {} events, {:.1f} MB: {:.2f} s on the worker (target 3), {:.0f} MB more while it is held "
      "(target 250), {} series kept\n",
      many_events, static_cast<double>(bytes.size()) / 1e6, took / 1000, megabytes() - before,
      reading.series.size()
  );
  std::fflush(stdout);
  slices_figures(bytes, large_calendar(std::chrono::hours(1)));
}

// A date a week for 400 days each; every subscription with two leads.
void fill(Database& db) {
  db.script("BEGIN");
  for (int i = 0; i < many_series; ++i) {
    meeting::ReadSeries series;
    series.key = fmt::format("meeting {}", i);
    series.title = series.key;
    const std::int64_t id = meeting::keep(db, "bench", series, 1);
    for (int week = 0; week < 57; ++week) {
      meeting::MeetingDate date;
      date.series = id;
      date.start = date.said =
          now + std::chrono::days(7 * week) + std::chrono::minutes(7 * (i % 1440));
      date.end = date.start + std::chrono::hours(1);
      meeting::add(db, date);
    }
  }
  for (int i = 0; i < many_subscriptions; ++i)
    meeting::subscribe(
        db, {"web", "", fmt::format("person{}", i)},
        meeting::of_series(fmt::format("meeting {}", i % many_series)),
        {std::chrono::hours(24), std::chrono::minutes(10 + i % 20)}, now
    );
  db.script("COMMIT");
}

void planning_figures() {
  Database db(":memory:");
  for (const Migration& migration : usher_migrations()) db.script(std::string(migration.sql));
  fill(db);
  const meeting::Settings settings;
  malloc_trim(0);
  const double before = megabytes();
  std::vector<double> times;
  std::size_t due = 0;
  std::optional<sys_seconds> next;
  double held = 0;
  for (int round = 0; round < 5; ++round) {
    const auto began = Timer::now();
    const meeting::Plan plan(db, settings);
    due = plan.due(now + std::chrono::hours(12), now + std::chrono::hours(13)).size();
    next = plan.next(now + std::chrono::hours(13));
    times.push_back(Millis(Timer::now() - began).count());
    held = std::max(held, megabytes() - before);
  }
  fmt::print(
      "  planning, {} series with 57 dates each, {} subscriptions: median {:.0f} ms (target 200), "
      "{:.1f} MB (target 60); {} due in an hour{}\n",
      many_series, many_subscriptions, percentile(times, 0.5), held, due,
      next ? "" : ", nothing after it"
  );
  std::fflush(stdout);
}

}  // namespace

void meetings(const std::string& peers) {
  rules_figures(peers);
  fmt::print("Calendars and plans\n");
  calendar_figures();
  planning_figures();
}

}  // namespace usher::bench
