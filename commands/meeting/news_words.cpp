// commands/meeting/news_words.cpp: what has changed, in words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/news_words.hpp"

#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/rhythm_words.hpp"
#include "commands/meeting/when_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::size_t most_listed = 6;

class Wording {
 public:
  Wording(const SeriesNews& news, const Series& series, const Reader& to)
      : news_(news),
        to_(to),
        say_(to.say),
        what_{series, {}},
        rhythm_(decode_rhythm(news.rhythm)) {}

  Doc doc() {
    Doc out;
    out.heading({heading()});
    if (rhythm_) {
      put_rhythm(out);
      return out;
    }
    if (const auto by = one_shift(news_))
      shift(*by);
    else
      for (const SeriesNews::Move& one : news_.moved)
        add(
            {bold(say_("Moved:")), blank(), at(one.to), blank(), say_("instead of"), blank(),
             at(one.from)}
        );
    for (const SeriesNews::Date& one : news_.cancelled)
      add({bold(say_("Cancelled:")), blank(), at(one.start)});
    for (const SeriesNews::Date& one : news_.restored)
      add({bold(say_("Takes place after all:")), blank(), at(one.start)});
    for (const SeriesNews::Date& one : news_.added)
      add(
          {bold(news_.kind == SeriesNews::Kind::fresh ? say_("On:") : say_("Also on:")), blank(),
           at(one.start)}
      );
    for (const SeriesNews::Date& one : news_.relocated) elsewhere(one);
    for (const SeriesNews::Date& one : news_.programme) {
      add({bold(Text(news_.talk)), blank(), at(one.start)});
      if (!news_.talk_before.empty()) add({say_("instead of"), blank(), Text(news_.talk_before)});
    }
    if (!lines_.empty()) out.bullets(std::move(lines_));
    if (left_out_ > 0)
      out.paragraph({say_.plural("And {n} more.", "And {n} more.", static_cast<long>(left_out_))});
    if (!news_.reason.empty()) out.quote(Text(news_.reason));
    next(out);
    return out;
  }

 private:
  Phrase heading() const {
    const Text title(what_.series.title);
    const auto name = fmt::arg("title", title);
    switch (news_.kind) {
      case SeriesNews::Kind::gone:
        return say_("{title} is in the calendar no more", name);
      case SeriesNews::Kind::fresh:
        return say_("New: {title}", name);
      case SeriesNews::Kind::ruled:
        if (rhythm_ && rhythm_->step == Rhythm::Step::never) return say_("{title} ends", name);
        return say_("{title} has other dates", name);
      case SeriesNews::Kind::changed:
        break;
    }
    const bool moved = !news_.moved.empty();
    const bool cancelled = !news_.cancelled.empty();
    if (!news_.relocated.empty()) return say_("{title} is elsewhere", name);
    if (!news_.programme.empty()) return say_("{title}: another talk", name);
    const bool more = !news_.added.empty() || !news_.restored.empty();
    if (moved && !cancelled && !more)
      return news_.moved.size() == 1 ? say_("{title} was moved", name)
                                     : say_("{title} has another time", name);
    if (cancelled && !moved && !more)
      return news_.cancelled.size() == 1 ? say_("{title} does not take place", name)
                                         : say_("{title} does not take place for a while", name);
    if (more && !moved && !cancelled) return say_("{title} has more dates", name);
    return say_("{title} has other dates", name);
  }

  // How often it is from now on, instead of each date.
  void put_rhythm(Doc& out) {
    constexpr std::size_t most = 3;
    if (rhythm_->step != Rhythm::Step::never) out.paragraph({bold(rhythm_words(*rhythm_, say_))});
    if (!news_.reason.empty()) out.quote(Text(news_.reason));
    auto dates = dates_after(to_.context.db, what_.series.id, to_.context.now, 50);
    std::erase_if(dates, [](const MeetingDate& one) {
      return one.state == OccurrenceState::cancelled;
    });
    if (dates.size() > most) dates.resize(most);
    std::vector<SeriesNews::Date> off = news_.cancelled;
    std::ranges::sort(off, {}, &SeriesNews::Date::start);
    // Of those that are no more, the ones that somebody would come to before the others.
    for (const SeriesNews::Date& one : off)
      if (lines_.size() < most && (dates.size() < most || one.start < dates.back().start))
        lines_.push_back({bold(say_("Cancelled:")), blank(), at(one.start)});
    if (!lines_.empty()) out.bullets(std::exchange(lines_, {}));
    for (const MeetingDate& date : dates) {
      Line line{at(date.start)};
      const auto moved = std::ranges::find(news_.moved, date.id, &SeriesNews::Move::id);
      if (moved != news_.moved.end())
        line = {bold(at(date.start)), blank(), say_("instead of"), blank(), at(moved->from)};
      lines_.push_back(std::move(line));
    }
    out.paragraph({dates.empty() ? say_("No other date is known.") : say_("The next dates:")});
    if (!lines_.empty()) out.bullets(std::move(lines_));
  }

  // All of them by as much, from one on.
  void shift(std::chrono::seconds by) {
    const SeriesNews::Move& first = news_.moved.front();
    add(
        {bold(say_("From now on:")), blank(), at(first.to), blank(), say_("instead of"), blank(),
         at(first.from)}
    );
    const bool later = by > std::chrono::seconds(0);
    const Phrase span = span_words(later ? by : -by, say_);
    const auto how = fmt::arg("span", span);
    add(
        {later ? say_("Each date after it is {span} later, too.", how)
               : say_("Each date after it is {span} earlier, too.", how)}
    );
  }

  // Where it is now, for whoever may be told.
  void elsewhere(const SeriesNews::Date& one) {
    const auto date = date_by_id(to_.context.db, one.id);
    if (!date) return;
    Line line{bold(say_("Elsewhere:")), blank(), at(one.start)};
    if (to_.with_links) {
      line.push_back(blank());
      line.push_back(link(Text(date->join), date->join));
    }
    add(std::move(line));
  }

  void next(Doc& out) {
    const auto dates = dates_after(to_.context.db, what_.series.id, to_.context.now, 50);
    const auto found = std::ranges::find(dates, OccurrenceState::scheduled, &MeetingDate::state);
    if (found == dates.end()) {
      if (news_.kind == SeriesNews::Kind::changed) out.paragraph({say_("No other date is known.")});
      return;
    }
    what_.date = *found;
    out.paragraph({say_("Next:"), blank(), at(found->start)});
  }

  Inline at(sys_seconds start) const { return when_of(what_, start, to_); }
  void add(Line line) {
    if (lines_.size() < most_listed)
      lines_.push_back(std::move(line));
    else
      ++left_out_;
  }

  const SeriesNews& news_;
  const Reader& to_;
  const Say& say_;
  Shown what_;
  std::optional<Rhythm> rhythm_;
  std::vector<Line> lines_;
  std::size_t left_out_ = 0;
};

}  // namespace

Doc news_doc(const SeriesNews& news, const Series& series, const Reader& to) {
  return Wording(news, series, to).doc();
}

}  // namespace usher::meeting
