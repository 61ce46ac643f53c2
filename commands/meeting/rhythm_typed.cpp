// commands/meeting/rhythm_typed.cpp: word by word.
//
// Long because it is one grammar, and one walk over its words (rhythm_lexicon.hpp).
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rhythm_typed.hpp"

#include "bot/dialogue_reading.hpp"
#include "bot/span.hpp"
#include "bot/text.hpp"
#include "bot/zone_names.hpp"
#include "commands/meeting/rhythm_lexicon.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::weekday;

constexpr std::size_t longest = 1'000;
constexpr std::size_t longest_about = 600;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> all) {
  return std::ranges::find(all, word) != all.end();
}

class WordReader {
 public:
  // plain: there is no name before it.
  WordReader(
      std::vector<std::string_view> words, std::vector<std::string> folded, local_days today,
      bool plain
  )
      : words_(std::move(words)),
        folded_(std::move(folded)),
        today_(today),
        begun_(plain),
        plain_(plain) {}

  RhythmTyped whole(std::string_view text) {
    while (at_ < words_.size()) {
      const std::size_t before = at_;
      if (take()) {
        begun_ = true;
        if (!out_.about.empty()) about(text, before);
        continue;
      }
      at_ = before;
      // "Every second Thursday" means two things: it is no part of a name, and asked about.
      if (at_ > 0 && word() == "every") begun_ = true;
      if (!begun_)
        name_ = at_ + 1;
      else if (!is_small_word(folded_[at_]) && out_.unread.empty())
        out_.unread = words_[at_];
      ++at_;
    }
    // "community on Thursdays"
    while (begun_ && name_ > 1 && is_small_word(folded_[name_ - 1])) --name_;
    for (std::size_t i = 0; i < name_; ++i)
      out_.before += (i == 0 ? "" : " ") + std::string(words_[i]);
    std::ranges::sort(out_.days, {}, [](weekday day) { return day.iso_encoding(); });
    const auto [last, end] = std::ranges::unique(out_.days);
    out_.days.erase(last, end);
    return std::move(out_);
  }

 private:
  std::string_view word(std::size_t ahead = 0) const {
    return at_ + ahead < folded_.size() ? std::string_view(folded_[at_ + ahead])
                                        : std::string_view();
  }
  bool done(std::size_t count) {
    at_ += count;
    return true;
  }

  // What begins here. A name of several words may begin with one of these, so its first word is never an order.
  bool take() {
    if (at_ == 0 && !plain_) return false;
    return take_where() || take_until() || take_cadence() || take_day() || take_clock() ||
           take_zone() || take_weekday() || take_length() || take_orders();
  }
  bool take_where() {
    const std::string_view given = words_[at_];
    if (given.contains("://")) {
      std::string_view link = given;
      while (link.ends_with(',') || link.ends_with(';')) link.remove_suffix(1);
      out_.link = link;
      return done(1);
    }
    if (begins_room(word())) {
      std::string_view room = given;
      while (room.ends_with(',')) room.remove_suffix(1);
      out_.rooms.emplace_back(room);
      return done(1);
    }
    if (is_one_of(word(), {"here", "here,", "这里", "這裡"})) {
      out_.here = true;
      return done(1);
    }
    for (const std::string_view sign : {"tag:", "#", "标签:", "標籤:"})
      if (word().starts_with(sign) && word().size() > sign.size()) {
        std::string tag(word().substr(sign.size()));
        while (tag.ends_with(',')) tag.pop_back();
        out_.tags.push_back(std::move(tag));
        return done(1);
      }
    return false;
  }

  // The longest date that begins at this word: its value, and how many words it takes.
  std::optional<std::pair<local_days, std::size_t>> day_at(std::size_t ahead) const {
    for (std::size_t count = 3; count > 0; --count) {
      if (at_ + ahead + count > folded_.size()) continue;
      std::string joined;
      for (std::size_t i = 0; i < count; ++i)
        joined += (i == 0 ? "" : " ") + folded_[at_ + ahead + i];
      while (joined.ends_with(',') || joined.ends_with('.')) joined.pop_back();
      if (const auto day = day_of_text(joined, today_)) return std::pair(*day, count);
    }
    return std::nullopt;
  }

  bool take_until() {
    const bool end = word() == "end" || word() == "stop" || word() == "结束" || word() == "結束";
    if (begins_until(word()) || end) {
      const std::size_t skip = is_one_of(word(1), {"on", "at", "until", "the"}) ? 2 : 1;
      if (const auto day = day_at(skip)) {
        out_.until = day->first;
        return done(skip + day->second);
      }
      if (is_one_of(word(1), {"now", "today", "立即", "现在", "現在"})) {
        out_.end_now = true;
        return done(2);
      }
      if (end && word(1).empty()) {
        out_.end_now = true;
        return done(1);
      }
      return false;
    }
    if (word() == "for" && (word(1) == "ever" || word(1) == "good")) {
      out_.for_ever = true;
      return done(2);
    }
    if (word() == "forever" || ((word() == "no" || word() == "without") && word(1) == "end")) {
      out_.for_ever = true;
      return done(word() == "forever" ? 1 : 2);
    }
    const std::size_t skip = word() == "for" ? 1 : 0;
    if (const auto count = number_word(word(skip));
        count && is_one_of(word(skip + 1), {"times", "time", "dates", "次"})) {
      out_.count = *count;
      return done(skip + 2);
    }
    return false;
  }

  void cadence(Rhythm::Step step, int every) {
    // "On the last Friday of every month"
    const bool of_month = step == Rhythm::Step::month_days && out_.nth != 0;
    out_.step = of_month ? Rhythm::Step::month_weekdays : step;
    out_.every = every;
  }
  bool take_cadence() {
    if (const auto whole = cadence_word(word())) {
      cadence(whole->first, whole->second);
      return done(1);
    }
    // "每周三"
    for (const std::string_view begin : {"每"})
      if (word().starts_with(begin))
        if (const auto day = weekday_word(word().substr(begin.size()))) {
          cadence(Rhythm::Step::weeks, 1);
          out_.days.push_back(*day);
          return done(1);
        }
    if (word() != "every" && word() != "each" && word() != "每") return false;
    if (const auto unit = unit_word(word(1))) {
      cadence(*unit, 1);
      return done(2);
    }
    if (const auto day = weekday_word(word(1))) {
      cadence(Rhythm::Step::weeks, 1);
      out_.days.push_back(*day);
      return done(2);
    }
    const auto count = number_word(word(1));
    if (count)
      if (const auto unit = unit_word(word(2))) {
        cadence(*unit, *count);
        return done(3);
      }
    // "every other Thursday"
    if (const auto day = count ? weekday_word(word(2)) : std::nullopt; day && word(1) == "other") {
      cadence(Rhythm::Step::weeks, 2);
      out_.days.push_back(*day);
      return done(3);
    }
    // "every second Wednesday" is said of weeks and of months: only with "of the month" it is clear.
    if (const auto nth = nth_word(word(1))) {
      if (const auto day = weekday_word(word(2))) {
        const std::size_t of = word(3) == "of" || word(3) == "in" ? 1 : 0;
        const std::size_t the = word(3 + of) == "the" || word(3 + of) == "each" ? 1 : 0;
        const bool of_month = unit_word(word(3 + of + the)).has_value();
        if (!of_month && *nth == 2) return false;
        month(*nth, *day);
        return done(of_month ? 4 + of + the : 3);
      }
    }
    return false;
  }
  void month(int nth, weekday day) {
    out_.step = Rhythm::Step::month_weekdays;
    out_.nth = nth > 4 ? -1 : nth;
    out_.days = {day};
  }

  bool take_weekday() {
    const std::size_t the = word() == "the" ? 1 : 0;
    if (const auto nth = nth_word(word(the))) {
      if (const auto day = weekday_word(word(the + 1)); day && *nth <= 5) {
        month(*nth, *day);
        return done(the + 2);
      }
      if (*nth == -1 && word(the + 1) == "day") {
        out_.month_day = -1;
        return done(the + 2);
      }
      // "on the 15th"
      if (out_.step == Rhythm::Step::month_days && *nth > 0) {
        out_.month_day = *nth;
        return done(the + 1);
      }
      return false;
    }
    if (word() == "day" && out_.step == Rhythm::Step::month_days)
      if (const auto number = number_word(word(1)); number && *number <= 31) {
        out_.month_day = *number;
        return done(2);
      }
    std::string_view plain = word();
    while (plain.ends_with(',')) plain.remove_suffix(1);
    if (const auto day = weekday_word(plain)) {
      out_.days.push_back(*day);
      return done(1);
    }
    return false;
  }

  bool take_day() {
    const bool from = begins_from(word());
    if (const auto day = day_at(from ? 1 : 0)) {
      (from ? out_.from : out_.day) = day->first;
      return done((from ? 1 : 0) + day->second);
    }
    // "2026-12-03T17:00"
    const std::string_view both = word(from ? 1 : 0);
    if (const auto part = both.find('t'); both.size() == 16 && part == 10) {
      const auto day = day_of_text(both.substr(0, part), today_);
      const auto clock = clock_of_text(both.substr(part + 1));
      if (day && clock) {
        (from ? out_.from : out_.day) = *day;
        out_.clock = *clock;
        return done(from ? 2 : 1);
      }
    }
    return false;
  }

  bool take_clock() {
    const auto clock = clock_of_text(word());
    if (!clock || out_.clock) return false;
    out_.clock = *clock;
    return done(1);
  }

  bool take_zone() {
    std::string_view name = word();
    while (name.ends_with(',')) name.remove_suffix(1);
    const auto zone = name == "gmt" ? std::optional<std::string>("UTC") : zone_named(name);
    if (!zone || !out_.zone.empty()) return false;
    out_.zone = *zone;
    return done(1);
  }

  bool take_length() {
    if (!is_one_of(word(), {"for", "lasting", "takes"})) return false;
    const auto take = [&](const std::string& text, std::size_t words) {
      const auto span = parse_span(text);
      if (!span || *span < minutes(1)) return false;
      out_.length = std::chrono::duration_cast<minutes>(*span);
      return done(words);
    };
    return take(std::string(word(1)) + std::string(word(2)), 3) || take(std::string(word(1)), 2);
  }

  bool take_orders() {
    if (begun_ && is_one_of(word(), {"about", "description:", "关于", "關於", "说明:", "說明:"})) {
      out_.about = ".";  // see whole()
      at_ = words_.size();
      return true;
    }
    if (is_one_of(word(), {"back", "undo", "revert", "withdraw", "撤回", "还原", "還原"}) &&
        at_ + 1 == words_.size()) {
      out_.back = true;
      return done(1);
    }
    return false;
  }
  void about(std::string_view text, std::size_t word) {
    const std::string_view given = words_[word];
    const auto after = static_cast<std::size_t>(given.end() - text.begin());
    out_.about = shorten(sanitize(trim(text.substr(after))), longest_about);
  }

  std::vector<std::string_view> words_;
  std::vector<std::string> folded_;
  local_days today_;
  std::size_t at_ = 0;
  std::size_t name_ = 0;  // how many of the first words are a name
  bool begun_;
  bool plain_;
  RhythmTyped out_;
};

}  // namespace

bool RhythmTyped::says_nothing() const {
  return !day && !from && !clock && zone.empty() && !step && days.empty() && nth == 0 &&
         month_day == 0 && !until && count == 0 && !for_ever && !length && !back && !end_now;
}

std::optional<local_days> day_of_text(std::string_view text, local_days today) {
  const auto read = reading::read_date(text, std::chrono::sys_days(today.time_since_epoch()));
  if (!read) return std::nullopt;
  return local_days(*read);
}

std::optional<minutes> clock_of_text(std::string_view text) {
  const std::string folded = to_lower_ascii(trim(reading::narrowed(text)));
  std::string_view plain = folded;
  while (plain.ends_with(',')) plain.remove_suffix(1);
  int added = -1;  // "5pm"
  if (plain.ends_with("pm") || plain.ends_with("am")) {
    added = plain.ends_with("pm") ? 12 : 0;
    plain.remove_suffix(2);
  }
  const auto colon = plain.find_first_of(":h");
  const auto digits = [](std::string_view part) -> std::optional<int> {
    int out = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), out);
    if (part.empty() || part.size() > 2 || error != std::errc() || end != part.data() + part.size())
      return std::nullopt;
    return out;
  };
  const bool whole = colon == std::string_view::npos || colon + 1 == plain.size();
  if (colon == std::string_view::npos && added < 0) return std::nullopt;
  if (whole && colon != std::string_view::npos && plain[colon] == ':') return std::nullopt;
  auto hour = digits(plain.substr(0, colon));
  const auto minute = whole ? std::optional(0) : digits(plain.substr(colon + 1));
  if (!whole && plain.size() - colon != 3) return std::nullopt;
  if (!hour || !minute || *minute > 59) return std::nullopt;
  if (added >= 0) {
    if (*hour < 1 || *hour > 12) return std::nullopt;
    hour = (*hour % 12) + added;
  }
  if (*hour > 23) return std::nullopt;
  return std::chrono::hours(*hour) + minutes(*minute);
}

std::optional<Quoted> quoted_title(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> marks = {
      {{"\"", "\""},
       {"“", "”"},
       {"„", "“"},
       {"«", "»"},
       {"「", "」"},
       {"『", "』"},
       {"《", "》"},
       {"'", "'"}}
  };
  text = trim(text);
  for (const auto& [open, close] : marks) {
    if (!text.starts_with(open)) continue;
    const auto end = text.find(close, open.size());
    if (end == std::string_view::npos) continue;
    return Quoted{
        trim(text.substr(open.size(), end - open.size())), trim(text.substr(end + close.size()))
    };
  }
  return std::nullopt;
}

RhythmTyped read_rhythm(std::string_view text, local_days today) {
  text = text.substr(0, std::min(text.size(), longest));
  const auto quoted = quoted_title(text);
  const std::string_view rest = quoted ? quoted->rest : text;
  std::vector<std::string_view> words = split_words(rest);
  std::vector<std::string> folded;
  folded.reserve(words.size());
  for (const std::string_view one : words)
    folded.push_back(to_lower_ascii(trim(reading::narrowed(one))));
  RhythmTyped out =
      WordReader(std::move(words), std::move(folded), today, quoted.has_value()).whole(rest);
  if (quoted) out.before = quoted->title;
  return out;
}

}  // namespace usher::meeting
