// One conversation about a form, without a platform: says something, and tells what came of it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/dialogue.hpp"

#include <string>
#include <string_view>

namespace usher::test {

inline constexpr std::chrono::sys_days today{std::chrono::year(2026) / 11 / 21};

inline Field field(std::string name, Field::Type type = Field::Type::line) {
  Field out;
  out.name = name;
  out.label = "What is the " + name + "?";
  out.type = type;
  return out;
}

inline Form proposal() {
  Form form;
  form.id = "vote.new";
  form.title = "A vote";
  form.submit = "Begin the vote";
  form.state = "opaque";
  form.fields = {
      field("subject"), field("kind", Field::Type::choice), field("rooms", Field::Type::choices),
      field("until", Field::Type::date), field("note", Field::Type::text)
  };
  form.fields[0].max_length = 10;
  form.fields[1].choices = {{"quick", "A quick one"}, {"slow", "A slow one"}};
  form.fields[2].choices = {{"g", "general"}, {"d", "development"}, {"s", "social"}};
  form.fields[4].optional = true;
  form.fields[4].hint = "As long as you like.";
  return form;
}

struct Talk {
  explicit Talk(Form form) : dialogue(std::move(form), "en") {}

  std::string says(std::string_view typed) {
    Dialogue::Step step = dialogue.answer(typed, say, today);
    if (auto* send = std::get_if<Dialogue::Send>(&step)) {
      sent = std::move(send->submit);
      return "send";
    }
    if (std::holds_alternative<Dialogue::Stop>(step)) return "stop";
    return std::holds_alternative<Dialogue::Ask>(step) ? "ask" : "mend";
  }
  std::string asked() const { return plain_text(dialogue.question(say)); }
  bool asks(std::string_view what) const { return asked().find(what) != std::string::npos; }

  Catalog catalog;
  Say say{catalog, "en"};
  Dialogue dialogue;
  Submit sent;
};

}  // namespace usher::test
