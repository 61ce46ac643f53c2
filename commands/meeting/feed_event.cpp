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

class Describing {
 public:
  Describing(
      const Shown& what, const Settings& settings, const Context& context, const Say& say_in,
      bool for_members
  )
      : what_(what),
        settings_(settings),
        context_(context),
        say_(say_in),
        own_(settings_of(settings, what.series.key)),
        for_members_(for_members) {}

  std::string agenda() const {
    const bool configured = own_ != nullptr && !own_->agenda.empty();
    return clean(configured ? own_->agenda : what_.series.agenda);
  }

  // Of two calls that the calendar names, neither is taken for the one.
  bool undecided() const {
    return (own_ == nullptr || own_->join.empty()) && !what_.date.relocated &&
           !what_.series.other_join.empty();
  }

  std::string whole() const {
    Doc doc;
    std::vector<Fact> facts;
    put_call(doc, facts);
    for (const Talk& talk : planned_for(context_.db, what_.date.id))
      facts.push_back({{say_("Talk")}, {Text(clean(title_words(talk)))}});
    put(facts, say_("Agenda"), agenda());
    put(facts, say_("Notes"), own_ == nullptr ? std::string() : clean(own_->notes));
    put(facts, say_("Calendar"), settings_.calendar_url);
    if (!facts.empty()) doc.facts(std::move(facts));
    doc.append(conduct_words(settings_, context_, say_));
    std::string out = plain_text(doc);
    if (for_members_ && !what_.series.description.empty()) out += "\n\n" + what_.series.description;
    return shorten(out, longest_description);
  }

 private:
  // For everybody: an address of a call lets people in whatever stands behind it.
  std::string clean(const std::string& url) const {
    return for_members_ ? url : without_calls(url);
  }
  static void put(std::vector<Fact>& facts, Phrase label, const std::string& value) {
    if (!value.empty()) facts.push_back({{std::move(label)}, {Text(value)}});
  }

  void put_call(Doc& doc, std::vector<Fact>& facts) const {
    const Say& say = say_;
    const std::string join = what_.join(settings_);
    if (!for_members_) {
      const Text command("/meeting next " + what_.typed(settings_));
      if (!join.empty())
        doc.paragraph(
            {say("How to join is told to members: {command}", fmt::arg("command", command))}
        );
      return;
    }
    put(facts, say("Join"), join);
    if (undecided()) put(facts, say("Or"), what_.series.other_join);
    const bool numbers = own_ != nullptr && !own_->dial_in.empty();
    put(facts, say("Dial in"), numbers ? own_->dial_in : what_.series.dial_in);
  }

  const Shown& what_;
  const Settings& settings_;
  const Context& context_;
  const Say& say_;
  const SeriesSettings* own_;
  bool for_members_;
};

FeedEvent::Days days_of(const Shown& what) {
  const Zone zone = Zone::named(what.series.zone).value_or(Zone());
  const auto day = [&](sys_seconds at) {
    return std::chrono::floor<std::chrono::days>(zone.to_local(at));
  };
  const auto first = day(what.date.start);
  // What ends within a day takes all of it.
  return {first, std::max(day(what.date.end), first + std::chrono::days(1))};
}

}  // namespace

FeedEvent feed_event(
    const Shown& what, const Settings& settings, const Context& context, const Say& say,
    bool for_members
) {
  const Describing words(what, settings, context, say, for_members);
  const SeriesSettings* own = settings_of(settings, what.series.key);
  FeedEvent out;
  out.title = shorten(for_members ? what.title() : without_calls(what.title()), longest_title);
  out.description = words.whole();
  out.start = what.date.start;
  out.end = what.date.end;
  if (what.date.all_day) out.days = days_of(what);
  if (own != nullptr) out.tags = own->tags;
  out.cancelled = what.date.state == OccurrenceState::cancelled;
  const std::string join = what.join(settings);
  if (for_members && !join.empty() && !words.undecided()) {
    out.place = join;
    out.url = join;  // left out where it is no address
  } else if (const std::string agenda = words.agenda(); !agenda.empty()) {
    out.url = agenda;
  } else {
    out.url = settings.calendar_url;
  }
  return out;
}

std::string date_file(const Shown& what, const Reader& to) {
  const auto fed = fed_date(to.context.db, what.date.id);
  // A date that was read this moment is in no feed yet.
  const FeedStamp stamp = fed ? fed->stamp : FeedStamp{what.date.sequence, to.context.now};
  const std::string uid = fed ? fed->uid : std::to_string(what.date.id) + "@usher";
  const std::array<std::string, 1> event{
      event_with(uid, stamp, lines_of(feed_event(what, to.settings, to.context, to.say, true)))
  };
  return calendar_of({what.title(), to.settings.calendar_url}, event);
}

}  // namespace usher::meeting
