// A form asked question by question, for platforms that have no forms. A state machine without I/O and without database:
// bot/dialogues.hpp keeps it, bot/dispatch_dialogue.cpp connects it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"
#include "bot/say.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace usher {

class Dialogue {
 public:
  // lang: BCP 47, what the form is worded in; the words around it are said in the same, whatever the answers are in.
  Dialogue(Form form, std::string lang);

  const Form& form() const { return form_; }
  const std::string& lang() const { return lang_; }
  // Nothing of it may be written down: neither the answers, nor the questions.
  bool secret() const;

  bool asks_date() const;  // then answer() needs today
  // What to ask now: what was wrong, the field, its choices, how to answer. The same until the next answer.
  // sign: what a command begins with on this platform.
  Doc question(const Say& say, char sign = '/') const;

  struct Ask {};   // question() asks for the next field
  struct Mend {};  // question() asks for the same field again and says what was wrong
  struct Send {
    Submit submit;
  };
  struct Stop {
    Cancelled cancelled;
  };
  using Step = std::variant<Ask, Mend, Send, Stop>;
  // Takes what was typed in answer to question(). today: the person's calendar day.
  Step answer(std::string_view typed, const Say& say, std::chrono::sys_days today);

  // The form's owner did not accept it: the first field with an error is asked again, then the others that have one. With
  // no such field, all is kept and can be sent again.
  void reject(const Reject& why);
  // The form's owner goes on with another form.
  void update(Form form);
  // A word to say before the next question.
  void note(const Phrase& words) { note_ = words.str(); }

  // As bytes, answers included: to be kept where secret() allows.
  std::string encode() const;
  static std::optional<Dialogue> decode(std::string_view bytes
  );  // nothing when they are no dialogue

 private:
  struct Answer {
    Secret<std::string> value;  // also what was there before: an earlier answer, or the initial one
    bool done = false;
    std::string wrong;  // what the form's owner said of it
  };

  void begin();
  void move_on();
  bool at_end() const { return at_ == form_.fields.size(); }
  Step back(const Say& say);
  Step mend(const Phrase& what);
  Step accept(std::string value);
  Step confirm(std::string_view typed, const Say& say);
  Step check(std::string_view typed, const Say& say, std::chrono::sys_days today);
  Step check_choice(std::string_view typed, const Say& say);
  Step check_date(std::string_view typed, const Say& say, std::chrono::sys_days today);
  Submit submit() const;

  // --- dialogue_question.cpp ---
  void ask_field(Doc& doc, const Say& say) const;
  Line how_to_answer(const Say& say) const;
  Line how_to_leave(const Say& say, char sign) const;

  Form form_;
  std::string lang_;
  std::vector<Answer> answers_;  // one for each field
  std::size_t at_ = 0;           // the field that is asked; the number of fields: only to be sent
  bool opening_ = true;          // title and introduction stand before the question
  std::string note_;
};

}  // namespace usher
