// bot/cli_meetings_next.cpp: usher meetings next: one look-up, without a bot and without writing anything.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/mailbox.hpp"
#include "bot/baseline.hpp"
#include "bot/cli_meetings.hpp"
#include "bot/cli_series.hpp"
#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/people.hpp"
#include "bot/store.hpp"
#include "bot/text.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/apply.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/made.hpp"
#include "commands/proposals/iso_time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace usher {

namespace json = boost::json;

namespace {

constexpr int most_told = 200;

// Calendars that lie on this machine, where no bot has read them: in memory.
std::unique_ptr<Database> read_here(const Setup& setup, sys_seconds now) {
  auto db = std::make_unique<Database>(":memory:");
  make_tables(*db);
  const auto zone =
      meeting::Zone::named(setup.config.community.time_zone).value_or(meeting::Zone());
  for (const meeting::Source& source : setup.meetings->sources) {
    if (source.address.contains("://")) continue;
    const auto bytes = source.address == "local" ? std::optional(setup.local_meetings)
                                                 : calendar_bytes(source.address);
    if (!bytes) continue;
    const meeting::Reading read = meeting::read_meetings(
        *bytes, zone, now - std::chrono::days(1), now + std::chrono::days(400)
    );
    for (const meeting::ReadSeries& one : read.series)
      meeting::apply(*db, one, 0, {source.address, now - std::chrono::days(1), {}, true});
    meeting::CalendarState state;
    state.source = source.address;
    state.read = now;
    meeting::keep(*db, state);
  }
  return db;
}

std::string line_of(
    const meeting::Series& series, const meeting::MeetingDate& date,
    const meeting::Settings& settings
) {
  const auto zone = meeting::Zone::named(series.zone).value_or(meeting::Zone());
  const meeting::Shown shown{series, date};
  json::object out;
  out["series"] = series.title;
  out["name"] = shown.typed(settings);
  out["start"] = proposals::iso_time(date.start);
  out["end"] = proposals::iso_time(date.end);
  out["start_local"] = clock_shown(zone.to_local(date.start));
  out["zone"] = zone.name();
  out["url"] = shown.join(settings);
  out["status"] = date.state == meeting::OccurrenceState::cancelled ? "CANCELLED" : "CONFIRMED";
  out["all_day"] = date.all_day;
  return json::serialize(out) + "\n";
}

std::string language(Database& db, const Config& config, const Person& user) {
  if (std::string chosen = people::chosen_language(db, "terminal", user.id); !chosen.empty())
    return chosen;
  return user.lang.empty() ? config.community.language : user.lang;
}

int answer_in_json(
    const Order& order, Database& db, const meeting::Settings& settings, sys_seconds now
) {
  const auto found = meeting::series_typed(db, settings, order.words);
  std::string out;
  for (const meeting::MeetingDate& date : meeting::dates_ahead(db, now, most_told)) {
    const auto series = std::ranges::find(found, date.series, &meeting::Series::id);
    if (series != found.end()) out += line_of(*series, date, settings);
  }
  if (found.empty() && !order.words.empty())
    complain(fmt::format("there is no meeting “{}”.", Text(order.words).str()));
  const bool written = terminal::write_all(STDOUT_FILENO, out);
  return written && (!found.empty() || order.words.empty()) ? exit_fine : exit_failed;
}

}  // namespace

int next_meetings(const Order& order) {
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  if (!setup.meetings) {
    complain("no meetings are configured: add [meetings] with the address of a calendar.");
    return exit_failed;
  }
  const sys_seconds now = make_clock()->seconds();
  auto db = open_store_read_only(setup.config.database.path);
  if (!db || !meeting::any_read(*db)) db = read_here(setup, now);
  if (!meeting::any_read(*db)) {
    complain("no calendar has been read yet: run the bot once, so that it reads them.");
    return exit_failed;
  }
  const meeting::Settings settings = meeting::with_made(*setup.meetings, *db);
  if (order.json) return answer_in_json(order, *db, settings, now);
  const Person user = terminal::local_user();
  const CommandTable commands;
  const Context context{*db, setup.catalog, commands, setup.config.community, now};
  meeting::Reader reader{settings, context, context.say(language(*db, setup.config, user))};
  reader.with_links = true;
  if (!user.zone.empty()) reader.zone = meeting::Zone::named(user.zone);
  if (order.words.empty())
    return show(meeting::list_doc(reader), STDOUT_FILENO) ? exit_fine : exit_failed;
  const auto found = meeting::series_typed(*db, settings, order.words);
  if (found.empty()) {
    const auto names = meeting::names_of_all(*db, settings);
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    complain(fmt::format("there is no meeting “{}”. There are: {}", Text(order.words).str(), all));
    return exit_failed;
  }
  return show(meeting::next_doc(found, reader), STDOUT_FILENO) ? exit_fine : exit_failed;
}

}  // namespace usher
