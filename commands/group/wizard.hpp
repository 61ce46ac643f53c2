// commands/group/wizard.hpp: founding a user group, one question at a time: which comes next, and what may be answered. Pure.
//
// A state machine without words: commands/group/questions.hpp asks, commands/group/table.hpp keeps it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace usher::group {

enum class Kind : std::uint8_t { unsaid = 0, open = 1, in_house = 2 };  // as stored

enum class Step : std::uint8_t {
  kind,
  place,         // a city, or a country
  exists,        // there may be a group there already
  organisation,  // of an in-house one
  name,
  sure,  // only where the name is doubtful
  website,
  venue,
  style,
  // The permission request of an in-house one.
  approval,
  interest,
  resources,
  hours,
  schedule,
  subjects,
  attendance,
  representation,
  benefit,
  organisers,
  promotion,
  conduct,
  first,  // event
  review
};

enum class Ask : std::uint8_t { choice, line, text, several, people, nothing };
struct Question {
  Step step = Step::kind;
  std::string_view id;  // as stored, and as buttons carry it
  Ask how = Ask::line;
  bool optional = false;
};
const Question& question(Step step);
// Step::review where it is none.
Step step_named(std::string_view id);
// Of that kind, in order; review comes last.
std::span<const Step> steps(Kind kind);
// What may be chosen, as it is stored; empty where a question is answered in words.
std::span<const std::string_view> choices(Step step);

enum class Complaint : std::uint8_t {
  none,
  empty,      // nothing was said
  too_long,   // over longest_line or longest_text characters
  no_link,    // a web address begins with https://
  no_choice,  // none of the choices
  over        // all questions are answered
};
inline constexpr std::size_t longest_line = 200;
inline constexpr std::size_t longest_text = 2000;

struct Wizard {
  Kind kind = Kind::unsaid;
  Step at = Step::kind;
  bool doubtful = false;  // its name: Step::sure is asked
  bool settled =
      false;  // it is published: neither its kind is asked any more, nor whether another is there
  std::map<Step, std::string> answers;  // empty: it was skipped

  std::string_view operator[](Step step) const;
};

// Takes what was typed or chosen for the step that it is at, and goes on to the next one without an answer. Of Step::exists and
// Step::sure it may lead elsewhere. Whether the name is doubtful is told before.
Complaint answer(Wizard& wizard, std::string_view text);
bool skip(Wizard& wizard);  // false where it may not be
bool back(Wizard& wizard);  // false at the first
// To one of its steps, whatever is answered; from the review. False for one that it has not, or that is settled.
bool go_to(Wizard& wizard, Step step);
// The first question that needs an answer and has none; Step::review where there is none.
Step still_open(const Wizard& wizard);

// The how manieth question it is at, and of how many: for whoever wants to know how long it takes.
struct Progress {
  std::size_t number = 1, of = 1;
};
Progress progress(const Wizard& wizard);

// "talks, workshop": several answers are stored with line ends between them.
std::string joined(std::string_view several);

}  // namespace usher::group
