// commands/answers/subject.hpp: what is carried from a question to what comes of it: in a Call's tag, in a button's value.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::answers {

// What was asked, by whom and where: all that an answer which comes later must know.
struct Question {
  std::string text;   // as it was put; of a button: empty
  std::string topic;  // that was chosen by a button; else empty
  Place at;
  std::string person;
  std::string lang;   // BCP 47, of the asker
  std::string event;  // its id
  bool here = false;  // it was said in a room, for all to read
};
std::string tag_of(const Question& question);
// Nothing where the Call was for something else. Its text is what the Call carried.
std::optional<Question> question_of(const Fetched& fetched);

// What the buttons beneath an answer know of it. The question is in their value, and so in the chat system, rather than in a
// row of Usher's that would be kept for whoever never presses one.
struct Subject {
  std::string topic;     // empty where nothing was answered
  std::string lang;      // of the answer, BCP 47
  std::string asker;     // the platform's id
  std::string event;     // that asked
  std::string question;  // stripped
  bool unasked = false;
};
// At most 1,900 bytes: a question that is too long is shortened.
std::string value_of(const Subject& subject);
// Of a topic alone (as other features' buttons say it), the rest is empty.
Subject subject_of(std::string_view value);

// On one line, without what names somebody, leads somewhere or is code: what is kept of a question.
std::string stripped(std::string_view question);

}  // namespace usher::answers
