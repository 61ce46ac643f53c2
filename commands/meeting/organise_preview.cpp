// commands/meeting/organise_preview.cpp: what a change would do, before it is done.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/holidays.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/reach.hpp"
#include "commands/meeting/series_words.hpp"
#include "commands/meeting/when_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::days furthest{120};
constexpr std::size_t longest_target = 300;

// How to say it.
Doc how(Change change, const Say& say) {
  const auto example = [](Change what) -> std::string {
    switch (what) {
      case Change::cancel:
        return "/meeting cancel community because of the holidays";
      case Change::move:
        return "/meeting move community 2026-07-15 to 2026-07-16 17:00 Europe/Berlin";
      case Change::restore:
        return "/meeting restore community 2026-07-15";
      case Change::relocate:
        break;
    }
    return "/meeting relocate community to https://…";
  };
  const Text command(example(change));
  return say(
      "Say which meeting, and what is to become of it: {command}", fmt::arg("command", command)
  );
}

class Preview {
 public:
  Preview(const Shown& shown, Order order, const Asked& asked)
      : shown_(shown), order_(std::move(order)), asked_(asked), say_(asked.say()) {}

  Doc doc() const {
    const Reader reader = asked_.reader(true);
    const Text title = title_of(shown_);
    const auto name = fmt::arg("title", title);
    Doc out;
    switch (order_.change) {
      case Change::cancel:
        out.heading({say_("Cancel {title}?", name)});
        out.paragraph({when_of(shown_, shown_.date.start, reader)});
        break;
      case Change::move:
        out.heading({say_("Move {title}?", name)});
        out.paragraph(
            {say_("From"), blank(), when_of(shown_, shown_.date.start, reader), blank(), say_("to"),
             blank(), bold(when_of(shown_, order_.start, reader))}
        );
        out.append(holidays(order_.start));
        break;
      case Change::restore:
        out.heading({say_("Hold {title} after all?", name)});
        out.paragraph({when_of(shown_, shown_.date.start, reader)});
        break;
      case Change::relocate:
        out.heading({say_("Meet elsewhere for {title}?", name)});
        out.paragraph({when_of(shown_, shown_.date.start, reader)});
        out.paragraph(
            {say_("Instead of {before}:", fmt::arg("before", before())), blank(),
             link(Text(order_.target), order_.target)}
        );
        break;
    }
    if (!order_.reason.empty()) out.quote(Text(order_.reason));
    out.append(who_is_told());
    out.buttons(
        {Button(say_("Yes, tell everybody"), "meeting.do", encode(order_), Button::Style::danger),
         Button(say_("No, keep it as it is"), "meeting.keep")}
    );
    return out;
  }

 private:
  Text before() const {
    const std::string join = shown_.join(asked_.settings);
    return Text(join.empty() ? std::string("–") : join);
  }

  // Nothing keeps anybody from meeting on one.
  Doc holidays(sys_seconds at) const {
    Doc out;
    const auto names = holidays_at(asked_.settings, asked_.context.db, shown_.series, at);
    if (names.empty()) return out;
    std::vector<Line> lines;
    lines.reserve(names.size());
    for (const std::string& name : names) lines.push_back({Text(name)});
    out.paragraph({say_("That day is a holiday:")});
    out.bullets(std::move(lines));
    return out;
  }

  Doc who_is_told() const {
    return reach_doc(reach_of(shown_, asked_.settings, asked_.context), say_);
  }

  const Shown& shown_;
  Order order_;
  const Asked& asked_;
  Say say_;
};

// What the order lacks, or why it cannot be; else it is whole.
std::optional<Doc> complete(
    Order& order, const ChangeTyped& typed, const Shown& shown, const Asked& asked
) {
  const Say say = asked.say();
  if (order.change == Change::move) {
    const Reader reader = asked.reader(false);
    const auto start = time_typed(typed.target, shown.date.start, reader.zone.value_or(Zone()));
    if (!start) return how(order.change, say);
    if (*start <= asked.context.now) return say("That time is over already.");
    if (*start == shown.date.start) return say("It is at that time already.");
    if (*start > asked.context.now + furthest) return say("That is more than four months ahead.");
    order.start = *start;
  }
  if (order.change == Change::relocate) {
    if (typed.target.empty()) return how(order.change, say);
    const auto addresses = addresses_in(typed.target);
    order.target =
        addresses.empty() ? shorten(sanitize(typed.target), longest_target) : addresses.front();
  }
  return std::nullopt;
}

Outcome preview_of(
    Change change, const Series& series, const ChangeTyped& typed, const Asked& asked
);

}  // namespace

std::optional<MeetingDate> date_typed(
    const Series& series, const std::string& day, const Asked& asked, OccurrenceState state
) {
  const Reader reader = asked.reader(false);
  const Zone own = Zone::named(series.zone).value_or(Zone());
  for (const MeetingDate& date : dates_after(asked.context.db, series.id, asked.context.now, 500)) {
    if (date.state != state) continue;
    if (day.empty()) return date;
    const auto is_day = [&](const Zone& zone) {
      const auto at = time_typed(day, date.start, zone);
      return at && *at == date.start;
    };
    if (is_day(own) || is_day(Zone()) || (reader.zone && is_day(*reader.zone))) return date;
  }
  return std::nullopt;
}

Outcome preview_change(Change change, std::string_view text, const Asked& asked) {
  const Say say = asked.say();
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  const ChangeTyped typed = read_change(text);
  if (typed.what.empty()) return answer(how(change, say));
  const auto found = series_meant(typed.what, asked);
  if (!found) return answer(found.error());
  return preview_of(change, *found, typed, asked);
}

Outcome preview_change(
    Change change, const Series& series, std::string_view text, const Asked& asked
) {
  // As after a name, so that no word is taken for one.
  const ChangeTyped typed = read_change("x " + std::string(trim(text)));
  if (typed.what != "x") return {SayReply{how(change, asked.say())}, {}};
  return preview_of(change, series, typed, asked);
}

namespace {

Outcome preview_of(
    Change change, const Series& series, const ChangeTyped& typed, const Asked& asked
) {
  const Say say = asked.say();
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  const auto date = date_typed(
      series, typed.day, asked,
      change == Change::restore ? OccurrenceState::cancelled : OccurrenceState::scheduled
  );
  if (!date) {
    // Of a series that was changed as a whole, that is taken back.
    if (change == Change::restore && typed.day.empty())
      if (auto back = preview_back(series, typed.reason, asked)) return std::move(*back);
    const Text title(series.title);
    return answer(say("{title} has no such date.", fmt::arg("title", title)));
  }
  const Shown shown{series, *date};
  Order order;
  order.change = change;
  order.date = date->id;
  order.sequence = date->sequence;
  order.reason = typed.reason;
  if (auto no = complete(order, typed, shown, asked)) return answer(std::move(*no));
  SayReply reply{Preview(shown, std::move(order), asked).doc()};
  reply.confidential = true;  // it has the link, and this room need not be one that may have it
  return {std::move(reply), {}};
}

}  // namespace

}  // namespace usher::meeting
