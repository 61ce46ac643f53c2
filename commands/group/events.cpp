// commands/group/events.cpp: from what was typed to a meeting, and to the event that is next.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/events.hpp"

#include "bot/text.hpp"
#include "commands/group/inviting.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/making.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/table.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace usher::group {

namespace {

using std::chrono::days;

constexpr days over{2};  // so long after its start an event is still what the checklist is about
constexpr days furthest{400};
constexpr std::string_view tag = "user-group";

// The meetings that there are, with those that were made in chat.
meeting::Settings meetings_of(const Asked& asked) {
  const meeting::Settings* configured = asked.settings.meetings;
  return meeting::with_made(configured != nullptr ? *configured : meeting::Settings{}, asked.db());
}

std::chrono::local_days today_of(const meeting::Asked& asked) {
  const meeting::Zone mine = asked.reader(false).zone.value_or(meeting::Zone());
  return std::chrono::floor<days>(mine.to_local(asked.context.now));
}

std::optional<meeting::Series> series_of(const Group& group, Database& db) {
  return group.series == 0 ? std::nullopt : meeting::series_by_id(db, group.series);
}

struct Next {
  sys_seconds start{};
  std::int64_t date = 0;
};
Next next_of(const Group& group, const Context& context) {
  const sys_seconds since = context.now - over;
  if (const auto series = series_of(group, context.db)) {
    for (const meeting::MeetingDate& one : meeting::dates_after(context.db, series->id, since, 20))
      if (one.state == meeting::OccurrenceState::scheduled) return {one.start, one.id};
    return {};
  }
  if (!group.rhythm) return {};
  const auto dates = meeting::dates_of(*group.rhythm, since, context.now + furthest, 1);
  return dates.empty() ? Next{} : Next{dates.front().start, 0};
}

}  // namespace

std::expected<meeting::Rhythm, Doc> event_typed(
    std::string_view text, const Group& group, const Asked& asked
) {
  const Say say = asked.say();
  const meeting::Settings meetings = meetings_of(asked);
  const meeting::Asked whose{meetings, asked.event, asked.context};
  // As after a title, so that no word is taken for one.
  meeting::RhythmTyped typed =
      meeting::read_rhythm("\"x\" " + std::string(trim(text)), today_of(whose));
  // An in-house one becomes no meeting, so a name that one has is none of its business.
  typed.before = group.in_house() ? owner_of(group) + " in-house" : std::string(group.name());
  const bool understood = typed.unread.empty() && typed.day.has_value() && typed.clock.has_value();
  if (!understood)
    return std::unexpected(Doc(
        say("I do not understand that. Write day, time and zone: {example}",
            fmt::arg("example", Text(std::string("2027-03-04 18:30 Europe/Berlin every month"))))
    ));
  meeting::MadeMeeting made;
  if (auto flaw = meeting::complete(made, typed, {}, whose))
    return std::unexpected(std::move(flaw->words));
  return std::move(made.rhythm);
}

std::optional<Doc> meeting_preview(const Group& group, const Asked& asked) {
  if (asked.settings.meetings == nullptr || !group.rhythm || group.in_house()) return std::nullopt;
  if (group.series != 0) return std::nullopt;
  const meeting::Settings meetings = meetings_of(asked);
  const meeting::Asked whose{meetings, asked.event, asked.context};
  meeting::RhythmTyped typed;
  typed.before = group.name();
  meeting::MadeMeeting made;
  // What was right when it was typed may be over now, or another meeting may have the name.
  typed.day = std::chrono::floor<days>(group.rhythm->start);
  typed.clock = std::chrono::duration_cast<std::chrono::minutes>(
      group.rhythm->start - std::chrono::floor<days>(group.rhythm->start)
  );
  typed.zone = group.rhythm->zone;
  if (auto flaw = meeting::complete(made, typed, {}, whose)) return std::move(flaw->words);
  made.rhythm = *group.rhythm;
  made.link = "";
  if (const auto site = group.wizard[Step::website]; site.starts_with("https://")) made.link = site;
  made.about = group.wizard[Step::venue];
  made.tags = {std::string(tag)};
  made.rooms.clear();
  made.hosts = hosts_of(group, asked.db());
  made.owner = owner_of(group);
  Outcome shown = meeting::preview_make(made, whose, true);
  auto* reply = std::get_if<SayReply>(&shown.reply);
  if (reply == nullptr) return std::nullopt;
  const Say say = asked.say();
  Doc doc;
  doc.paragraph(
      {say("Its first event becomes a meeting when you confirm it. Those who organise the group "
           "are asked who hosts it.")}
  );
  doc.append(reply->doc);
  return doc;
}

std::optional<meeting::Rhythm> rhythm_now(const Group& group, const Context& context) {
  const auto series = series_of(group, context.db);
  if (!series) return group.rhythm;
  auto rhythm = meeting::rhythm_of(context.db, *series, context.now);
  if (!rhythm || rhythm->step != meeting::Rhythm::Step::once) return rhythm;
  // One alone: where it was moved to.
  const Next next = next_of(group, context);
  if (next.date == 0) return std::nullopt;
  rhythm->start = std::chrono::floor<std::chrono::seconds>(
      meeting::Zone::named(rhythm->zone).value_or(meeting::Zone()).to_local(next.start)
  );
  return rhythm;
}

Outcome change_event(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  // "Python Potsdam: cancel", where somebody organises several.
  std::string_view name;
  if (const auto parted = meeting::parted_by_colon(typed);
      parted && !parted->before.empty() && own_meant(parted->before, asked)) {
    name = parted->before;
    typed = parted->after;
  }
  const auto group = own_meant(name, asked);
  if (!group) return told(group.error());
  const Text title = title_of(*group, say);
  const auto series = series_of(*group, asked.db());
  if (!series) {
    Doc doc;
    doc.paragraph({say(
        "{name} has no meeting. Its first event: {command}", fmt::arg("name", title),
        fmt::arg("command", Text(std::string("/group change")))
    )});
    if (group->state == State::published)
      if (const auto preview = meeting_preview(*group, asked)) doc.append(*preview);
    return told(std::move(doc));
  }
  const meeting::Settings meetings = meetings_of(asked);
  const meeting::Asked whose{meetings, asked.event, asked.context};
  const auto [word, rest] = first_word(typed);
  using meeting::Change;
  const auto date = [&](Change change) {
    return meeting::preview_change(change, *series, rest, whose);
  };
  if (same_ascii(word, "cancel")) return date(Change::cancel);
  if (same_ascii(word, "move")) return date(Change::move);
  if (same_ascii(word, "relocate")) return date(Change::relocate);
  if (same_ascii(word, "restore")) return date(Change::restore);
  return meeting::preview_series_change(*series, trim(typed), whose);
}

void follow_event(Group& group, const Settings&, Context& context) {
  const Next next = next_of(group, context);
  if (next.start == group.event && next.date == group.date) return;
  // The same event: it has a day now, was moved, or has become a date of a meeting.
  const bool lost = group.date == 0 || !meeting::date_by_id(context.db, group.date);
  const bool same = (next.date != 0 && next.date == group.date) || next.start == group.event ||
                    group.event == sys_seconds{} || (group.event > context.now && lost);
  if (!same) begin_tasks_anew(context.db, group.id);
  context.db.run(
      "UPDATE user_groups SET event=?,date=? WHERE id=?", next.start, next.date, group.id
  );
  group.event = next.start;
  group.date = next.date;
}

meeting::Zone zone_of(const Group& group) {
  if (!group.rhythm) return {};
  return meeting::Zone::named(group.rhythm->zone).value_or(meeting::Zone());
}

}  // namespace usher::group
