// commands/meeting/talk_words.cpp: /talk.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/telling.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

enum class TalkVerb : std::uint8_t { offer, plan, ask, drop };

constexpr std::size_t longest = 200;
constexpr std::size_t most_open = 50;  // of one series

constexpr std::array<std::string_view, 3> also_offer = {"add", "报名", "報名"};
constexpr std::array<std::string_view, 2> also_plan = {"安排", "計劃"};
constexpr std::array<std::string_view, 2> also_ask = {"询问", "詢問"};
constexpr std::array<std::string_view, 3> also_drop = {"cancel", "退出", "取消"};
constexpr std::array<WordSpec, 4> words = {{
    {.word = "offer",
     .grammar = "MEETING: TITLE",
     .summary = mark("Offers a talk that stands by, in case another one falls out"),
     .also = also_offer},
    {.word = "plan",
     .grammar = "MEETING: TITLE [by NAME]",
     .summary = mark("Puts a talk on the programme of the next date"),
     .role = Role::organiser,
     .also = also_plan},
    {.word = "ask",
     .grammar = "NUMBER",
     .summary = mark("Asks whether a talk that stands by can be given at the next date"),
     .role = Role::organiser,
     .also = also_ask},
    {.word = "drop",
     .grammar = "NUMBER [because …]",
     .summary = mark("Takes a talk off; if it was planned, whoever stands by is asked"),
     .also = also_drop},
}};

Outcome answered(Doc doc) { return {SayReply{std::move(doc)}, {}}; }

std::optional<MeetingDate> next_date(Database& db, const Series& series, sys_seconds now) {
  const auto dates = dates_after(db, series.id, now, 20);
  const auto found = std::ranges::find(dates, OccurrenceState::scheduled, &MeetingDate::state);
  return found == dates.end() ? std::nullopt : std::optional(*found);
}

std::optional<Talk> talk_numbered(Database& db, std::string_view typed) {
  auto talk = talk_by_id(db, number_typed(typed).value_or(0));
  if (!talk || talk->state == TalkState::dropped) return std::nullopt;
  return talk;
}

Doc no_such_talk(const Say& say) {
  const Text command(std::string("/talk"));
  return say("I know no such talk. {command} lists them.", fmt::arg("command", command));
}

Doc talks_doc(const Series& series, const Asked& asked) {
  const Say say = asked.say();
  const Reader reader = asked.reader(false);
  Database& db = asked.context.db;
  const Text title(series.title);
  Doc doc;
  doc.heading({say("Talks at {title}", fmt::arg("title", title))});
  std::vector<Line> lines;
  for (const Talk& one : talks_of(db, series.key, asked.context.now)) {
    Line line{
        code(Text("#" + std::to_string(one.id))), Text(std::string(" ")), Text(talk_words(one)),
        Text(std::string(" – "))
    };
    const auto date = date_by_id(db, one.date);
    if (one.state == TalkState::stands_by || !date) {
      line.emplace_back(say("stands by"));
    } else {
      line.emplace_back(one.state == TalkState::planned ? say("planned for") : say("is asked for"));
      line.emplace_back(Text(std::string(" ")));
      line.push_back(when_of({series, *date}, date->start, reader));
      if (date->state == OccurrenceState::cancelled) {
        line.emplace_back(Text(std::string(" – ")));
        line.push_back(bold(say("cancelled")));
      }
    }
    lines.push_back(std::move(line));
  }
  if (lines.empty())
    doc.paragraph({say("None is planned, and none stands by.")});
  else
    doc.bullets(std::move(lines));
  const Text command("/talk offer " + Shown{series, {}}.typed(asked.settings) + ": …");
  doc.paragraph({say(
      "To offer one that stands by in case another falls out: {command}",
      fmt::arg("command", command)
  )});
  return doc;
}

// "community: Arrays in space by Ada", with a colon of either width.
struct TalkTyped {
  std::string_view meeting;
  std::string title, by;
};
std::optional<TalkTyped> read_talk(std::string_view typed, bool with_name) {
  const auto parted = parted_by_colon(typed);
  if (!parted) return std::nullopt;
  TalkTyped out;
  out.meeting = parted->before;
  std::string_view title = parted->after;
  if (const auto by = title.rfind(" by "); with_name && by != std::string_view::npos) {
    out.by = shorten(sanitize(trim(title.substr(by + 4))), 80);
    title = trim(title.substr(0, by));
  }
  out.title = shorten(sanitize(title), longest);
  if (out.meeting.empty() || out.title.empty()) return std::nullopt;
  return out;
}

Outcome put(TalkVerb verb, std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const bool planned = verb == TalkVerb::plan;
  const auto read = read_talk(typed, planned);
  if (!read) {
    const Text command(
        std::string("/talk ") + words[std::to_underlying(verb)].word.data() +
        " community: arrays on a small board"
    );
    return answered(say("Say at which meeting, and what: {command}", fmt::arg("command", command)));
  }
  auto series = series_meant(read->meeting, asked);
  if (!series) return answered(std::move(series.error()));
  if (talks_of(context.db, series->key, context.now).size() >= most_open)
    return answered(say("There are too many talks already."));
  Talk talk;
  talk.key = series->key;
  talk.title = read->title;
  talk.name = read->by;
  if (read->by.empty()) {
    talk.who = asked.person();
    talk.name = name_of(asked.event.who);
    remember(context.db, asked.event.at, asked.event.who);
  }
  if (planned) {
    const auto date = next_date(context.db, *series, context.now);
    if (!date) return answered(say("No date is known."));
    talk.state = TalkState::planned;
    talk.date = date->id;
  }
  add(context.db, talk);
  return answered(talks_doc(*series, asked));
}

// Its speaker, or an organiser.
bool may_change(const Talk& talk, const Asked& asked) {
  return talk.who == asked.person() || asked.event.who.roles.has(Role::organiser);
}

Outcome ask(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  auto talk = talk_numbered(context.db, typed);
  if (!talk) return answered(no_such_talk(say));
  if (talk->state != TalkState::stands_by) return answered(say("That talk does not stand by."));
  if (talk->who.person.empty()) return answered(say("I cannot write to its speaker."));
  const auto all = all_series(context.db);
  const auto series = std::ranges::find(all, talk->key, &Series::key);
  const auto date =
      series == all.end() ? std::nullopt : next_date(context.db, *series, context.now);
  if (!date) return answered(say("No date is known."));
  talk->date = date->id;
  talk->instead_of = 0;
  const Text name(talk->name);
  return {
      SayReply{say("I ask {name}.", fmt::arg("name", name))},
      ask_speaker(asked.settings, context, *talk)
  };
}

Outcome drop(std::string_view typed, const Asked& asked) {
  constexpr std::string_view because = " because ";
  const Say say = asked.say();
  Context& context = asked.context;
  auto talk = talk_numbered(context.db, typed);
  if (!talk) return answered(no_such_talk(say));
  if (!may_change(*talk, asked))
    return answered(say("Only its speaker, or an organiser, can take it off."));
  const auto date = date_by_id(context.db, talk->date);
  const bool planned = talk->state == TalkState::planned && date &&
                       date->state == OccurrenceState::scheduled && date->end > context.now;
  const auto gone_for = talk_by_id(context.db, talk->instead_of);
  const bool asked_in = talk->state == TalkState::asked && gone_for.has_value();
  talk->state = TalkState::dropped;
  talk->next_ask = {};
  if (const auto at = typed.find(because); at != std::string_view::npos)
    talk->reason = shorten(sanitize(trim(typed.substr(at + because.size()))), longest);
  // What nobody was told of is gone.
  if (talk->date == 0)
    remove(context.db, *talk);
  else
    keep(context.db, *talk);
  Outcome out;
  const Text words_of(talk_words(*talk));
  const auto arg = fmt::arg("talk", words_of);
  if (planned)
    out.effects = find_stand_in(asked.settings, context, *talk);
  else if (asked_in)
    out.effects = find_stand_in(asked.settings, context, *gone_for);
  out.reply = SayReply{
      planned
          ? say("Taken off: {talk}. I ask whoever stands by, and the organisers if nobody does.",
                arg)
          : say("Taken off: {talk}.", arg)
  };
  if (!out.effects.empty()) out.effects.push_back(plan_changed(context));
  return out;
}

}  // namespace

std::span<const WordSpec> talk_verbs() { return words; }

Outcome talk_asked(std::string_view args, const Asked& asked) {
  CommandSpec spec;
  spec.words = words;
  const WordMatch match = match_word(spec, args);
  if (match.word != nullptr) {
    const auto verb = static_cast<TalkVerb>(match.word - words.data());
    switch (verb) {
      case TalkVerb::offer:
      case TalkVerb::plan:
        return put(verb, match.rest, asked);
      case TalkVerb::ask:
        return ask(match.rest, asked);
      case TalkVerb::drop:
        return drop(match.rest, asked);
    }
  }
  const auto found = series_typed(asked.context.db, asked.settings, args);
  if (found.empty()) return answered(no_such(trim(args), asked, {}));
  constexpr std::size_t most = 6;
  Doc doc;
  for (const Series& one : std::span(found).first(std::min(found.size(), most)))
    doc.append(talks_doc(one, asked));
  return answered(std::move(doc));
}

}  // namespace usher::meeting
