// commands/welcome/next_meeting.cpp: asks the meetings' tables.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/next_meeting.hpp"

#include "commands/meeting/card.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/subscriptions.hpp"
#include "commands/meeting/table.hpp"

#include <algorithm>
#include <string>

namespace usher::welcome {

namespace {

constexpr int most_dates = 12;

}  // namespace

std::optional<NextMeeting> next_meeting(
    const Settings& settings, const Event& event, const Context& context
) {
  if (settings.meeting.empty() || settings.meetings == nullptr) return std::nullopt;
  const meeting::Settings all = meeting::with_made(*settings.meetings, context.db);
  meeting::Reader reader{all, context, context.say(event.who)};
  const auto known = meeting::known_person(context.db, event.at.space, event.who.id);
  const std::string& zone = known && !known->zone.empty() ? known->zone : event.who.zone;
  if (!zone.empty()) reader.zone = meeting::Zone::named(zone);
  for (const meeting::Series& series : meeting::series_typed(context.db, all, settings.meeting)) {
    // Not another one with such a word in its title.
    const meeting::SeriesSettings* one = meeting::settings_of(all, series.key);
    if (one == nullptr || one->name != settings.meeting) continue;
    const auto dates = meeting::dates_after(context.db, series.id, context.now, most_dates);
    const auto next =
        std::ranges::find(dates, meeting::OccurrenceState::scheduled, &meeting::MeetingDate::state);
    if (next != dates.end())
      return NextMeeting{meeting::line_of({series, *next}, reader), next->id};
  }
  return std::nullopt;
}

}  // namespace usher::welcome
