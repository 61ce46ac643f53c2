// commands/group/wizard.cpp: two lists of questions, and the way through them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/wizard.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace usher::group {

namespace {

constexpr std::array<Question, 23> questions = {{
    {Step::kind, "kind", Ask::choice, false},
    {Step::place, "place", Ask::line, false},
    {Step::exists, "exists", Ask::choice, false},
    {Step::organisation, "organisation", Ask::line, false},
    {Step::name, "name", Ask::line, false},
    {Step::sure, "sure", Ask::choice, false},
    {Step::website, "website", Ask::line, true},
    {Step::venue, "venue", Ask::line, true},
    {Step::style, "style", Ask::several, true},
    {Step::approval, "approval", Ask::text, false},
    {Step::interest, "interest", Ask::text, false},
    {Step::resources, "resources", Ask::text, false},
    {Step::hours, "hours", Ask::choice, false},
    {Step::schedule, "schedule", Ask::text, false},
    {Step::subjects, "subjects", Ask::text, false},
    {Step::attendance, "attendance", Ask::text, false},
    {Step::representation, "representation", Ask::text, false},
    {Step::benefit, "benefit", Ask::text, false},
    {Step::organisers, "organisers", Ask::people, true},
    {Step::promotion, "promotion", Ask::several, true},
    {Step::conduct, "conduct", Ask::line, true},
    {Step::first, "first", Ask::line, true},
    {Step::review, "review", Ask::nothing, false},
}};

constexpr std::array<Step, 2> unsaid_steps = {Step::kind, Step::review};
constexpr std::array<Step, 13> open_steps = {Step::kind,      Step::place,   Step::exists,
                                             Step::name,      Step::sure,    Step::website,
                                             Step::venue,     Step::style,   Step::organisers,
                                             Step::promotion, Step::conduct, Step::first,
                                             Step::review};
constexpr std::array<Step, 17> in_house_steps = {
    Step::kind,       Step::organisation,   Step::name,    Step::sure,       Step::approval,
    Step::interest,   Step::resources,      Step::hours,   Step::schedule,   Step::subjects,
    Step::attendance, Step::representation, Step::benefit, Step::organisers, Step::conduct,
    Step::first,      Step::review
};

constexpr std::array<std::string_view, 2> kinds = {"open", "in-house"};
constexpr std::array<std::string_view, 2> exists_choices = {"none", "join"};
constexpr std::array<std::string_view, 2> sure_choices = {"keep", "other"};
constexpr std::array<std::string_view, 3> hours_choices = {"in", "outside", "both"};
constexpr std::array<std::string_view, 8> styles = {
    "talks", "lightning", "review", "videos", "walk-through", "module", "restaurant", "weekend"
};
constexpr std::array<std::string_view, 8> promotions = {
    "meetup", "lists", "official-list", "groups", "campus", "social", "recordings", "advert"
};

bool holds(std::span<const std::string_view> all, std::string_view one) {
  return std::ranges::find(all, one) != all.end();
}

// Line ends, commas and the commas of Chinese part several.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  const auto take = [&](std::size_t to) {
    if (const auto one = trim(text.substr(from, to - from)); !one.empty()) out.push_back(one);
  };
  for (std::size_t at = 0; at <= text.size();) {
    const std::string_view rest = text.substr(std::min(at, text.size()));
    std::size_t sign = 0;
    if (rest.empty() || rest.front() == '\n' || rest.front() == ',')
      sign = 1;
    else if (rest.starts_with("，") || rest.starts_with("、"))
      sign = 3;
    if (sign == 0) {
      ++at;
      continue;
    }
    take(at);
    at += sign;
    from = at;
  }
  return out;
}

// Numbers, as a dialogue shows them, and the words themselves; what is neither is said in their own words.
std::string several_of(Step step, std::string_view text) {
  const auto all = choices(step);
  std::vector<std::string> out;
  for (const std::string_view one : parts_of(text)) {
    std::string found = to_lower_ascii(one);
    if (one.size() == 1 && one.front() >= '1' && one.front() <= '9' &&
        static_cast<std::size_t>(one.front() - '1') < all.size())
      found = all[static_cast<std::size_t>(one.front() - '1')];
    if (!holds(all, found)) found = one;
    if (std::ranges::find(out, found) == out.end()) out.push_back(std::move(found));
  }
  std::string joined_lines;
  for (const std::string& one : out) joined_lines += (joined_lines.empty() ? "" : "\n") + one;
  return joined_lines;
}

bool is_link(std::string_view text) {
  const auto host = text.find("//");
  return (text.starts_with("https://") || text.starts_with("http://")) &&
         text.find_first_of(" \t<>\"") == std::string_view::npos &&
         text.find('.', host) != std::string_view::npos;
}

bool is_passed_by(const Wizard& wizard, Step step) {
  if (step == Step::sure) return !wizard.doubtful;
  return wizard.settled && (step == Step::kind || step == Step::exists);
}

void move_on(Wizard& wizard) {
  for (const Step step : steps(wizard.kind)) {
    if (is_passed_by(wizard, step)) continue;
    if (step == Step::review || !wizard.answers.contains(step)) {
      wizard.at = step;
      return;
    }
  }
}

}  // namespace

const Question& question(Step step) { return *std::ranges::find(questions, step, &Question::step); }

Step step_named(std::string_view id) {
  const auto* const found = std::ranges::find(questions, id, &Question::id);
  return found == questions.end() ? Step::review : found->step;
}

std::span<const Step> steps(Kind kind) {
  if (kind == Kind::open) return open_steps;
  if (kind == Kind::in_house) return in_house_steps;
  return unsaid_steps;
}

std::span<const std::string_view> choices(Step step) {
  switch (step) {
    case Step::kind:
      return kinds;
    case Step::exists:
      return exists_choices;
    case Step::sure:
      return sure_choices;
    case Step::hours:
      return hours_choices;
    case Step::style:
      return styles;
    case Step::promotion:
      return promotions;
    default:
      return {};
  }
}

std::string_view Wizard::operator[](Step step) const {
  const auto found = answers.find(step);
  return found == answers.end() ? std::string_view() : std::string_view(found->second);
}

Complaint answer(Wizard& wizard, std::string_view text) {
  const Question& asked = question(wizard.at);
  text = trim(text);
  if (asked.how == Ask::nothing || is_passed_by(wizard, asked.step)) return Complaint::over;
  if (text.empty()) return Complaint::empty;
  const bool lines = asked.how == Ask::text || asked.how == Ask::several;
  std::string said = sanitize(text, lines);
  if (count_code_points(said) > (lines ? longest_text : longest_line)) return Complaint::too_long;
  if (asked.how == Ask::choice) {
    said = to_lower_ascii(said);
    const auto all = choices(asked.step);
    if (said.size() == 1 && said.front() >= '1' &&
        static_cast<std::size_t>(said.front() - '1') < all.size())
      said = all[static_cast<std::size_t>(said.front() - '1')];
    if (!holds(all, said)) return Complaint::no_choice;
  }
  if (asked.how == Ask::several) said = several_of(asked.step, said);
  const bool link = asked.step == Step::website || asked.step == Step::conduct;
  if (link && !is_link(said)) return Complaint::no_link;
  if (asked.step == Step::kind) wizard.kind = said == "open" ? Kind::open : Kind::in_house;
  if (asked.step == Step::name) wizard.answers.erase(Step::sure);
  // Another place: what was seen of groups there was of the former one.
  if (asked.step == Step::place && wizard[Step::place] != said && !wizard.settled)
    wizard.answers.erase(Step::exists);
  if (asked.step == Step::sure && said == "other") {
    wizard.at = Step::name;
    return Complaint::none;
  }
  wizard.answers[asked.step] = std::move(said);
  move_on(wizard);
  return Complaint::none;
}

bool skip(Wizard& wizard) {
  const Question& asked = question(wizard.at);
  if (!asked.optional) return false;
  wizard.answers[asked.step] = "";
  move_on(wizard);
  return true;
}

bool back(Wizard& wizard) {
  Step before = wizard.at;
  for (const Step step : steps(wizard.kind)) {
    if (step == wizard.at) break;
    if (is_passed_by(wizard, step)) continue;
    before = step;
  }
  if (before == wizard.at) return false;
  wizard.at = before;
  return true;
}

bool go_to(Wizard& wizard, Step step) {
  const auto all = steps(wizard.kind);
  if (step == Step::sure || is_passed_by(wizard, step)) return false;
  if (std::ranges::find(all, step) == all.end()) return false;
  wizard.at = step;
  return true;
}

Step still_open(const Wizard& wizard) {
  for (const Step step : steps(wizard.kind))
    if (!question(step).optional && !is_passed_by(wizard, step) && wizard[step].empty())
      return step;
  return Step::review;
}

Progress progress(const Wizard& wizard) {
  Progress out{0, 0};
  for (const Step step : steps(wizard.kind)) {
    if (step != Step::sure && step != Step::review) ++out.of;
    if (step == wizard.at) out.number = out.of;
  }
  return out;
}

std::string joined(std::string_view several) {
  std::string out;
  for (const std::string_view one : split(several, '\n')) {
    if (!out.empty()) out += ", ";
    out += one;
  }
  return out;
}

}  // namespace usher::group
