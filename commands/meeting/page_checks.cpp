// commands/meeting/page_checks.cpp: which pages, and the words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/page_checks.hpp"

#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/pad_text.hpp"
#include "commands/meeting/pads.hpp"
#include "commands/meeting/page_claims.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/warned.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::hours before{25};
constexpr std::chrono::minutes patience{50};  // it is to be told before the reminder
constexpr int most_dates = 200;

bool is_checked(Database& db, const MeetingDate& date) {
  return db
      .query("SELECT 1 FROM meeting_pad_checks WHERE occurrence=? AND start=?", date.id, date.start)
      .next();
}

const SeriesSettings* page_of(const Settings& settings, Database& db, const MeetingDate& date) {
  const auto series = series_by_id(db, date.series);
  return series && !date.all_day ? with_pad(settings, series->key) : nullptr;
}

}  // namespace

std::vector<Effect> check_pads(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  if (settings.pad_service.empty()) return out;
  for (const MeetingDate& date : dates_ahead(context.db, context.now, most_dates)) {
    if (date.start > context.now + before) break;
    if (date.start <= context.now || is_checked(context.db, date)) continue;
    const SeriesSettings* const own = page_of(settings, context.db, date);
    if (own == nullptr) continue;
    context.db.run(
        "INSERT OR REPLACE INTO meeting_pad_checks(occurrence,start) VALUES(?,?)", date.id,
        date.start
    );
    out.emplace_back(
        pad_call(settings, *own, fmt::format("pad check {}", date.id), "READ", patience)
    );
  }
  return out;
}

std::optional<sys_seconds> next_pad_check(const Settings& settings, const Context& context) {
  if (settings.pad_service.empty()) return std::nullopt;
  for (const MeetingDate& date : dates_ahead(context.db, context.now, most_dates)) {
    if (date.start <= context.now || is_checked(context.db, date)) continue;
    if (page_of(settings, context.db, date) != nullptr)
      return std::max(date.start - before, context.now);
  }
  return std::nullopt;
}

std::vector<Effect> compare_page(
    const Settings& settings, Context& context, const SeriesSettings& own, const Shown& shown,
    std::string_view page
) {
  const sys_seconds start = shown.date.start;
  // A page without dated headings may speak of any date.
  if (!has_section(page, start)) return {};
  const std::string section = section_of(page, start);
  const std::vector<PageClaim> times = wrong_times(section, start);
  const std::string join = shown.join(settings);
  const std::string call = other_call(section, join);
  if (times.empty() && call.empty()) return {};
  const std::string when = std::to_string(start.time_since_epoch().count());
  if (!first_warning(context.db, shown.date.id, Warned::page, when)) return {};
  return tell_organisers(
      settings, context, fmt::format("meeting-page:{}:{}", shown.date.id, when),
      [&](const Reader& to) {
        const Say& say = to.say;
        const Text title = title_of(shown);
        Doc doc;
        doc.paragraph({say(
            "The page of the agenda and the calendar disagree about {title}.",
            fmt::arg("title", title)
        )});
        std::vector<Line> lines;
        lines.reserve(times.size() + 3);
        for (const PageClaim& one : times) {
          const Text words(one.line);
          lines.push_back({say("The page says: {words}", fmt::arg("words", words))});
        }
        if (!times.empty())
          lines.push_back({say("The calendar says:"), blank(), when_of(shown, start, to)});
        if (!call.empty()) {
          lines.push_back({say("The page names another call:"), blank(), link(Text(call), call)});
          lines.push_back({say("The calendar names:"), blank(), link(Text(join), join)});
        }
        doc.bullets(std::move(lines));
        doc.paragraph(
            {say("Reminders say what the calendar says. Whoever keeps the page or the "
                 "calendar can mend it before they go out.")}
        );
        if (!own.agenda.empty()) doc.paragraph({link(Text(own.agenda), own.agenda)});
        return doc;
      }
  );
}

}  // namespace usher::meeting
