// commands/proposals/weekly_answer.cpp: on, off, and what it would say now.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_answer.hpp"

#include "commands/proposals/example.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/weekly_digest.hpp"
#include "commands/proposals/weekly_words.hpp"
#include "commands/proposals/words.hpp"

#include <fmt/format.h>

namespace usher::proposals {

namespace {

constexpr std::chrono::hours a_week{7 * 24};

Inline space() { return Text(std::string(" ")); }

class Answerer {
 public:
  explicit Answerer(const Question& question)
      : at_(question.event.at),
        who_(question.event.who),
        view_(question.view),
        context_(question.context),
        kept_(weekly_of(context_.db, view_.settings.command, at_)) {}

  WeeklyAnswer on(const WeeklyOrder& order) {
    if (auto no = refused()) return {std::move(*no), {}, {}};
    Weekly weekly = kept_.value_or(fresh());
    weekly.time.weekday = order.weekday.value_or(weekly.time.weekday);
    weekly.time.minute = order.minute.value_or(weekly.time.minute);
    weekly.time.zone = order.zone.value_or(weekly.time.zone);
    weekly.always = order.always.value_or(weekly.always);
    // Where nothing is changed the next one stays, so that a repeat is answered alike.
    if (!kept_ || kept_->time != weekly.time) weekly.due = next_after(weekly.time, context_.now);
    weekly = keep_weekly(context_.db, view_.settings.command, weekly);
    WeeklyAnswer out{state(weekly), weekly, {}};
    out.doc.paragraph(
        {view_.say("To stop it: {command}.", fmt::arg("command", view_.command("digest off")))}
    );
    return out;
  }

  WeeklyAnswer off() {
    if (auto no = refused()) return {std::move(*no), {}, {}};
    if (kept_) remove_weekly(context_.db, view_.settings.command, kept_->id);
    WeeklyAnswer out{none(), {}, kept_};
    out.doc.append(how_to_begin());
    return out;
  }

  Doc show() const {
    Doc doc = kept_ ? state(*kept_) : none();
    doc.append(how_to_begin());
    if (view_.shelf.proposals.empty()) {
      doc.append(not_here_yet(view_));
      return doc;
    }
    const std::string& series = view_.settings.command;
    const std::int64_t told =
        kept_ ? kept_->told : news_before(context_.db, series, context_.now - a_week);
    const Week week = week_since(context_.db, series, told, context_.now);
    doc.paragraph({bold(view_.say("What it would say now:"))});
    if (week.quiet() && !(kept_ && kept_->always))
      doc.paragraph({view_.say("Nothing: there is neither a change nor an open comment window.")});
    else
      doc.append(weekly_digest(week, view_));
    return doc;
  }

  Doc unclear(std::string_view odd) const {
    Doc doc;
    doc.paragraph({view_.say(
        "I do not understand “{word}” here. A day, a time and a time zone may follow “on”, each or "
        "none of them; zones are called like Europe/Berlin or UTC.",
        fmt::arg("word", Text(odd))
    )});
    doc.append(examples());
    return doc;
  }

 private:
  // A room is spoken for by those who look after it.
  std::optional<Doc> refused() const {
    if (who_.roles.has(Role::maintainer) || who_.roles.has(Role::organiser)) return std::nullopt;
    Doc doc;
    doc.paragraph({view_.say(
        "What a room is told, maintainers and organisers decide. To see what the summary would say "
        "now: {command}. To be told of changes yourself: {watch}.",
        fmt::arg("command", view_.command("digest")), fmt::arg("watch", view_.command("watch all"))
    )});
    return doc;
  }

  // Begins with now: what happened before is no news for this room.
  Weekly fresh() const {
    Weekly weekly;
    weekly.space = at_.space;
    weekly.room = at_.room;
    weekly.time.zone = zone_named(context_.community.time_zone).value_or("UTC");
    weekly.told = last_news(context_.db);
    return weekly;
  }

  Phrase day_and_time(const WeeklyTime& time) const {
    const Say& say = view_.say;
    const Text clock(fmt::format("{:02}:{:02}", time.minute.count() / 60, time.minute.count() % 60)
    );
    const Text place(time.zone);
    const auto at = fmt::arg("time", clock);
    const auto zone = fmt::arg("zone", place);
    switch (time.weekday) {
      case 2:
        return say("every Tuesday at {time} ({zone})", at, zone);
      case 3:
        return say("every Wednesday at {time} ({zone})", at, zone);
      case 4:
        return say("every Thursday at {time} ({zone})", at, zone);
      case 5:
        return say("every Friday at {time} ({zone})", at, zone);
      case 6:
        return say("every Saturday at {time} ({zone})", at, zone);
      case 7:
        return say("every Sunday at {time} ({zone})", at, zone);
      default:
        return say("every Monday at {time} ({zone})", at, zone);
    }
  }

  Doc state(const Weekly& weekly) const {
    const Phrase time = day_and_time(weekly.time);
    const Status* draft = status_for(Meaning::draft, view_.settings);
    const bool as_usual = draft != nullptr && is_called_as_usual(*draft);
    const auto label = fmt::arg("label", view_.label);
    const auto at = fmt::arg("time", time);
    Doc doc;
    doc.paragraph(
        {as_usual
             ? view_.say(
                   "This room gets a summary of {label}s {time}: changes, open comment windows, "
                   "Drafts.",
                   label, at
               )
             : view_.say(
                   "This room gets a summary of {label}s {time}: changes, open comment windows, "
                   "and "
                   "what is under discussion.",
                   label, at
               )}
    );
    doc.paragraph(
        {weekly.always
             ? view_.say("After a quiet week it is a single line.")
             : view_.say(
                   "A week with neither a change nor an open window is passed over; with “always”, "
                   "it gets a single line."
               )}
    );
    doc.paragraph(
        {view_.say("The next one:"), space(),
         when(weekly.due, weekly.time.zone, Text(wall_time(weekly.due, weekly.time.zone)))}
    );
    return doc;
  }

  Doc none() const {
    Doc doc;
    doc.paragraph(
        {view_.say("This room gets no weekly summary of {label}s.", fmt::arg("label", view_.label))}
    );
    return doc;
  }

  Doc how_to_begin() const {
    Doc doc;
    if (!who_.roles.has(Role::maintainer) && !who_.roles.has(Role::organiser))
      doc.paragraph({view_.say("Maintainers and organisers can change that.")});
    else
      doc.append(examples());
    return doc;
  }

  Doc examples() const {
    std::vector<Line> lines;
    const auto example = [&](const std::string& args, Phrase words) {
      lines.push_back(example_line(view_.command(args), std::move(words)));
    };
    const Text zone(context_.community.time_zone);
    example(
        "digest on",
        view_.say("on Mondays at 09:00, by the clocks of {zone}", fmt::arg("zone", zone))
    );
    example("digest on friday 16:30 Asia/Taipei", view_.say("another day, time or time zone"));
    example("digest on always", view_.say("also after a quiet week"));
    example("digest on news-only", view_.say("only when there is something to tell"));
    example("digest off", view_.say("no more"));
    Doc doc;
    doc.bullets(std::move(lines));
    return doc;
  }

  const Place& at_;
  const Person& who_;
  const View& view_;
  Context& context_;
  const std::optional<Weekly> kept_;
};

}  // namespace

WeeklyAnswer answer_weekly(std::string_view rest, const Question& question) {
  const WeeklyOrder order = weekly_order(rest);
  Answerer answerer(question);
  switch (order.what) {
    case WeeklyOrder::What::on:
      return answerer.on(order);
    case WeeklyOrder::What::off:
      return answerer.off();
    case WeeklyOrder::What::unclear:
      return {answerer.unclear(order.odd), {}, {}};
    case WeeklyOrder::What::show:
      break;
  }
  return {answerer.show(), {}, {}};
}

}  // namespace usher::proposals
