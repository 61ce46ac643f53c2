// adapters/terminal/prompts.cpp: asking, checking, asking again.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/prompts.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <charconv>

namespace usher::terminal {

namespace {

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto part = [&](std::size_t from, std::size_t size) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data() + from, text.data() + from + size, value);
    return error == std::errc{} && end == text.data() + from + size ? value : -1;
  };
  const int year = part(0, 4);
  const int month = part(5, 2);
  const int day = part(8, 2);
  if (year < 0 || month < 0 || day < 0) return false;
  return std::chrono::year_month_day(
             std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
             std::chrono::day(static_cast<unsigned>(day))
  )
      .ok();
}

bool is_cancel(std::string_view line) {
  const std::string_view word = trim(line);
  return to_lower_ascii(word) == "/cancel" || word == "/取消";
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
  doc.paragraph({italic(Inline(say_("Type /cancel to leave this form; nothing is sent then.")))});
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
    notes.push_back({Inline(say_("Several numbers are fine: 1, 3."))});
  if (field.type == Field::Type::date)
    notes.push_back({Inline(say_("A date, written as 2026-03-31."))});
  if (field.type == Field::Type::text)
    notes.push_back({Inline(say_("As many lines as you like; a line with only a full stop ends it.")
    )});
  if (field.secret) notes.push_back({Inline(say_("What you type here is not shown."))});
  if (known) {
    if (field.secret || field.type == Field::Type::text) {
      notes.push_back({Inline(say_("Enter keeps what was there."))});
    } else {
      const Text value(kept != values_.end() ? kept->second.reveal() : field.initial);
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

Prompts::Step Prompts::answer(const Secret<std::string>& line) {
  if (is_cancel(line.reveal())) return Step::cancelled;
  if (form_.fields.empty()) return Step::submit;
  const bool single_line = field().type != Field::Type::text;
  return single_line ? check(trim(line.reveal())) : answer_text(line.reveal());
}

Prompts::Step Prompts::answer_text(std::string_view line) {
  if (!in_text_ && trim(line).empty()) return check({});  // Enter at once: keep or skip
  if (!in_text_ && field().optional && trim(line) == "-") return check("-");
  if (trim(line) == "." || trim(line) == "。") {
    in_text_ = false;
    const Secret<std::string> all = std::move(lines_);
    lines_ = Secret<std::string>();
    return check(trim(all.reveal()));
  }
  lines_ = Secret<std::string>(
      in_text_ ? lines_.reveal() + "\n" + std::string(line) : std::string(line)
  );
  in_text_ = true;
  return Step::ask;
}

Prompts::Step Prompts::check(std::string_view typed) {
  const Field& at = field();
  const auto kept = values_.find(at.name);
  const bool known = kept != values_.end() || !at.initial.empty();
  if (typed.empty()) {
    if (known) return accept(kept != values_.end() ? kept->second.reveal() : at.initial);
    if (at.optional) return accept({});
    return complain(say_("This one is needed."));
  }
  if (at.optional && typed == "-") return accept({});
  const std::size_t size = length(typed);
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
      if (!is_date(typed))
        return complain(
            say_("“{typed}” is no date; write it as 2026-03-31.", fmt::arg("typed", Text(typed)))
        );
      break;
    case Field::Type::line:
    case Field::Type::text:
    case Field::Type::person:
      break;
  }
  return accept(std::string(typed));
}

std::size_t Prompts::choice_named(std::string_view typed) const {
  const std::vector<Choice>& choices = field().choices;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error == std::errc{} && end == typed.data() + typed.size() && number >= 1 &&
      number <= choices.size())
    return number - 1;
  const std::string lower = to_lower_ascii(typed);
  const auto it = std::ranges::find_if(choices, [&](const Choice& choice) {
    return to_lower_ascii(choice.label) == lower || to_lower_ascii(choice.value) == lower;
  });
  return static_cast<std::size_t>(it - choices.begin());
}

Prompts::Step Prompts::check_choices(std::string_view typed) {
  const std::vector<Choice>& choices = field().choices;
  const bool several = field().type == Field::Type::choices;
  std::string_view wrong = typed;
  if (const std::size_t whole = choice_named(typed); whole < choices.size())
    return accept(choices[whole].value);
  std::string spaced(typed);
  for (const std::string_view comma : {",", "，", "、", ";", "；"})
    for (auto at = spaced.find(comma); at != std::string::npos; at = spaced.find(comma))
      spaced.replace(at, comma.size(), " ");
  std::vector<bool> chosen(choices.size());
  bool good = several;
  for (const std::string_view word : split_words(spaced)) {
    const std::size_t index = choice_named(word);
    if (index == choices.size()) {
      if (good) wrong = word;
      good = false;
    } else {
      chosen[index] = true;
    }
  }
  if (!good)
    return complain(say_(
        "“{typed}” is none of these; type a number from 1 to {n}.", fmt::arg("typed", Text(wrong)),
        fmt::arg("n", choices.size())
    ));
  std::string values;
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (chosen[i]) values += (values.empty() ? "" : "\n") + choices[i].value;
  return accept(std::move(values));
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
