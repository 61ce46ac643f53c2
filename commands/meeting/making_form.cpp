// commands/meeting/making_form.cpp: /meeting new without a text: a form, and what was filled in.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "bot/zone_names.hpp"
#include "commands/meeting/making.hpp"
#include "commands/meeting/series_words.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace usher::meeting {

namespace {

usher::Field field(std::string name, Phrase label, bool optional) {
  usher::Field out;
  out.name = std::move(name);
  out.label = std::move(label).str();
  out.optional = optional;
  out.max_length = 300;
  return out;
}

// What the words of a choice say, as they would be typed.
std::string_view often_of(std::string_view choice) {
  if (choice == "week") return "every week";
  if (choice == "2-weeks") return "every 2 weeks";
  if (choice == "4-weeks") return "every 4 weeks";
  if (choice == "month") return "every month";
  return {};
}

usher::Field often_field(const Say& say) {
  usher::Field out = field("often", say("How often?"), false);
  out.type = usher::Field::Type::choice;
  out.choices = {
      {"once", say("Once").str()},
      {"week", say("Every week, on that day").str()},
      {"2-weeks", say("Every 2 weeks, on that day").str()},
      {"4-weeks", say("Every 4 weeks, on that day").str()},
      {"month", say("Every month, on that weekday (the first, the second …)").str()},
      {"other", say("As I write it below").str()}
  };
  out.initial = "once";
  return out;
}

// "web general": the room where the form was asked for; " " where that was none. Places have no blanks.
std::string state_of(const Place& at) { return at.space + " " + at.room; }
Place here_of(std::string_view state) {
  const auto blank = state.find(' ');
  if (blank == std::string_view::npos) return {};
  return {std::string(state.substr(0, blank)), std::string(state.substr(blank + 1)), ""};
}

class Filled {
 public:
  explicit Filled(const Submit& submit) : fields_(submit.fields) {}

  std::string_view operator[](std::string_view name) const {
    const auto found = fields_.find(name);
    return found == fields_.end() ? std::string_view() : trim(found->second);
  }

 private:
  const Fields& fields_;
};

// What each field says, read alone; the first that means something else than it should.
class FormReading {
 public:
  FormReading(const Filled& filled, const Asked& asked, std::chrono::local_days today)
      : filled_(filled), say_(asked.say()), today_(today) {}

  std::map<std::string, std::string> errors;

  RhythmTyped read() {
    RhythmTyped out;
    out.before = filled_["title"];
    out.day = day_of_text(filled_["day"], today_);
    if (!out.day)
      error(
          "day", say_(
                     "Say on which day it is first, year, month and day: {day}",
                     fmt::arg("day", Text(std::string("2026-12-03")))
                 )
      );
    out.clock = clock_of_text(filled_["time"]);
    if (!out.clock)
      error(
          "time",
          say_("Say at what time it begins: {time}", fmt::arg("time", Text(std::string("17:00"))))
      );
    if (const auto zone = filled_["zone"]; !zone.empty()) {
      out.zone = zone_named(zone).value_or(std::string());
      if (out.zone.empty())
        error(
            "zone", say_(
                        "Say by which clocks, a continent and a city: {zone}",
                        fmt::arg("zone", Text(std::string("Europe/Berlin")))
                    )
        );
    }
    often(out);
    end(out);
    places(out);
    out.about = shorten(sanitize(filled_["about"]), 600);
    return out;
  }

 private:
  void error(const std::string& name, const Phrase& words) {
    errors.try_emplace(name, words.str());
  }
  // As after a title, so that no word is taken for a name.
  RhythmTyped alone(std::string_view text) const {
    return read_rhythm(fmt::format("\"x\" {}", text), today_);
  }

  void often(RhythmTyped& out) {
    const std::string_view choice = filled_["often"];
    const std::string_view own = filled_["rule"];
    const std::string_view words = own.empty() ? often_of(choice) : own;
    if (words.empty()) {
      if (choice == "other")
        error(
            "rule", say_(
                        "Write how often it is: {rule}",
                        fmt::arg("rule", Text(std::string("every 3 weeks on Tuesday")))
                    )
        );
      return;
    }
    const RhythmTyped read = alone(words);
    if (!read.unread.empty() || (!read.step && read.nth == 0 && read.month_day == 0))
      return error(
          "rule", say_(
                      "Write how often it is: {rule}",
                      fmt::arg("rule", Text(std::string("every 3 weeks on Tuesday")))
                  )
      );
    out.step = read.step;
    out.every = read.every;
    out.days = read.days;
    out.nth = read.nth;
    out.month_day = read.month_day;
  }

  void end(RhythmTyped& out) {
    const std::string_view text = filled_["end"];
    if (text.empty()) return;
    if (const auto day = day_of_text(text, today_)) {
      out.until = day;
      return;
    }
    const RhythmTyped read = alone(text);
    const RhythmTyped times = alone(fmt::format("{} times", text));
    if (read.until && read.unread.empty())
      out.until = read.until;
    else if (read.count > 0 && read.unread.empty())
      out.count = read.count;
    else if (times.count > 0 && times.unread.empty())
      out.count = times.count;
    else if (!read.for_ever)
      error(
          "end", say_(
                     "Write its last day, {day}, or how many dates there are: {count}",
                     fmt::arg("day", Text(std::string("2027-03-01"))),
                     fmt::arg("count", Text(std::string("6")))
                 )
      );
  }

  void places(RhythmTyped& out) {
    out.link = filled_["link"];
    for (std::string_view word : split_words(filled_["rooms"])) {
      while (word.ends_with(',') || word.ends_with(';')) word.remove_suffix(1);
      if (word.empty()) continue;
      const RhythmTyped read = alone(word);
      if (read.here)
        out.here = true;
      else
        out.rooms.emplace_back(word);
    }
    for (std::string_view word : split_words(filled_["tags"])) {
      while (word.ends_with(',')) word.remove_suffix(1);
      while (word.starts_with('#')) word.remove_prefix(1);
      if (!word.empty()) out.tags.push_back(to_lower_ascii(word));
    }
  }

  const Filled& filled_;
  Say say_;
  std::chrono::local_days today_;
};

}  // namespace

Outcome open_new_form(const Asked& asked) {
  const Say say = asked.say();
  const Reader reader = asked.reader(false);
  Form form;
  form.id = new_form;
  form.title = say("A new meeting").str();
  form.submit = say("Show it").str();
  form.intro.paragraph({say(
      "Nothing is made, and nobody is told, before you have seen it. In one line: {command}",
      fmt::arg(
          "command", Text(std::string(
                         "/meeting new \"Docs sprint\" 2026-12-03 17:00 Europe/Berlin every 2 weeks"
                     ))
      )
  )});
  form.state = state_of(room_here(asked));
  form.fields.push_back(field("title", say("What is it called?"), false));
  usher::Field day = field("day", say("On which day, the first time?"), false);
  day.type = usher::Field::Type::date;
  form.fields.push_back(std::move(day));
  usher::Field time = field("time", say("At what time?"), false);
  time.hint = "17:00";
  form.fields.push_back(std::move(time));
  usher::Field zone = field("zone", say("By the clocks of which zone?"), true);
  zone.initial = reader.zone ? reader.zone->name() : asked.context.community.time_zone;
  form.fields.push_back(std::move(zone));
  form.fields.push_back(often_field(say));
  usher::Field rule = field("rule", say("Or in your own words"), true);
  rule.hint = "every 3 weeks on Tuesday";
  form.fields.push_back(std::move(rule));
  usher::Field end = field("end", say("Until when, or how many times?"), true);
  end.hint = say("Empty: it goes on.").str();
  form.fields.push_back(std::move(end));
  usher::Field link = field("link", say("Where is the call?"), true);
  link.hint = "https://…";
  form.fields.push_back(std::move(link));
  usher::Field rooms = field("rooms", say("Which rooms are told?"), true);
  rooms.hint = say("Empty: this one. Else web:general, slack:C0123456 …").str();
  form.fields.push_back(std::move(rooms));
  form.fields.push_back(field("tags", say("Tags"), true));
  form.fields.push_back(field("about", say("What is it about?"), true));
  return {None{}, {Open{asked.event.who, std::move(form)}}};
}

Outcome new_submitted(const Submit& submit, const Asked& asked) {
  if (!may_change_series(asked)) return refuse_series(asked);
  const Filled filled(submit);
  const Zone mine = asked.reader(false).zone.value_or(Zone());
  const auto today = std::chrono::floor<std::chrono::days>(mine.to_local(asked.context.now));
  FormReading reading(filled, asked, today);
  const RhythmTyped typed = reading.read();
  if (!reading.errors.empty()) return {Reject{std::move(reading.errors)}, {}};
  MadeMeeting made;
  if (auto no = complete(made, typed, here_of(filled["_state"]), asked)) {
    // A field that the form has not: what was said of it stands at the nearest.
    const std::string name = no->field == "length" ? "rule" : no->field;
    return {Reject{{{name, plain_text(no->words)}}}, {}};
  }
  return preview_make(made, asked);
}

}  // namespace usher::meeting
