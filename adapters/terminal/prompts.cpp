// adapters/terminal/prompts.cpp: asking, checking, asking again.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/prompts.hpp"

#include "bot/dialogue_reading.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::terminal {

namespace {

// As the form words it: the labels of what was chosen.
std::string shown(const Field& field, const std::string& value) {
  if (field.choices.empty()) return value;
  std::string out;
  for (const std::string_view part : split(value, '\n')) {
    const auto it = std::ranges::find(field.choices, part, &Choice::value);
    out += (out.empty() ? "" : ", ") + (it == field.choices.end() ? std::string(part) : it->label);
  }
  return out;
}

}  // namespace

void Prompts::ask_all() {
  todo_.clear();
  for (std::size_t i = 0; i < form_.fields.size(); ++i) todo_.push_back(i);
}

Doc Prompts::opening() const {
  Doc doc;
  if (!form_.title.empty()) doc.heading({Inline(Text(form_.title))});
  doc.append(form_.intro);
  doc.paragraph(
      {italic(Inline(say_("Type /cancel to leave this form, /back to correct the last answer.")))}
  );
  return doc;
}

Doc Prompts::complaint() const {
  Doc doc;
  if (const auto it = errors_.find(""); it != errors_.end())
    doc.paragraph({Inline(Text(it->second))});
  return doc;
}

Prompts::Question Prompts::question() const {
  if (form_.fields.empty()) {
    const std::string word = form_.submit.empty() ? say_("Send").str() : form_.submit;
    return {Doc(say_("Press Enter: {button}.", fmt::arg("button", Text(word)))), "> ", false};
  }
  if (in_text_) return {{}, "  ", field().secret};
  return {hint(field()), "> ", field().secret};
}

Doc Prompts::hint(const Field& field) const {
  Doc doc;
  if (const auto it = errors_.find(field.name); it != errors_.end())
    doc.paragraph({Inline(Text(std::string_view("✗ "))), bold(Inline(Text(it->second)))});
  Line title{bold(Inline(Text(field.label)))};
  const auto kept = values_.find(field.name);
  const bool known = kept != values_.end() || !field.initial.empty();
  std::vector<Line> notes;
  if (!field.hint.empty()) notes.push_back({Inline(Text(field.hint))});
  for (std::size_t i = 0; i < field.choices.size(); ++i)
    notes.push_back(
        {Inline(Text::number(static_cast<std::int64_t>(i) + 1)),
         Inline(Text(std::string_view(" "))), Inline(Text(field.choices[i].label))}
    );
  if (field.type == Field::Type::choices)
    notes.push_back({Inline(say_("Answer with one or more numbers: 1, 3."))});
  if (field.type == Field::Type::date)
    notes.push_back({Inline(say_("Answer with a date: 2026-03-31, 31 March 2026, yesterday."))});
  if (field.type == Field::Type::text)
    notes.push_back({Inline(say_("As many lines as you like; a line with only a full stop ends it.")
    )});
  if (field.secret) notes.push_back({Inline(say_("What you type here is not shown."))});
  if (known) {
    if (field.secret || field.type == Field::Type::text) {
      notes.push_back({Inline(say_("Enter keeps what was there."))});
    } else {
      const Text value(shown(field, kept != values_.end() ? kept->second.reveal() : field.initial));
      notes.push_back({Inline(say_("Enter keeps: {value}", fmt::arg("value", value)))});
    }
    if (field.optional) notes.push_back({Inline(say_("A single - clears it."))});
  } else if (field.optional) {
    notes.push_back({Inline(say_("You may leave this out: just press Enter."))});
  }
  doc.paragraph(std::move(title));
  for (Line& note : notes) doc.paragraph(std::move(note));
  return doc;
}

Prompts::Step Prompts::answer(const Secret<std::string>& line, std::chrono::sys_days today) {
  switch (reading::steering(line.reveal())) {
    case reading::Steer::cancel:
      return Step::cancelled;
    case reading::Steer::back:
      return back();
    case reading::Steer::none:
      break;
  }
  if (form_.fields.empty()) return Step::submit;
  if (field().type == Field::Type::text) return answer_text(line.reveal(), today);
  return check(trim(line.reveal()), today);
}

Prompts::Step Prompts::back() {
  if (form_.fields.empty()) return Step::ask;
  in_text_ = false;
  lines_ = Secret<std::string>();
  if (todo_.front() == 0) return complain(say_("This is the first question."));
  todo_.push_front(todo_.front() - 1);
  return Step::ask;
}

Prompts::Step Prompts::answer_text(std::string_view line, std::chrono::sys_days today) {
  if (!in_text_ && trim(line).empty()) return check({}, today);  // Enter at once: keep or skip
  if (!in_text_ && field().optional && reading::is_skip(line)) return check(line, today);
  if (trim(line) == "." || trim(line) == "。") {
    in_text_ = false;
    const Secret<std::string> all = std::move(lines_);
    lines_ = Secret<std::string>();
    return check(trim(all.reveal()), today);
  }
  lines_ = Secret<std::string>(
      in_text_ ? lines_.reveal() + "\n" + std::string(line) : std::string(line)
  );
  in_text_ = true;
  return Step::ask;
}

Prompts::Step Prompts::check(std::string_view typed, std::chrono::sys_days today) {
  const Field& at = field();
  const auto kept = values_.find(at.name);
  if (typed.empty()) {
    if (kept != values_.end()) return accept(kept->second.reveal());
    if (!at.initial.empty() || at.optional) return accept(at.initial);
    return complain(say_("This one is needed: please type an answer."));
  }
  if (at.optional && reading::is_skip(typed)) return accept({});
  const std::size_t size = reading::count_characters(typed);
  if (size > at.max_length)
    return complain(say_(
        "That is {size} characters; {limit} fit here.", fmt::arg("size", size),
        fmt::arg("limit", at.max_length)
    ));
  switch (at.type) {
    case Field::Type::choice:
    case Field::Type::choices:
      return check_choices(typed);
    case Field::Type::date:
      return check_date(typed, today);
    case Field::Type::line:
    case Field::Type::text:
    case Field::Type::person:
      break;
  }
  return accept(std::string(typed));
}

// What was typed is not repeated in what is said of it: it may be a secret.
Prompts::Step Prompts::check_choices(std::string_view typed) {
  const std::vector<Choice>& choices = field().choices;
  const std::size_t count = choices.size();  // a named one, because fmt::arg keeps a reference
  const auto n = fmt::arg("n", count);
  if (field().type == Field::Type::choice) {
    if (const auto one = reading::read_choice(typed, choices)) return accept(choices[*one].value);
    return complain(say_("That is none of these; answer with a number from 1 to {n}.", n));
  }
  const auto several = reading::read_choices(typed, choices);
  if (!several)
    return complain(
        say_("Not all of that is among these; answer with numbers from 1 to {n}, such as 1, 2.", n)
    );
  std::string values;
  for (const std::size_t index : *several)
    values += (values.empty() ? "" : "\n") + choices[index].value;
  return accept(std::move(values));
}

Prompts::Step Prompts::check_date(std::string_view typed, std::chrono::sys_days today) {
  const auto day = reading::read_date(typed, today);
  if (day) return accept(reading::iso(*day));
  if (day.error() == reading::DateTrouble::no_such_day)
    return complain(say_("There is no such day; please look again."));
  return complain(say_("I cannot read that as a date; write it as 2026-03-31."));
}

Prompts::Step Prompts::accept(std::string value) {
  const std::string name = field().name;
  errors_.erase(name);
  errors_.erase("");
  values_.insert_or_assign(name, Secret<std::string>(std::move(value)));
  todo_.pop_front();
  return todo_.empty() ? Step::submit : Step::ask;
}

Prompts::Step Prompts::complain(Phrase what) {
  errors_.insert_or_assign(field().name, std::move(what).str());
  return Step::ask;
}

Submit Prompts::submit() const {
  Submit out;
  out.form = form_.id;
  for (const Field& at : form_.fields) {
    const auto it = values_.find(at.name);
    const std::string& value = it == values_.end() ? at.initial : it->second.reveal();
    if (at.secret) {
      out.secrets.insert_or_assign(at.name, Secret<std::string>(value));
    } else {
      out.fields.insert_or_assign(at.name, value);
    }
  }
  if (!form_.state.empty()) out.fields.insert_or_assign("_state", form_.state);
  return out;
}

void Prompts::reject(const Reject& why) {
  errors_.clear();
  todo_.clear();
  in_text_ = false;
  for (const auto& [name, text] : why.errors) errors_.insert_or_assign(name, text);
  for (std::size_t i = 0; i < form_.fields.size(); ++i)
    if (errors_.contains(form_.fields[i].name)) todo_.push_back(i);
  if (todo_.empty()) ask_all();
}

}  // namespace usher::terminal
