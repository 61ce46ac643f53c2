// commands/meeting/warnings.cpp: words to organisers.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/warnings.hpp"

#include "commands/meeting/changes.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/hosts.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/table.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::days early{30}, urgent{7};

// Where the configuration says which one holds, there is nothing to ask.
void warn_of_links(
    const Settings& settings, Context& context, const Series& series, std::vector<Effect>& out
) {
  const SeriesSettings* own = settings_of(settings, series.key);
  if (series.other_join.empty() || (own != nullptr && !own->join.empty())) return;
  const std::string links = series.join + " " + series.other_join;
  if (links == series.told_links) return;
  set_told_links(context.db, series.id, links);
  const std::string key = fmt::format("meeting-links:{}:{:x}", series.id, digest_of(links));
  add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
        const Text title(series.title);
        Doc doc;
        doc.heading({to.say("Two links for one meeting")});
        doc.paragraph({to.say(
            "The calendar names two different rooms for {title}. Until one of them is gone, "
            "reminders show both and say so.",
            fmt::arg("title", title)
        )});
        doc.bullets(
            {{link(Text(series.join), series.join)},
             {link(Text(series.other_join), series.other_join)}}
        );
        return doc;
      }));
}

void warn_of_end(
    const Settings& settings, Context& context, const Series& series, std::vector<Effect>& out
) {
  if (series.ends == sys_seconds{} || series.ends <= context.now) return;
  const auto left = series.ends - context.now;
  if (left > early) return;
  const int days = left > urgent ? 30 : 7;
  // What was made or changed here was given its end here: a week before is soon enough, and it is prolonged here.
  const bool ours = series.source == made_source || !changes_of(context.db, series.id).empty();
  if (ours && days == 30) return;
  const auto year =
      std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(series.ends)).year();
  if (series.told_end == series.ends && series.told_days <= days) return;
  set_told_end(context.db, series.id, series.ends, days);
  const std::string key =
      fmt::format("meeting-end:{}:{}:{}", series.id, series.ends.time_since_epoch().count(), days);
  add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
        const Text title(series.title);
        const Phrase last = at_words(series.ends, to.zone.value_or(Zone()), to.say);
        Doc doc;
        doc.heading({to.say("{title} is about to end", fmt::arg("title", title))});
        const auto last_arg = fmt::arg("last", last);
        const Text command(
            "/meeting change " + Shown{series, {}}.typed(settings) +
            fmt::format(" until {}-12-31", static_cast<int>(year) + 1)
        );
        doc.paragraph(
            {ours ? to.say(
                        "Its last date is {last}. If it is to go on: {command}", last_arg,
                        fmt::arg("command", command)
                    )
                  : to.say(
                        "Its last date in the calendar is {last}. If it is to go on, prolong it "
                        "there.",
                        last_arg
                    )}
        );
        return doc;
      }));
}

// One person can fall ill. Told once, until there are two again. Series whose hosts are nobody's concern are left alone.
void warn_of_hosts(
    const Settings& settings, Context& context, const Series& series, std::vector<Effect>& out
) {
  const SeriesSettings* own = settings_of(settings, series.key);
  const std::size_t count = hosts_of(settings, context, series.key).size();
  const bool concerns = count > 0 || (own != nullptr && !own->hosts.empty());
  const bool few = concerns && count < 2;
  if (few == series.told_hosts) return;
  set_told_hosts(context.db, series.id, few);
  if (!few) return;
  const std::string key =
      fmt::format("meeting-hosts:{}:{}", series.id, context.now.time_since_epoch().count());
  add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
        const Text title(series.title);
        const Text command("/meeting host " + Shown{series, {}}.typed(settings));
        Doc doc;
        doc.paragraph({to.say(
            "Fewer than two people can host {title}. Whoever can as well: {command}, or name them "
            "under hosts in meetings.toml.",
            fmt::arg("title", title), fmt::arg("command", command)
        )});
        return doc;
      }));
}

// Two meetings at once, of which somebody may want to come to both. Each pair of dates is told once: its key is kept.
void warn_of_overlaps(const Settings& settings, Context& context, std::vector<Effect>& out) {
  constexpr std::chrono::days ahead{14};
  constexpr int most_dates = 500;
  constexpr std::size_t most_told = 10;  // at one look
  std::vector<MeetingDate> dates = dates_ahead(context.db, context.now, most_dates);
  std::erase_if(dates, [&](const MeetingDate& one) {
    return one.all_day || one.start <= context.now || one.start > context.now + ahead;
  });
  std::size_t told = 0;
  for (std::size_t i = 0; i < dates.size(); ++i)
    for (std::size_t j = i + 1; j < dates.size() && dates[j].start < dates[i].end; ++j) {
      if (dates[i].series == dates[j].series || ++told > most_told) continue;
      const auto one = series_by_id(context.db, dates[i].series);
      const auto other = series_by_id(context.db, dates[j].series);
      if (!one || !other) continue;
      const std::string key = fmt::format(
          "meeting-overlap:{}:{}:{}", dates[i].id, dates[j].id,
          dates[j].start.time_since_epoch().count()
      );
      add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
            Doc doc;
            doc.paragraph({to.say("Two meetings are at the same time:")});
            doc.bullets({line_of({*one, dates[i]}, to), line_of({*other, dates[j]}, to)});
            return doc;
          }));
    }
}

// What was changed of a whole series, and is not in its calendar yet.
void warn_of_changes(const Settings& settings, Context& context, std::vector<Effect>& out) {
  constexpr std::chrono::days again{14};
  Database& db = context.db;
  std::map<std::int64_t, SeriesChange> latest;
  for (SeriesChange& one : all_changes(db)) latest.insert_or_assign(one.series, std::move(one));
  for (const auto& [id, change] : latest) {
    if (change.tell_next == sys_seconds{} || change.tell_next > context.now) continue;
    const auto series = series_by_id(db, id);
    if (!series || series->gone != sys_seconds{} || series->source == made_source) continue;
    const std::string key = fmt::format(
        "meeting-differs:{}:{}", change.id, change.tell_next.time_since_epoch().count()
    );
    set_tell_next(db, change.id, context.now + again);
    add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
          const Text title(series->title);
          Doc doc;
          doc.heading({to.say("The calendar differs: {title}", fmt::arg("title", title))});
          doc.append(for_its_keeper(*series, change.rhythm, change.since, to));
          return doc;
        }));
  }
}

}  // namespace

std::vector<Effect> tell_of_adoption(
    const Settings& settings, const Context& context, std::int64_t series
) {
  const auto found = series_by_id(context.db, series);
  if (!found) return {};
  const std::string key =
      fmt::format("meeting-adopted:{}:{}", series, context.now.time_since_epoch().count());
  return tell_organisers(settings, context, key, [&](const Reader& to) -> Doc {
    const Text title(found->title);
    const Text source(calendar_name(found->source));
    return to.say(
        "{title}, which was made here, is in {source} now. From now on its dates are what that "
        "says; its rooms and tags stay.",
        fmt::arg("title", title), fmt::arg("source", source)
    );
  });
}

std::vector<Effect> warn_organisers(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  for (const Series& series : all_series(context.db)) {
    warn_of_links(settings, context, series, out);
    warn_of_end(settings, context, series, out);
    warn_of_hosts(settings, context, series, out);
  }
  warn_of_overlaps(settings, context, out);
  warn_of_changes(settings, context, out);
  return out;
}

}  // namespace usher::meeting
