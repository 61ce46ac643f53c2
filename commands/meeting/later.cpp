// commands/meeting/later.cpp: one more reminder, and whose clocks somebody goes by.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "bot/zone_names.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/clockwork.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/when_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::hours ahead{24};
constexpr std::chrono::minutes usual{10};

bool subscribed(const Asked& asked, const Series& series) {
  const auto whats = whats_of(asked.settings, series.key);
  return std::ranges::any_of(
      subscriptions_of(asked.context.db, asked.person()),
      [&](const auto& one) { return std::ranges::find(whats, one.first) != whats.end(); }
  );
}

// The nearest of those that they are reminded of, else the nearest of all.
std::optional<Shown> nearest(const Asked& asked) {
  std::optional<Shown> any;
  for (const MeetingDate& date : dates_ahead(asked.context.db, asked.context.now, 200)) {
    if (date.start > asked.context.now + ahead) break;
    auto series = series_by_id(asked.context.db, date.series);
    if (!series) continue;
    Shown one{std::move(*series), date};
    if (subscribed(asked, one.series)) return one;
    if (!any) any = std::move(one);
  }
  return any;
}

}  // namespace

Outcome snooze(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const auto span = trim(typed).empty() ? std::optional<Lead>(usual) : lead_typed(typed);
  if (!span || *span < std::chrono::minutes(1)) {
    const Text command(std::string("/meeting snooze 10m"));
    return {
        SayReply{say("Say how long, for example {command}.", fmt::arg("command", command))}, {}
    };
  }
  const auto shown = nearest(asked);
  if (!shown) return {SayReply{say("There is no meeting within a day.")}, {}};
  const sys_seconds at = context.now + *span;
  const Text title = title_of(*shown);
  const auto name = fmt::arg("title", title);
  if (at >= shown->date.end) return {SayReply{say("{title} is over by then.", name)}, {}};
  remember(context.db, asked.event.at, asked.event.who);
  remind_later(context.db, asked.person(), shown->date.id, at);
  const Phrase words = span_words(*span, say);
  return {
      SayReply{say("I remind you of {title} in {span}.", name, fmt::arg("span", words))},
      {plan_changed(context)}
  };
}

Outcome set_zone(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  if (trim(typed).empty()) return what_is_mine(asked);
  const auto zone = zone_named(trim(typed));
  if (!zone) {
    const Text word(shorten(sanitize(typed), 60));
    const Text command(std::string("/meeting zone Asia/Shanghai"));
    return {
        SayReply{say(
            "I know no time zone “{zone}”. Write a continent and a city: {command}. Short names "
            "such as CST mean several zones.",
            fmt::arg("zone", word), fmt::arg("command", command)
        )},
        {}
    };
  }
  choose_zone(asked.context.db, asked.event.at, asked.event.who, *zone);
  const auto there = Zone::named(*zone).value_or(Zone());
  const Text name(*zone);
  const Text now(clock_words(asked.context.now, there));
  return {
      SayReply{
          say("From now on I tell you times in {zone}. There it is {time}.", fmt::arg("zone", name),
              fmt::arg("time", now))
      },
      {}
  };
}

}  // namespace usher::meeting
