// commands/meeting/rhythm_words.cpp: how often, when, until when.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rhythm_words.hpp"

#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

namespace usher::meeting {

namespace {

constexpr std::array<Msgid, 7> weekdays = {mark("Sun"), mark("Mon"), mark("Tue"), mark("Wed"),
                                           mark("Thu"), mark("Fri"), mark("Sat")};

std::string days_words(const Rhythm& rhythm, const Say& say) {
  std::string out;
  for (const std::chrono::weekday day : rhythm.days)
    out += (out.empty() ? "" : ", ") + say(weekdays.at(day.c_encoding())).str();
  return out;
}

Phrase nth_words(int nth, const Say& say) {
  switch (nth) {
    case 1:
      return say("first");
    case 2:
      return say("second");
    case 3:
      return say("third");
    case 4:
      return say("fourth");
    default:
      return say("last");
  }
}

Phrase often_words(const Rhythm& rhythm, const Say& say) {
  const long n = rhythm.every;
  switch (rhythm.step) {
    case Rhythm::Step::never:
    case Rhythm::Step::once:
      break;
    case Rhythm::Step::days:
      return say.plural("every day", "every {n} days", n);
    case Rhythm::Step::weeks: {
      const Text days(days_words(rhythm, say));
      return say.plural(
          "every week on {days}", "every {n} weeks on {days}", n, fmt::arg("days", days)
      );
    }
    case Rhythm::Step::month_weekdays: {
      const Phrase nth = nth_words(rhythm.nth, say);
      const Text day(days_words(rhythm, say));
      return say.plural(
          "every month on the {nth} {day}", "every {n} months on the {nth} {day}", n,
          fmt::arg("nth", nth), fmt::arg("day", day)
      );
    }
    case Rhythm::Step::month_days:
      if (rhythm.month_day < 0)
        return say.plural(
            "every month on its last day", "every {n} months on the month's last day", n
        );
      return say.plural(
          "every month on day {day}", "every {n} months on day {day}", n,
          fmt::arg("day", rhythm.month_day)
      );
    case Rhythm::Step::years:
      return say.plural("every year", "every {n} years", n);
  }
  return say("once");
}

}  // namespace

Phrase local_day_words(std::chrono::local_days day, const Say& say) {
  return day_words(sys_seconds(day.time_since_epoch()), Zone(), say);
}

Phrase rhythm_words(const Rhythm& rhythm, const Say& say) {
  if (rhythm.step == Rhythm::Step::never) return say("no more dates");
  const Phrase often = often_words(rhythm, say);
  const std::chrono::local_seconds shown = rhythm.start;
  const Text time(clock_words(sys_seconds(shown.time_since_epoch()), Zone()));
  const Text zone(rhythm.zone);
  const auto often_arg = fmt::arg("often", often);
  const auto time_arg = fmt::arg("time", time);
  const auto zone_arg = fmt::arg("zone", zone);
  if (rhythm.step != Rhythm::Step::once && rhythm.count > 0)
    return say.plural(
        "{often}, {time} {zone}, {n} time", "{often}, {time} {zone}, {n} times", rhythm.count,
        often_arg, time_arg, zone_arg
    );
  if (rhythm.step != Rhythm::Step::once && rhythm.until) {
    const Phrase day = local_day_words(*rhythm.until, say);
    return say(
        "{often}, {time} {zone}, until {day}", often_arg, time_arg, zone_arg, fmt::arg("day", day)
    );
  }
  return say("{often}, {time} {zone}", often_arg, time_arg, zone_arg);
}

}  // namespace usher::meeting
