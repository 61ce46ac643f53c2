// commands/meeting/changing_preview.cpp: a series before and after, the next three dates first.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/rhythm_words.hpp"
#include "commands/meeting/series_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::size_t most_shown = 3;

std::string example(const std::string& name) {
  return fmt::format("/meeting change {} to 18:00 Europe/Berlin", name);
}

Doc how(const std::string& name, const Asked& asked) {
  const Say say = asked.say();
  Doc doc;
  doc.paragraph({say("Say which meeting, and what is to become of it:")});
  std::vector<Line> lines;
  for (const char* order :
       {"to 18:00 Europe/Berlin", "every 4 weeks", "on Thursdays",
        "every month on the second Wednesday", "until 2027-06-30", "from 2027-01-06 to 17:00 UTC",
        "end now", "back"})
    lines.push_back({code(Text(fmt::format("/meeting change {} {}", name, order)))});
  doc.bullets(std::move(lines));
  return doc;
}

// The next dates, those that an organiser called off among them: a change concerns all.
std::vector<MeetingDate> coming(Database& db, std::int64_t series, sys_seconds now) {
  auto out = dates_after(db, series, now, 400);
  std::erase_if(out, [&](const MeetingDate& one) {
    return one.said <= now || (one.state == OccurrenceState::cancelled && !one.held);
  });
  std::ranges::sort(out, {}, [](const MeetingDate& one) { return std::pair(one.said, one.id); });
  return out;
}

class SeriesPreview {
 public:
  SeriesPreview(const Series& series, Draft draft, const Asked& asked)
      : series_(series),
        draft_(std::move(draft)),
        asked_(asked),
        say_(asked.say()),
        reader_(asked.reader(true)) {
    Database& db = asked.context.db;
    const sys_seconds now = asked.context.now;
    before_ = series_now(db, series, now);
    for (const MeetingDate& one : coming(db, series.id, now))
      if (one.said >= draft_.since) dates_.push_back(one);
    for (ReadOccurrence& one : with_draft(before_, draft_, now).whole().occurrences)
      if (one.start > now && one.start >= draft_.since && !one.cancelled)
        after_.push_back(std::move(one));
  }

  // Nothing that anybody would notice.
  bool changes_nothing() const {
    // What comes into sight at the end of the year that is known is no difference.
    constexpr std::size_t looked_at = 12;
    const auto old = std::span(dates_).first(std::min(dates_.size(), looked_at));
    const auto fresh = std::span(after_).first(std::min(after_.size(), looked_at));
    return std::ranges::equal(old, fresh, {}, &MeetingDate::said, &ReadOccurrence::start) &&
           std::ranges::equal(old, fresh, {}, length_of_row, length_of_read);
  }

  Outcome outcome() {
    Database& db = asked_.context.db;
    draft_.first = after_.empty() ? sys_seconds{} : after_.front().start;
    draft_.seen = fingerprint(db, series_.id, draft_.since);
    const std::string id =
        keep_draft(db, draft_, asked_.event.id, asked_.person(), asked_.context.now);
    SayReply reply{doc(id)};
    reply.confidential = true;
    return {std::move(reply), {}};
  }

 private:
  static std::chrono::seconds length_of_row(const MeetingDate& one) { return one.end - one.start; }
  static std::chrono::seconds length_of_read(const ReadOccurrence& one) {
    return one.end - one.start;
  }

  Doc doc(const std::string& id) const {
    const Text title(series_.title);
    const auto name = fmt::arg("title", title);
    const bool back = draft_.kind == Draft::Kind::back;
    Doc out;
    out.heading(
        {back ? say_("Withdraw the change of {title}?", name) : say_("Change {title}?", name)}
    );
    if (!back && draft_.rhythm.step != Rhythm::Step::never)
      out.paragraph({bold(rhythm_words(draft_.rhythm, say_))});
    if (draft_.rhythm.step != Rhythm::Step::never)
      out.paragraph({say_("It holds from"), blank(), both_clocks(holds_from(), reader_)});
    put_dates(out);
    if (!draft_.reason.empty()) out.quote(Text(draft_.reason));
    if (!back) out.append(date_warnings(draft_.rhythm, after_, series_.id, reader_));
    std::vector<std::int64_t> ids;
    ids.reserve(dates_.size());
    for (const MeetingDate& one : dates_) ids.push_back(one.id);
    out.append(reach_doc(reach_of(series_.key, ids, asked_.settings, asked_.context), say_));
    out.buttons(
        {Button(say_("Yes, tell everybody"), "meeting.do-series", id, Button::Style::danger),
         Button(say_("No, keep it as it is"), "meeting.keep")}
    );
    return out;
  }

  sys_seconds holds_from() const { return after_.empty() ? draft_.since : after_.front().start; }

  void put_dates(Doc& out) const {
    out.paragraph({say_("The next dates, as they are and as they would be:")});
    std::vector<Line> lines;
    for (std::size_t i = 0; i < most_shown; ++i) {
      const bool old = i < dates_.size();
      const bool fresh = i < after_.size();
      if (!old && !fresh) break;
      Line line;
      line.push_back(old ? both_clocks(dates_[i].start, reader_) : Inline(say_("none")));
      line.emplace_back(Text(std::string(" → ")));
      line.push_back(bold(fresh ? both_clocks(after_[i].start, reader_) : Inline(say_("none"))));
      if (old && dates_[i].held) {
        line.push_back(blank());
        line.emplace_back(say_("(changed by itself; that holds)"));
      }
      lines.push_back(std::move(line));
    }
    if (lines.empty()) lines.push_back({say_("none")});
    out.bullets(std::move(lines));
  }

  const Series& series_;
  Draft draft_;
  const Asked& asked_;
  Say say_;
  Reader reader_;
  SeriesNow before_;
  std::vector<MeetingDate> dates_;     // to come, from then on
  std::vector<ReadOccurrence> after_;  // likewise
};

// Also one that was made here and has ended.
std::expected<Series, Doc> series_or_ended(std::string_view typed, const Asked& asked) {
  auto found = series_meant(typed, asked);
  if (found) return found;
  Database& db = asked.context.db;
  std::vector<Series> ended;
  for (const MadeMeeting& made : all_made(db)) {
    auto series = series_by_key(db, made_source, made.key);
    if (series && series->gone != sys_seconds{} && answers_to(series->key, typed))
      ended.push_back(std::move(*series));
  }
  if (ended.size() == 1) return std::move(ended.front());
  return found;
}

Doc flaw_doc(ChangeFlaw flaw, const Series& series, const std::string& name, const Say& say) {
  const Text title(series.title);
  const auto title_arg = fmt::arg("title", title);
  switch (flaw) {
    case ChangeFlaw::no_rhythm: {
      const Text command(
          fmt::format("/meeting change {} every 2 weeks on Wednesday 18:00 Europe/Berlin", name)
      );
      return say(
          "I see no rule behind the dates of {title}. Say all of it, how often and when: {command}",
          title_arg, fmt::arg("command", command)
      );
    }
    case ChangeFlaw::no_date: {
      const Text command(fmt::format("/meeting change {} from 2027-01-06 every week 18:00", name));
      return say(
          "{title} has no date then. Say from which day on: {command}", title_arg,
          fmt::arg("command", command)
      );
    }
    case ChangeFlaw::no_cadence: {
      const Text command(fmt::format("/meeting change {} every 2 weeks on Thursday", name));
      return say("Say also how often: {command}", fmt::arg("command", command));
    }
    case ChangeFlaw::ends_before:
      break;
  }
  const Text command(fmt::format("/meeting change {} end now", name));
  return say(
      "That is before its next date. To end it at once: {command}", fmt::arg("command", command)
  );
}

}  // namespace

std::optional<Outcome> preview_back(const Series& series, std::string reason, const Asked& asked) {
  const auto changes = changes_of(asked.context.db, series.id);
  if (changes.empty()) return std::nullopt;
  Draft draft;
  draft.kind = Draft::Kind::back;
  draft.series = series.id;
  draft.change = changes.back().id;
  draft.since = changes.back().since;
  draft.rhythm.step = Rhythm::Step::once;
  draft.reason = std::move(reason);
  return SeriesPreview(series, std::move(draft), asked).outcome();
}

namespace {

std::chrono::local_days today_of(const Asked& asked) {
  const Zone mine = asked.reader(false).zone.value_or(Zone());
  return std::chrono::floor<std::chrono::days>(mine.to_local(asked.context.now));
}

Outcome preview_of(
    const Series& series, const RhythmTyped& typed, const std::string& reason, const Asked& asked
) {
  const Say say = asked.say();
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  const std::string name = Shown{series, {}}.typed(asked.settings);
  if (!typed.unread.empty()) return answer(not_understood(typed.unread, example(name), say));
  if (typed.back) {
    if (auto out = preview_back(series, reason, asked)) return std::move(*out);
    const Text title(series.title);
    return answer(say("Nothing of {title} was changed here.", fmt::arg("title", title)));
  }
  const auto before = rhythm_of(asked.context.db, series, asked.context.now);
  if (typed.says_nothing()) {
    Doc doc = how(name, asked);
    if (before) doc.paragraph({say("Now:"), blank(), Inline(rhythm_words(*before, say))});
    return answer(std::move(doc));
  }
  std::vector<sys_seconds> dates;
  for (const MeetingDate& one : coming(asked.context.db, series.id, asked.context.now))
    dates.push_back(one.said);
  const auto fresh = changed_rhythm(typed, before, dates, asked.context.now);
  if (!fresh) return answer(flaw_doc(fresh.error(), series, name, say));
  Draft draft;
  draft.kind = Draft::Kind::change;
  draft.series = series.id;
  draft.since = fresh->since;
  draft.rhythm = fresh->rhythm;
  draft.reason = reason;
  SeriesPreview preview(series, std::move(draft), asked);
  // A new end that is far away changes no date that is known yet, and is a change all the same.
  const bool about_end = typed.until || typed.count > 0 || typed.for_ever;
  if (preview.changes_nothing() && !about_end) return answer(say("It is like that already."));
  return preview.outcome();
}

}  // namespace

Outcome preview_series_change(std::string_view text, const Asked& asked) {
  const auto answer = [](Doc doc) -> Outcome { return {SayReply{std::move(doc)}, {}}; };
  const auto [order, reason] = without_reason(text);
  const RhythmTyped typed = read_rhythm(order, today_of(asked));
  const bool all = may_change_series(asked);
  if (typed.before.empty()) return all ? answer(how("community", asked)) : refuse_series(asked);
  const auto series = series_or_ended(typed.before, asked);
  if (!all && !(series && may_change_series(asked, series->key))) return refuse_series(asked);
  if (!series) return answer(series.error());
  return preview_of(*series, typed, reason, asked);
}

Outcome preview_series_change(const Series& series, std::string_view text, const Asked& asked) {
  if (!may_change_series(asked, series.key)) return refuse_series(asked);
  // As after a title, so that no word is taken for one.
  const std::string whole = "\"x\" " + std::string(trim(text));
  const auto [order, reason] = without_reason(whole);
  return preview_of(series, read_rhythm(order, today_of(asked)), reason, asked);
}

}  // namespace usher::meeting
