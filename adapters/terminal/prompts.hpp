// A form as prompts: one question after the other, errors at their field. A state machine without I/O.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"
#include "bot/say.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace usher::terminal {

class Prompts {
 public:
  Prompts(Form form, const Say& say) : form_(std::move(form)), say_(say) { ask_all(); }

  struct Question {
    Doc doc;              // what to show above the prompt; empty while a longer text goes on
    std::string prompt;   // ends in a space
    bool secret = false;  // without echo, and never in any history
  };
  enum class Step : std::uint8_t { ask, submit, cancelled };

  // The form's title and introduction, and how to leave it.
  Doc opening() const;
  // What to ask now. Only after Step::ask.
  Question question() const;
  // Takes what was typed. A form without fields goes to Step::submit with any line. today: the person's calendar day.
  Step answer(const Secret<std::string>& line, std::chrono::sys_days today);
  // All that was said, to be sent; may be asked for again after reject().
  Submit submit() const;
  // What the form's owner did not accept: those fields are asked again, each with its error.
  void reject(const Reject& why);
  // What was wrong with the form as a whole; empty when nothing was.
  Doc complaint() const;

  const Form& form() const { return form_; }

 private:
  void ask_all();
  const Field& field() const { return form_.fields[todo_.front()]; }
  Doc hint(const Field& field) const;
  Step accept(std::string value);
  Step complain(Phrase what);
  Step back();
  Step answer_text(std::string_view line, std::chrono::sys_days today);
  Step check(std::string_view typed, std::chrono::sys_days today);
  Step check_choices(std::string_view typed);
  Step check_date(std::string_view typed, std::chrono::sys_days today);

  Form form_;
  Say say_;
  std::deque<std::size_t> todo_;  // fields still to be asked
  std::map<std::string, Secret<std::string>, std::less<>> values_;
  std::map<std::string, std::string, std::less<>> errors_;
  Secret<std::string> lines_;  // of the longer text under way
  bool in_text_ = false;
};

}  // namespace usher::terminal
