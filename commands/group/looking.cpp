// commands/group/looking.cpp: find, show, mine, calendar.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/looking.hpp"

#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/questions.hpp"
#include "commands/meeting/feed_writing.hpp"
#include "commands/meeting/table.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::group {

namespace {

constexpr std::size_t most_found = 10;
constexpr std::size_t longest_echo = 60;
constexpr int most_dates = 60;  // in a calendar file
constexpr std::chrono::days furthest_date{5 * 366};

Text blank() { return Text(std::string(" ")); }

void put_lists(Doc& doc, const Asked& asked) {
  std::vector<Line> lines;
  lines.reserve(asked.settings.lists.size());
  for (const ListOfGroups& one : asked.settings.lists)
    lines.push_back({link(Text(one.name), one.link)});
  if (lines.empty()) return;
  const Say say = asked.say();
  doc.paragraph({say("Lists of groups all over the world:")});
  doc.bullets(std::move(lines));
}

Line found_line(const KnownGroup& one) {
  Line line{link(bold(Text(one.name)), one.link)};
  if (!one.place.empty()) {
    line.emplace_back(Text(std::string(" – ")));
    line.emplace_back(Text(one.place));
  }
  return line;
}

// Of its meeting, each date as it is: some are moved, some are called off. Else the next ones of its rhythm. Instants in UTC, so
// that no program has to know a zone.
std::vector<std::string> calendar_events(const Group& group, const Context& context) {
  std::vector<std::string> out;
  meeting::FeedEvent event;
  event.title = std::string(group.name());
  event.place = group.wizard[Step::venue];
  const auto add = [&](sys_seconds start, sys_seconds end, const std::string& which, int sequence) {
    event.start = start;
    event.end = end;
    out.push_back(meeting::event_with(
        fmt::format("group-{}-{}@usher", group.id, which), {sequence, context.now},
        meeting::lines_of(event)
    ));
  };
  const auto series =
      group.series == 0 ? std::nullopt : meeting::series_by_id(context.db, group.series);
  if (series) {
    for (const meeting::MeetingDate& date :
         meeting::dates_after(context.db, series->id, context.now, most_dates))
      if (date.state == meeting::OccurrenceState::scheduled)
        add(date.start, date.end, fmt::format("{}", date.id), date.sequence);
  } else if (group.rhythm) {
    for (const meeting::ReadOccurrence& date :
         meeting::dates_of(*group.rhythm, context.now, context.now + furthest_date, most_dates))
      add(date.start, date.end, fmt::format("{}", date.start.time_since_epoch().count()), 0);
  }
  return out;
}

}  // namespace

Outcome overview(const Asked& asked) {
  const Say say = asked.say();
  Doc doc;
  doc.heading({say("User groups")});
  doc.paragraph({say("People who use Python and meet where they live or work.")});
  const auto line = [&](std::string_view typed, const Phrase& what) {
    return Fact{{code(Text(typed))}, {what}};
  };
  doc.facts({
      line("/group find Berlin", say("is there one near you?")),
      line("/group new", say("found one, question by question; you can stop and go on")),
      line("/group mine", say("those that you organise, and what is to be done for them")),
      line("/group ideas", say("what to do when you meet")),
  });
  const auto before = wizard_of(asked.db(), asked.space(), asked.person());
  if (before) {
    doc.paragraph({say(
        "You are founding {name}: a question waits for you.",
        fmt::arg("name", title_of(*before, say))
    )});
    doc.buttons(
        {Button(say("Go on"), "group.go", fmt::format("{}", before->id), Button::Style::primary)}
    );
  } else {
    doc.buttons(
        {Button(say("Found a group"), "group.new"), Button(say("Ideas"), "group.ideas", "formats")}
    );
  }
  return told(std::move(doc));
}

Outcome find_groups(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  typed = trim(typed);
  if (typed.empty())
    return told(
        say("Say where: {command}", fmt::arg("command", Text(std::string("/group find Berlin"))))
    );
  const Text where(shorten(sanitize(typed), longest_echo));
  Doc doc;
  std::vector<Line> lines;
  for (const Group& one : visible_groups(asked))
    if (one.state == State::published && lines.size() < most_found &&
        is_meant(typed, one.name(), one.wizard[Step::place]))
      lines.push_back(found_line(
          {std::string(one.name()), std::string(one.wizard[Step::place]),
           std::string(one.wizard[Step::website])}
      ));
  for (const KnownGroup& one : asked.settings.known)
    if (lines.size() < most_found && is_meant(typed, one.name, one.place))
      lines.push_back(found_line(one));
  if (lines.empty()) {
    doc.paragraph({say("I know of no group in {place}.", fmt::arg("place", where))});
  } else {
    doc.paragraph({say("Groups in {place}:", fmt::arg("place", where))});
    doc.bullets(std::move(lines));
    doc.paragraph({say(
        "More about one that is published here: {command}",
        fmt::arg("command", Text(std::string("/group show NAME")))
    )});
  }
  put_lists(doc, asked);
  doc.paragraph({say("Is there none near you? I help you found one.")});
  doc.buttons({Button(say("Found a group"), "group.new")});
  return told(std::move(doc));
}

Outcome show_group(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  auto group = meant(typed, visible_groups(asked), asked);
  if (!group) return told(std::move(group.error()));
  if (group->state == State::begun) return told(question_doc(*group, asked));
  follow_event(*group, asked.settings, asked.context);
  Doc doc = card(*group, asked, say, Card::whole);
  if (group->event > asked.context.now)
    doc.paragraph(
        {say("The next event:"), blank(), meeting::at_inline(group->event, zone_of(*group), {}, say)
        }
    );
  if (!group->meeting.empty())
    doc.paragraph({say(
        "To be reminded of its events: {command}",
        fmt::arg("command", Text("/meeting subscribe " + group->meeting))
    )});
  if (organises(*group, asked))
    doc.paragraph({say(
        "You organise it: {checklist}, {change}, {leave}",
        fmt::arg("checklist", Text(std::string("/group checklist"))),
        fmt::arg("change", Text(std::string("/group change"))),
        fmt::arg("leave", Text(std::string("/group leave")))
    )});
  return told(std::move(doc));
}

Outcome show_mine(const Asked& asked) {
  const Say say = asked.say();
  const auto own = groups_of(asked.db(), asked.space(), asked.person());
  if (own.empty()) {
    Doc doc;
    doc.paragraph({say("You organise no user group here.")});
    doc.buttons({Button(say("Found a group"), "group.new")});
    return told(std::move(doc));
  }
  Doc doc;
  doc.heading({say("Groups that you organise")});
  std::vector<Line> lines;
  std::vector<Button> buttons;
  for (const Group& one : own) {
    const Phrase state = one.state == State::published ? say("published") : say("being set up");
    lines.push_back(
        {bold(title_of(one, say)), Text(std::string(" – ")), state, Text(std::string(", ")),
         say("bus number {number}", fmt::arg("number", bus_number(asked.db(), one.id)))}
    );
    if (one.state == State::begun)
      buttons.emplace_back(
          say("Go on: {name}", fmt::arg("name", title_of(one, say))), "group.go",
          fmt::format("{}", one.id)
      );
    else
      buttons.emplace_back(
          say("Checklist: {name}", fmt::arg("name", title_of(one, say))), "group.checklist",
          fmt::format("{}", one.id)
      );
  }
  doc.bullets(std::move(lines));
  doc.buttons(std::move(buttons));
  return told(std::move(doc));
}

Outcome show_calendar(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  auto group = meant(typed, visible_groups(asked), asked);
  if (!group) return told(std::move(group.error()));
  const std::vector<std::string> all = calendar_events(*group, asked.context);
  if (all.empty())
    return told(say("{name} has no dates yet.", fmt::arg("name", title_of(*group, say))));
  Doc doc;
  if (!group->meeting.empty())
    doc.paragraph({say(
        "It is a meeting of the community, with calendars to subscribe to: {command}",
        fmt::arg("command", Text("/meeting calendar " + group->meeting))
    )});
  std::string file = meeting::calendar_of({std::string(group->name()), {}}, all);
  std::erase(file, '\r');
  doc.paragraph({say("Save this as a file that ends in .ics, and open it with your calendar:")});
  doc.preformatted(Text::lines(file));
  return told(std::move(doc));
}

}  // namespace usher::group
