// commands/meeting/sources.cpp: a change is noted, offered, asked for, and reminded of.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/sources.hpp"

#include "bot/text.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/minutes.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/source_steps.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;

constexpr std::chrono::hours look_patience{6};
constexpr std::array<days, 2> reminders = {days(2), days(7)};

std::string day_of(sys_seconds at) { return archive_path("{date}", at); }
std::string time_of(sys_seconds at) { return day_of(at) + " " + clock_words(at, Zone()); }

// In English, as the file is.
std::string title_for(const Shown& shown) {
  const MeetingDate& date = shown.date;
  const std::string& title = shown.series.title;
  if (date.state == OccurrenceState::cancelled)
    return fmt::format("Cancel {} on {}", title, day_of(date.said));
  if (date.start != date.said)
    return fmt::format("Move {} from {} to {} UTC", title, time_of(date.said), time_of(date.start));
  if (date.relocated)
    return fmt::format("Change the address of {} on {}", title, day_of(date.said));
  return fmt::format("Hold {} on {} after all", title, day_of(date.said));
}

// "NumPy Call" → "numpy-call"; what has other letters than ASCII's, as a number that follows from it.
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : to_lower_ascii(name)) {
    if (static_cast<unsigned char>(c) >= 0x80) return fmt::format("{:x}", digest_of(name));
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    out += plain ? c : '-';
  }
  return out;
}

// "usher-calendar-community-2026-07-15", of a later change with its number.
std::string branch_for(const Settings& settings, const Shown& shown) {
  std::string out = fmt::format(
      "usher-calendar-{}-{}", plain_name(shown.typed(settings)), day_of(shown.date.said)
  );
  if (shown.date.sequence > 1) out += fmt::format("-{}", shown.date.sequence);
  return out;
}

}  // namespace

std::optional<FoundEdit> found_edit(Database& db, std::int64_t id) {
  auto edit = edit_by_id(db, id);
  auto date = edit ? date_by_id(db, edit->date) : std::nullopt;
  auto series = date ? series_by_id(db, date->series) : std::nullopt;
  if (!series) return std::nullopt;
  return FoundEdit{std::move(*edit), {std::move(*series), std::move(*date)}};
}
bool still_differs(const FoundEdit& found, sys_seconds now) {
  const MeetingDate& date = found.shown.date;
  return date.held && date.sequence == found.edit.sequence && std::max(date.start, date.said) > now;
}

const SourceFileSettings* file_of(const Settings& settings, const Series& series) {
  const auto found = std::ranges::find(settings.sources, series.source, &Source::address);
  if (found == settings.sources.end() || found->file.file.empty()) return nullptr;
  return &found->file;
}

bool changed_whole(Database& db, const Series& series) {
  return !changes_of(db, series.id).empty();
}

Phrase whole_first(const Say& say) {
  return say(
      "The whole series has other dates here than in the calendar, which has to say that first."
  );
}

std::int64_t hold_edit(const Shown& shown, const Asked& asked) {
  const auto& sources = asked.settings.sources;
  if (std::ranges::find(sources, shown.series.source, &Source::address) == sources.end()) return 0;
  Database& db = asked.context.db;
  remember(db, asked.event.at, asked.event.who);
  HeldEdit edit;
  edit.date = shown.date.id;
  edit.sequence = shown.date.sequence;
  edit.at = asked.context.now;
  edit.branch = branch_for(asked.settings, shown);
  edit.title = title_for(shown);
  edit.who = asked.person();
  add(db, edit, asked.context.now + reminders.front());
  return edit.id;
}

Doc differs(const Settings& settings, Database& db, std::int64_t id, const Reader& to) {
  const auto found = found_edit(db, id);
  if (!found || !still_differs(*found, to.context.now)) return {};
  const Say& say = to.say;
  Doc doc;
  if (found->shown.series.source == "local")
    doc.paragraph(
        {say("meetings.toml does not say so yet. Until it does, what you have decided holds here. "
             "For whoever keeps it:")}
    );
  else
    doc.paragraph({say(
        "The public calendar does not say so yet. Until it does, what you have decided holds here. "
        "For whoever keeps it:"
    )});
  doc.append(change_words(found->shown, to));
  if (changed_whole(db, found->shown.series)) {
    doc.paragraph({whole_first(say)});
    return doc;
  }
  const SourceFileSettings* const file = file_of(settings, found->shown.series);
  if (file == nullptr) return doc;
  const Text name(file->file);
  const Text repository(file->repository);
  doc.paragraph({say(
      "It is made of {file} in {repository}.", fmt::arg("file", name),
      fmt::arg("repository", repository)
  )});
  if (Line how = edit_standing(found->edit, say); !how.empty()) doc.paragraph(std::move(how));
  const std::string& link = found->shown.date.join;
  if (found->shown.date.relocated && link != found->shown.series.join &&
      without_passcodes(link) != link)
    doc.paragraph({bold(say(
        "The new address has a passcode in it. In that file, and in its pull request, everybody "
        "can read it."
    ))});
  if (!file->service.empty() && found->edit.pull == Pull::none)
    doc.buttons({edit_button(found->edit, say("Open the pull request"))});
  // The file may have gone on, so that it cannot be merged as it is.
  if (!file->service.empty() && found->edit.pull == Pull::open)
    doc.buttons({edit_button(found->edit, say("Bring it up to date"))});
  return doc;
}

Outcome propose_edit(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  const Roles& roles = asked.event.who.roles;
  if (!roles.has(Role::organiser) && !roles.has(Role::maintainer))
    return answer(say("Only organisers can change meetings."));
  Database& db = asked.context.db;
  const auto found = found_edit(db, number_typed(value).value_or(0));
  if (!found || found->shown.date.sequence != found->edit.sequence)
    return answer(say("This meeting has changed meanwhile. Please look again."));
  if (!still_differs(*found, asked.context.now))
    return answer(say("The calendar says so already."));
  if (changed_whole(db, found->shown.series)) return answer(whole_first(say));
  const SourceFileSettings* const file = file_of(asked.settings, found->shown.series);
  if (file == nullptr || file->service.empty())
    return answer(say("I have no access to the file that the calendar is made of."));
  if (found->edit.under_way)
    return answer(say("It is being opened already. I write to whoever asked for it."));
  remember(db, asked.event.at, asked.event.who);
  const std::int64_t times = want_pull(db, found->edit, asked.person());
  const Text repository(file->repository);
  return {
      SayReply{
          say("I open a pull request in {archive}, and write to you when it is there.",
              fmt::arg("archive", repository))
      },
      {read_call(*file, found->edit, times, 0)}
  };
}

std::vector<Effect> remind_of_edit(
    const Settings& settings, const Context& context, const FoundEdit& found, std::int64_t step
) {
  const Subscriber& who = found.edit.who;
  if (who.person.empty()) return {};
  const Reader reader = reader_for(Target{who}, settings, context);
  Doc doc = differs(settings, context.db, found.edit.id, reader);
  if (doc.blocks().empty()) return {};
  doc.paragraph({italic(reader.say("I say so two and seven days after a change."))});
  return {post_to(
      who, fmt::format("meeting-differs:{}:{}", found.edit.id, step), std::move(doc),
      Lane::announcement
  )};
}

std::vector<Effect> remind_of_edits(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  for (const std::int64_t id : edits_due(context.db, context.now)) {
    auto found = found_edit(context.db, id);
    const bool differs = found && still_differs(*found, context.now);
    const auto later = std::ranges::find_if(reminders, [&](days after) {
      return found && found->edit.at + after > context.now;
    });
    const bool last = !differs || later == reminders.end();
    set_next_ask(context.db, id, last ? sys_seconds{} : found->edit.at + *later);
    if (!differs) continue;
    const std::int64_t step = std::distance(reminders.begin(), later);
    const SourceFileSettings* const file = file_of(settings, found->shown.series);
    // How a pull request stands is looked at before anybody is reminded of it.
    if (found->edit.pull != Pull::none && file != nullptr && !file->service.empty()) {
      Call look = source_call(
          *file, fmt::format("source look {} {} {}", id, step, found->edit.asked), "LOOK",
          fmt::format("{} {}", found->edit.branch, file->file), look_patience
      );
      look.body = "edit";
      out.emplace_back(std::move(look));
    } else {
      add(out, remind_of_edit(settings, context, *found, step));
    }
  }
  return out;
}

}  // namespace usher::meeting
