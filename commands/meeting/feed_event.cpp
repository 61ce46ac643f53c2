// commands/meeting/feed_event.cpp: a date, for programs that keep calendars.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/feed_table.hpp"
#include "commands/meeting/feeds.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/minutes.hpp"
#include "commands/meeting/notice.hpp"
#include "commands/meeting/talks.hpp"

#include <array>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::size_t longest_title = 250;
constexpr std::size_t longest_description = 4'000;

void put(std::vector<Fact>& facts, Phrase label, const std::string& value) {
  if (!value.empty()) facts.push_back({{std::move(label)}, {Text(value)}});
}

FeedEvent::Days days_of(const Series& series, const MeetingDate& date) {
  const Zone zone = Zone::named(series.zone).value_or(Zone());
  const auto day = [&](sys_seconds at) {
    return std::chrono::floor<std::chrono::days>(zone.to_local(at));
  };
  const auto first = day(date.start);
  // What ends within a day takes all of it.
  return {first, std::max(day(date.end), first + std::chrono::days(1))};
}

}  // namespace

FeedWords::FeedWords(
    const Series& series, const Settings& settings, const Context& context, const Say& say,
    bool for_members
)
    : series_(series),
      settings_(settings),
      context_(context),
      say_(say),
      own_(settings_of(settings, series.key)),
      for_members_(for_members),
      conduct_(conduct_words(settings, context, say)) {
  const bool configured = own_ != nullptr && !own_->agenda.empty();
  agenda_ = clean(configured ? own_->agenda : series.agenda);
  if (own_ != nullptr) notes_ = clean(own_->notes);
}

// For everybody: an address of a call lets people in whatever stands behind it.
std::string FeedWords::clean(const std::string& url) const {
  return for_members_ ? url : without_calls(url);
}

// Of two calls that the calendar names, neither is taken for the one.
bool FeedWords::undecided(const MeetingDate& date) const {
  return (own_ == nullptr || own_->join.empty()) && !date.relocated && !series_.other_join.empty();
}

void FeedWords::put_call(
    Doc& doc, std::vector<Fact>& facts, const MeetingDate& date, const std::string& join
) const {
  const Say& say = say_;
  if (!for_members_) {
    const Text command("/meeting next " + Shown{series_, date}.typed(settings_));
    if (!join.empty())
      doc.paragraph({say("How to join is told to members: {command}", fmt::arg("command", command))}
      );
    return;
  }
  put(facts, say("Join"), join);
  if (undecided(date)) put(facts, say("Or"), series_.other_join);
  const bool numbers = own_ != nullptr && !own_->dial_in.empty();
  put(facts, say("Dial in"), numbers ? own_->dial_in : series_.dial_in);
}

std::string FeedWords::description(const MeetingDate& date, const std::string& join) const {
  Doc doc;
  std::vector<Fact> facts;
  put_call(doc, facts, date, join);
  for (const Talk& talk : planned_for(context_.db, date.id))
    facts.push_back({{say_("Talk")}, {Text(clean(title_words(talk)))}});
  put(facts, say_("Agenda"), agenda_);
  put(facts, say_("Notes"), notes_);
  put(facts, say_("Calendar"), settings_.calendar_url);
  if (!facts.empty()) doc.facts(std::move(facts));
  doc.append(conduct_);
  std::string out = plain_text(doc);
  if (for_members_ && !series_.description.empty()) out += "\n\n" + series_.description;
  return shorten(out, longest_description);
}

FeedEvent FeedWords::of(const MeetingDate& date) const {
  const Shown what{series_, date};
  const std::string join = what.join(settings_);
  FeedEvent out;
  out.title = shorten(clean(what.title()), longest_title);
  out.description = description(date, join);
  out.start = date.start;
  out.end = date.end;
  if (date.all_day) out.days = days_of(series_, date);
  if (own_ != nullptr) out.tags = own_->tags;
  out.cancelled = date.state == OccurrenceState::cancelled;
  if (for_members_ && !join.empty() && !undecided(date)) {
    out.place = join;
    out.url = join;  // left out where it is no address
  } else if (!agenda_.empty()) {
    out.url = agenda_;
  } else {
    out.url = settings_.calendar_url;
  }
  return out;
}

std::string date_file(const Shown& what, const Reader& to) {
  const auto fed = fed_date(to.context.db, what.date.id);
  // A date that was read this moment is in no feed yet.
  const FeedStamp stamp = fed ? fed->stamp : FeedStamp{what.date.sequence, to.context.now};
  const std::string uid = fed ? fed->uid : std::to_string(what.date.id) + "@usher";
  const FeedWords words(what.series, to.settings, to.context, to.say, true);
  const std::array<std::string, 1> event{event_with(uid, stamp, lines_of(words.of(what.date)))};
  return calendar_of({what.title(), to.settings.calendar_url}, event);
}

}  // namespace usher::meeting
