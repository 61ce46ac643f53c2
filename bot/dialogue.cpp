// bot/dialogue.cpp: taking answers, one field at a time.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogue.hpp"

#include "bot/bytes.hpp"
#include "bot/dialogue_reading.hpp"
#include "bot/doc_codec.hpp"
#include "bot/form.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher {

namespace {

constexpr std::uint64_t version = 1;
constexpr std::size_t longest_person = 255;  // bytes: as long as an id may be on Matrix

}  // namespace

Dialogue::Dialogue(Form form, std::string lang) : form_(std::move(form)), lang_(std::move(lang)) {
  begin();
}

void Dialogue::begin() {
  answers_.clear();
  for (const Field& field : form_.fields)
    answers_.push_back({Secret<std::string>(field.initial), false, {}});
  at_ = 0;
  opening_ = true;
  note_.clear();
}

bool Dialogue::secret() const { return forms::is_secret(form_); }

bool Dialogue::asks_date() const {
  return !at_end() && form_.fields[at_].type == Field::Type::date;
}

void Dialogue::move_on() {
  const auto open =
      std::ranges::find_if(answers_, [](const Answer& answer) { return !answer.done; });
  at_ = static_cast<std::size_t>(open - answers_.begin());
  opening_ = false;
}

Dialogue::Step Dialogue::answer(
    std::string_view typed, const Say& say, std::chrono::sys_days today
) {
  switch (reading::steering(trim(typed))) {
    case reading::Steer::cancel:
      return Stop{Cancelled{form_.id}};
    case reading::Steer::back:
      return back(say);
    case reading::Steer::none:
      break;
  }
  return at_end() ? confirm(typed, say) : check(trim(typed), say, today);
}

Dialogue::Step Dialogue::back(const Say& say) {
  if (at_ == 0) return mend(say("This is the first question."));
  note_.clear();
  opening_ = false;
  --at_;
  answers_[at_].done = false;
  return Ask{};
}

Dialogue::Step Dialogue::mend(const Phrase& what) {
  note_ = what.str();
  opening_ = false;
  return Mend{};
}

Dialogue::Step Dialogue::accept(std::string value) {
  Answer& answer = answers_[at_];
  answer.value = Secret<std::string>(std::move(value));
  answer.done = true;
  answer.wrong.clear();
  note_.clear();
  move_on();
  if (at_end()) return Send{submit()};
  return Ask{};
}

// Nothing is left to be asked, and what was sent did not get through.
Dialogue::Step Dialogue::confirm(std::string_view typed, const Say& say) {
  const Choice send{"send", form_.submit.empty() ? say("Send").str() : form_.submit};
  if (!reading::read_choice(typed, {&send, 1}))
    return mend(say("That was no answer to this question."));
  note_.clear();
  opening_ = false;
  return Send{submit()};
}

Dialogue::Step Dialogue::check(
    std::string_view typed, const Say& say, std::chrono::sys_days today
) {
  const Field& field = form_.fields[at_];
  const Answer& before = answers_[at_];
  if (reading::is_keep(typed) && !before.value.empty()) return accept(before.value.reveal());
  if (field.optional && (typed.empty() || reading::is_skip(typed))) return accept({});
  if (typed.empty() || reading::is_skip(typed))
    return mend(say("This one is needed: please type an answer."));
  const std::size_t size = reading::count_characters(typed);
  if (size > field.max_length)
    return mend(
        say("That is {size} characters; {limit} fit here.", fmt::arg("size", size),
            fmt::arg("limit", field.max_length))
    );
  switch (field.type) {
    case Field::Type::choice:
    case Field::Type::choices:
      return check_choice(typed, say);
    case Field::Type::date:
      return check_date(typed, say, today);
    case Field::Type::person: {
      // Clients put a colon or a comma behind the name that they complete.
      if (typed.ends_with(':') || typed.ends_with(','))
        typed = trim(typed.substr(0, typed.size() - 1));
      const bool one = typed.find('\n') == std::string_view::npos && typed.size() <= longest_person;
      if (typed.empty() || !one) return mend(say("Please name one person, as @name."));
      return accept(std::string(typed));
    }
    case Field::Type::line: {
      std::string line(typed);
      std::ranges::replace(line, '\r', ' ');
      std::ranges::replace(line, '\n', ' ');
      return accept(std::move(line));
    }
    case Field::Type::text:
      break;
  }
  return accept(std::string(typed));
}

Dialogue::Step Dialogue::check_choice(std::string_view typed, const Say& say) {
  const Field& field = form_.fields[at_];
  // The answer is not repeated in what is said of it: it may be a secret.
  if (field.type == Field::Type::choice) {
    if (const auto one = reading::read_choice(typed, field.choices))
      return accept(field.choices[*one].value);
    return mend(
        say("That is none of these; answer with a number from 1 to {n}.",
            fmt::arg("n", field.choices.size()))
    );
  }
  const auto several = reading::read_choices(typed, field.choices);
  if (!several)
    return mend(
        say("Not all of that is among these; answer with numbers from 1 to {n}, such as 1, 2.",
            fmt::arg("n", field.choices.size()))
    );
  std::string values;
  for (const std::size_t index : *several) {
    if (!values.empty()) values += '\n';
    values += field.choices[index].value;
  }
  return accept(std::move(values));
}

Dialogue::Step Dialogue::check_date(
    std::string_view typed, const Say& say, std::chrono::sys_days today
) {
  const auto day = reading::read_date(typed, today);
  if (!day) {
    if (day.error() == reading::DateTrouble::no_such_day)
      return mend(say("There is no such day; please look again."));
    return mend(say("I cannot read that as a date; write it as 2026-03-31."));
  }
  const std::string date = reading::iso(*day);
  Step step = accept(date);
  // What was understood, where it was not said in so many words.
  if (typed != date && std::holds_alternative<Ask>(step))
    note(say("I took that as {date}.", fmt::arg("date", Text(date))));
  return step;
}

Submit Dialogue::submit() const {
  Submit out;
  out.form = form_.id;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Field& field = form_.fields[i];
    if (field.secret) {
      out.secrets.insert_or_assign(field.name, answers_[i].value);
    } else {
      out.fields.insert_or_assign(field.name, answers_[i].value.reveal());
    }
  }
  if (!form_.state.empty()) out.fields.insert_or_assign("_state", form_.state);
  return out;
}

void Dialogue::reject(const Reject& why) {
  note_.clear();
  for (const auto& [name, text] : why.errors) {
    const auto field = std::ranges::find(form_.fields, name, &Field::name);
    if (field == form_.fields.end()) {
      if (!note_.empty()) note_ += ' ';
      note_ += text;
      continue;
    }
    Answer& answer = answers_[static_cast<std::size_t>(field - form_.fields.begin())];
    answer.done = false;
    answer.wrong = text;
  }
  move_on();
}

void Dialogue::update(Form form) {
  form_ = std::move(form);
  begin();
}

std::string Dialogue::encode() const {
  ByteWriter to;
  to.number(version);
  usher::encode(to, form_);
  to.text(lang_);
  to.number(at_);
  to.flag(opening_);
  to.text(note_);
  for (const Answer& answer : answers_) {
    to.text(answer.value.reveal());
    to.flag(answer.done);
    to.text(answer.wrong);
  }
  return to.take();
}

std::optional<Dialogue> Dialogue::decode(std::string_view bytes) {
  ByteReader from(bytes);
  if (from.number() != version) return std::nullopt;
  Form form = decode_form(from);
  Dialogue out(std::move(form), from.string());
  out.at_ = from.number();
  out.opening_ = from.flag();
  out.note_ = from.string();
  for (Answer& answer : out.answers_) {
    answer.value = Secret<std::string>(from.string());
    answer.done = from.flag();
    answer.wrong = from.string();
  }
  if (!from.ok() || !from.at_end() || out.at_ > out.form_.fields.size()) return std::nullopt;
  return out;
}

}  // namespace usher
