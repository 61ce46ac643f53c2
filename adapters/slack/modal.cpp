// adapters/slack/modal.cpp: a Form as a modal (Slack's reference, "Modal views" and "Input block").
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/blocks.hpp"
#include "adapters/slack/measure.hpp"
#include "adapters/slack/units.hpp"
#include "adapters/slack/view_state.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t most_blocks = 100;
constexpr std::size_t longest_title = 24;  // and of the button
constexpr std::size_t longest_heading = 150;
constexpr std::size_t longest_label = 2000;
constexpr std::size_t longest_input = 3000;
constexpr std::size_t longest_option = 75;
constexpr std::size_t longest_option_value = 150;
constexpr std::size_t most_options = 100;
constexpr std::size_t most_radios = 10;  // and checkboxes
constexpr std::size_t longest_id = 255;

// An update shows what the person has typed where the name of an input is the same as before, else its initial value: so
// the name says which initial value it has.
std::string action_of(const Field& field) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : field.initial) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("value-{:016x}", hash);
}

json::object option(const Choice& choice) {
  json::object out;
  out.emplace(
      "text", plain_object(choice.label.empty() ? choice.value : choice.label, longest_option)
  );
  out.emplace("value", choice.value);
  return out;
}

bool may_be_offered(const Choice& choice) {
  const Measure size = measure(choice.value);
  return size.sound && size.units > 0 && size.units <= longest_option_value;
}

// Those that Slack takes, each value once.
std::vector<const Choice*> offered(const Field& field) {
  std::vector<const Choice*> out;
  for (const Choice& choice : field.choices) {
    const bool twice =
        std::ranges::any_of(out, [&](const Choice* other) { return other->value == choice.value; });
    if (out.size() < most_options && may_be_offered(choice) && !twice) out.push_back(&choice);
  }
  return out;
}

// Slack refuses a view whose initial value is none of its options, no date or nobody's id.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
    if (text[i] < '0' || text[i] > '9') return false;
  const auto number = [&](std::size_t from, std::size_t length) {
    int out = 0;
    for (std::size_t i = from; i < from + length; ++i) out = out * 10 + (text[i] - '0');
    return out;
  };
  return std::chrono::year_month_day(
             std::chrono::year(number(0, 4)),
             std::chrono::month(static_cast<unsigned>(number(5, 2))),
             std::chrono::day(static_cast<unsigned>(number(8, 2)))
  )
      .ok();
}
bool is_user(std::string_view id) {
  return id.size() > 1 && (id[0] == 'U' || id[0] == 'W') && std::ranges::all_of(id, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

json::object text_input(const Field& field) {
  const std::size_t limit =
      field.max_length == 0 ? longest_input : std::min(field.max_length, longest_input);
  json::object out{
      {"type", "plain_text_input"},
      {"multiline", field.type == Field::Type::text},
      {"max_length", limit}
  };
  const bool lines = field.type == Field::Type::text;
  const std::string initial = shortened(sanitize(field.initial, lines), limit);
  if (!initial.empty()) out.emplace("initial_value", initial);
  return out;
}

json::object choice_input(const Field& field) {
  json::array options;
  json::value initial;
  for (const Choice* choice : offered(field)) {
    options.push_back(option(*choice));
    if (choice->value == field.initial) initial = options.back();
  }
  // A radio button that was chosen stays chosen: not where nothing is an answer too.
  const bool radios = options.size() <= most_radios && !field.optional;
  json::object out{
      {"type", radios ? "radio_buttons" : "static_select"}, {"options", std::move(options)}
  };
  if (!initial.is_null()) out.emplace("initial_option", std::move(initial));
  return out;
}

json::object choices_input(const Field& field) {
  json::array options;
  json::array initial;
  const std::vector<std::string_view> chosen = split(field.initial, '\n');
  for (const Choice* choice : offered(field)) {
    options.push_back(option(*choice));
    if (std::ranges::find(chosen, choice->value) != chosen.end()) initial.push_back(options.back());
  }
  const bool boxes = options.size() <= most_radios;
  json::object out{
      {"type", boxes ? "checkboxes" : "multi_static_select"}, {"options", std::move(options)}
  };
  if (!initial.empty()) out.emplace("initial_options", std::move(initial));
  return out;
}

json::object input_of(const Field& field) {
  switch (field.type) {
    case Field::Type::line:
    case Field::Type::text:
      return text_input(field);
    case Field::Type::choice:
      return choice_input(field);
    case Field::Type::choices:
      return choices_input(field);
    case Field::Type::date: {
      json::object out{{"type", "datepicker"}};
      if (is_date(field.initial)) out.emplace("initial_date", field.initial);
      return out;
    }
    case Field::Type::person: {
      json::object out{{"type", "users_select"}};
      if (is_user(field.initial)) out.emplace("initial_user", field.initial);
      return out;
    }
  }
  return text_input(field);
}

json::object input_block(const Field& field) {
  json::object input = input_of(field);
  input.emplace("action_id", action_of(field));
  json::object out{
      {"type", "input"},
      {"block_id", field.name},
      {"label", plain_object(field.label, longest_label)},
      {"optional", field.optional}
  };
  if (!field.hint.empty()) out.emplace("hint", plain_object(field.hint, longest_label));
  out.emplace("element", std::move(input));
  return out;
}

// Nothing to choose from: Slack would refuse the whole view.
bool can_be_asked(const Field& field) {
  const bool chosen = field.type == Field::Type::choice || field.type == Field::Type::choices;
  return !field.name.empty() && field.name.size() <= longest_id &&
         (!chosen || std::ranges::any_of(field.choices, may_be_offered));
}

}  // namespace

json::object modal(const Form& form, const Way& way) {
  json::array inputs;
  for (const Field& field : form.fields)
    if (inputs.size() < most_blocks - 1 && can_be_asked(field))
      inputs.push_back(input_block(field));

  json::array blocks;
  if (const std::size_t length = measure(form.title).units; length > longest_title) {
    const bool fits = length <= longest_heading;
    blocks.push_back(json::object{
        {"type", fits ? "header" : "section"},
        {"text", plain_object(form.title, fits ? longest_heading : most_units)}
    });
  }
  for (Unit& unit : units_of(form.intro, {}))
    if (blocks.size() + inputs.size() < most_blocks) blocks.push_back(std::move(unit.block));
  for (json::value& input : inputs) blocks.push_back(std::move(input));

  json::object out{
      {"type", "modal"},
      {"callback_id", form.id},
      {"title", plain_object(form.title, longest_title)},
      {"private_metadata", Marks::of(form, way).write()},
      {"notify_on_close", true},
  };
  // Slack wants one where something is put in; a sign needs no translation.
  if (!inputs.empty())
    out.emplace("submit", plain_object(form.submit.empty() ? "✓" : form.submit, longest_title));
  out.emplace("blocks", std::move(blocks));
  return out;
}

}  // namespace usher::slack
