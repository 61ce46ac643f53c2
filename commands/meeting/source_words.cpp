// commands/meeting/source_words.cpp: what whoever keeps a calendar has to write, how its pull request stands, and what is in its way.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/sources.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::meeting {

Doc change_words(const Shown& shown, const Reader& to) {
  const Say& say = to.say;
  const MeetingDate& date = shown.date;
  std::vector<Line> lines;
  const auto said = [&] { return when_of(shown, date.said, to); };
  if (date.state == OccurrenceState::cancelled) {
    lines.push_back({say("Take out:"), blank(), said()});
  } else {
    if (date.start != date.said)
      lines.push_back(
          {say("Move:"), blank(), said(), blank(), say("to"), blank(),
           when_of(shown, date.start, to)}
      );
    if (date.relocated && date.join != shown.series.join)
      lines.push_back(
          {say("Change the address of:"), blank(), said(), blank(), say("to"), blank(),
           Text(date.join)}
      );
    if (lines.empty()) lines.push_back({say("Put back:"), blank(), said()});
  }
  Doc doc;
  doc.bullets(std::move(lines));
  return doc;
}

Button edit_button(const HeldEdit& edit, Phrase words) {
  return {std::move(words), "meeting.source", std::to_string(edit.id), Button::Style::primary};
}

Line edit_standing(const HeldEdit& edit, const Say& say) {
  const auto with_link = [&](Phrase words) {
    Line out{std::move(words)};
    if (edit.url.empty()) return out;
    const std::string name = edit.number > 0 ? fmt::format("#{}", edit.number) : edit.url;
    out.push_back(blank());
    out.push_back(link(Text(name), edit.url));
    return out;
  };
  switch (edit.pull) {
    case Pull::none:
      return {};
    case Pull::open:
      return with_link(say("The pull request is open. Somebody has to look it over and merge it."));
    case Pull::merged:
      return with_link(say("The pull request is merged: the calendar says so when it is made anew.")
      );
    case Pull::closed:
      return with_link(
          say("The pull request was closed and not merged. I open no other one: it can be opened "
              "again there.")
      );
    case Pull::there:
      return with_link(say("The file says so: the calendar does when it is made anew."));
  }
  return {};
}

Doc edit_made_words(
    const HeldEdit& edit, const Shown& shown, const std::optional<HeldEdit>& before, bool is_new,
    const Reader& to
) {
  const Say& say = to.say;
  const Text title = title_of(shown);
  const auto name = fmt::arg("title", title);
  Doc doc;
  if (is_new)
    doc.paragraph({say("The pull request for the calendar of {title} is there.", name)});
  else
    doc.paragraph({say("Of the calendar of {title}:", name)});
  doc.paragraph(edit_standing(edit, say));
  if (edit.pull == Pull::open || edit.pull == Pull::closed) {
    doc.paragraph({say("Until then the public calendar says otherwise:")});
    doc.append(change_words(shown, to));
  }
  if (before)
    doc.paragraph(
        {say("An earlier pull request for this date is still open, and must not be merged now:"),
         blank(), link(Text(fmt::format("#{}", before->number)), before->url)}
    );
  return doc;
}

Doc flaw_words(const SourceFileSettings& file, SourceFlaw flaw, const Say& say) {
  const Text name(file.file);
  const auto arg = fmt::arg("file", name);
  switch (flaw) {
    case SourceFlaw::form:
      return say(
          "I do not understand how this meeting is written in {file}, and I do not guess.", arg
      );
    case SourceFlaw::missing:
      return say("{file} has no such date of this meeting.", arg);
    case SourceFlaw::ambiguous:
      return say("{file} has several events that could be meant, and I do not guess.", arg);
    case SourceFlaw::no_words:
      return say("In {file} a single date of a series cannot have an address of its own.", arg);
  }
  return {};
}

Doc edit_failed_words(
    const SourceFileSettings& file, const HeldEdit& edit, const Shown& shown, Doc why,
    const Reader& to
) {
  const Say& say = to.say;
  const Text title = title_of(shown);
  const auto name = fmt::arg("title", title);
  Doc doc;
  if (edit.pull == Pull::open)
    doc.paragraph({say("The pull request for the calendar of {title} is as it was.", name)});
  else
    doc.paragraph({say("There is no pull request for the calendar of {title} yet.", name)});
  doc.append(std::move(why));
  doc.paragraph({say("Whoever keeps it can write it by hand:")});
  doc.append(change_words(shown, to));
  if (!file.service.empty()) doc.buttons({edit_button(edit, say("Try again"))});
  return doc;
}

}  // namespace usher::meeting
