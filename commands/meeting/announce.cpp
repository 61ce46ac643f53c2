// commands/meeting/announce.cpp: announcements by hand.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/announce.hpp"

#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/minutes.hpp"
#include "commands/meeting/notice.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::meeting {

namespace {

Doc rooms_doc(const std::vector<Target>& rooms, const Say& say) {
  Line line;
  for (const Target& room : rooms) {
    if (!line.empty()) line.emplace_back(Text(std::string(", ")));
    line.emplace_back(Text(room.who.space + " " + room.who.room));
  }
  if (line.empty()) line.emplace_back(say("none"));
  Doc doc;
  doc.facts({{{say("Rooms")}, std::move(line)}});
  return doc;
}

Doc for_others(const Shown& shown, const Asked& asked) {
  const Say say = asked.say();
  Reader reader{asked.settings, asked.context, say};
  reader.room = true;
  Doc doc;
  doc.paragraph({say("For mailing lists, Meetup and other groups:")});
  doc.preformatted(Text::lines(text_to_paste(shown, reader)));
  return doc;
}

}  // namespace

std::string text_to_paste(const Shown& what, const Reader& to) {
  const Say& say = to.say;
  const SeriesSettings* own = settings_of(to.settings, what.series.key);
  Doc doc;
  doc.paragraph({title_of(what)});
  doc.paragraph({say("When:"), Text(std::string(" ")), when_of(what, what.date.start, to)});
  std::vector<Fact> facts;
  const auto page = [&](Phrase label, const std::string& url) {
    if (!url.empty()) facts.push_back({{std::move(label)}, {Text(url)}});
  };
  // The passcode is for members, who have it from their rooms.
  const std::string call = what.join(to.settings);
  page(say("Join"), without_passcodes(call.substr(0, call.find('?'))));
  for (const Talk& talk : planned_for(to.context.db, what.date.id))
    facts.push_back({{say("Talk")}, {Text(talk_words(talk))}});
  page(say("Agenda"), own != nullptr && !own->agenda.empty() ? own->agenda : what.series.agenda);
  page(say("Notes"), own != nullptr ? own->notes : std::string());
  page(say("Calendar"), to.settings.calendar_url);
  if (!facts.empty()) doc.facts(std::move(facts));
  Doc notice = conduct_words(to.settings, to.context, say);
  doc.append(std::move(notice));
  return plain_text(doc);
}

Outcome preview_announcement(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  const ChangeTyped read = read_change(typed);
  if (read.what.empty()) {
    const Text command(std::string("/meeting announce community"));
    return answer(say("Say which meeting: {command}", fmt::arg("command", command)));
  }
  auto series = series_meant(read.what, asked);
  if (!series) return answer(std::move(series.error()));
  const auto date = date_typed(*series, read.day, asked);
  const Text title(series->title);
  if (!date) return answer(say("{title} has no such date.", fmt::arg("title", title)));
  const Shown shown{std::move(*series), *date};
  Doc doc;
  doc.heading({say("Announce {title}?", fmt::arg("title", title))});
  doc.append(details(shown, std::nullopt, asked.reader(true)));
  doc.append(rooms_doc(configured_rooms(asked.settings, asked.context, shown.series.key), say));
  doc.buttons(
      {Button(
           say("Yes, tell these rooms"), "meeting.announce", std::to_string(shown.date.id),
           Button::Style::primary
       ),
       Button(say("No, keep it as it is"), "meeting.keep")}
  );
  doc.append(for_others(shown, asked));
  SayReply reply{std::move(doc)};
  reply.confidential = true;  // it has the link, and this room need not be one that may have it
  return {std::move(reply), {}};
}

Outcome announce(const Shown& shown, const Asked& asked) {
  const Say say = asked.say();
  if (!asked.event.who.roles.has(Role::organiser))
    return {SayReply{say("Only organisers can change meetings.")}, {}};
  const auto rooms = configured_rooms(asked.settings, asked.context, shown.series.key);
  Outcome out;
  for (const Target& room : rooms) {
    const Reader reader = reader_for(room, asked.settings, asked.context);
    Doc doc;
    doc.heading({title_of(shown)});
    doc.append(details(shown, std::nullopt, reader));
    doc.append(conduct_notice(asked.settings, asked.context, reader.say));
    doc.append(room_reason(shown, reader));
    const std::string key = fmt::format(
        "meeting-announce:{}:{}", shown.date.id, shown.date.start.time_since_epoch().count()
    );
    out.effects.emplace_back(post_to(room.who, key, std::move(doc), Lane::announcement));
  }
  Doc doc;
  doc.paragraph({say("Done.")});
  doc.append(rooms_doc(rooms, say));
  doc.append(for_others(shown, asked));
  out.reply = Replace{std::move(doc)};
  return out;
}

}  // namespace usher::meeting
