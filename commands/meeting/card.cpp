// commands/meeting/card.cpp: wording of one date.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/card.hpp"

#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/feeds.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/notice.hpp"
#include "commands/meeting/when_words.hpp"

#include <utility>

namespace usher::meeting {

namespace {

Doc heading_of(const Shown& what, const Reader& to) {
  const Say& say = to.say;
  const Text title = title_of(what);
  const auto name = fmt::arg("title", title);
  const std::chrono::seconds until = what.date.start - to.context.now;
  Doc doc;
  if (what.date.all_day) {
    doc.heading({Inline(title)});
  } else if (until >= std::chrono::seconds(30)) {
    const Phrase span = span_words(until, say);
    doc.heading({say("{title} in {span}", name, fmt::arg("span", span))});
  } else if (until > -std::chrono::minutes(1)) {
    doc.heading({say("{title} starts now", name)});
  } else {
    const Phrase span = span_words(-until, say);
    doc.heading({say("{title} started {span} ago", name, fmt::arg("span", span))});
  }
  return doc;
}

std::vector<Button> buttons_of(const Shown& what, const Reader& to) {
  const Say& say = to.say;
  const std::string id = std::to_string(what.date.id);
  std::vector<Button> out;
  const std::string join = what.join(to.settings);
  if (to.with_links && !join.empty() && what.series.other_join.empty())
    out.push_back(Button::open(say("Join"), join));
  if (const std::string address = date_address(what, to); !address.empty())
    out.push_back(Button::open(say("Add to calendar"), address));
  else
    out.emplace_back(say("Add to calendar"), "meeting.calendar", id);
  out.emplace_back(say("I am coming"), "meeting.come", id);
  out.emplace_back(say("I cannot come"), "meeting.stay", id);
  constexpr std::chrono::minutes soon{12};
  if (what.date.start - to.context.now > soon)
    out.emplace_back(say("Remind me 10 minutes before"), "meeting.later", id);
  return out;
}

}  // namespace

std::string Shown::join(const Settings& settings) const {
  if (date.relocated && !date.join.empty()) return date.join;  // an organiser has put it there
  const SeriesSettings* own = settings_of(settings, series.key);
  if (own != nullptr && !own->join.empty()) return own->join;
  return date.join.empty() ? series.join : date.join;
}

std::string Shown::typed(const Settings& settings) const {
  const SeriesSettings* own = settings_of(settings, series.key);
  return own != nullptr && !own->name.empty() ? own->name : name_key(series.title);
}

Text title_of(const Shown& what) { return Text(what.title()); }

Doc details(const Shown& what, const std::optional<MeetingDate>& before, const Reader& to) {
  Doc doc;
  put_when(doc, what, before, to);
  put_places(doc, what, to);
  return doc;
}

Doc reminder(const Shown& what, const std::optional<MeetingDate>& before, const Reader& to) {
  Doc doc = heading_of(what, to);
  doc.append(details(what, before, to));
  doc.buttons(buttons_of(what, to));
  doc.append(conduct_notice(to.settings, to.context, to.say));
  return doc;
}

Doc shrunk(const Shown& what, const Reader& to) {
  Doc doc;
  doc.paragraph(line_of(what, to));
  return doc;
}

Doc outdated(const Shown& what, sys_seconds was, const Reader& to) {
  const Say& say = to.say;
  const Text title = title_of(what);
  Doc doc;
  if (what.date.state == OccurrenceState::cancelled) {
    doc.paragraph(
        {bold(say("{title} does not take place:", fmt::arg("title", title))), blank(),
         when_of(what, what.date.start, to)}
    );
    return doc;
  }
  doc.paragraph(
      {bold(say("{title} was moved.", fmt::arg("title", title))), blank(), say("Now:"), blank(),
       when_of(what, what.date.start, to)}
  );
  if (was != what.date.start) doc.paragraph({say("Before:"), blank(), when_of(what, was, to)});
  return doc;
}

Line line_of(const Shown& what, const Reader& to) {
  Line line{bold(title_of(what)), Text(std::string(" – ")), when_of(what, what.date.start, to)};
  const std::chrono::seconds until = what.date.start - to.context.now;
  if (what.date.state == OccurrenceState::cancelled) {
    line.emplace_back(Text(std::string(" – ")));
    line.push_back(bold(to.say("cancelled")));
  } else if (until >= std::chrono::minutes(1)) {
    const Phrase span = span_words(until, to.say);
    line.emplace_back(Text(std::string(" – ")));
    line.emplace_back(to.say("in {span}", fmt::arg("span", span)));
  } else if (what.date.end > to.context.now) {
    line.emplace_back(Text(std::string(" – ")));
    line.push_back(bold(to.say("now")));
  }
  return line;
}

}  // namespace usher::meeting
