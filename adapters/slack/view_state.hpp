// adapters/slack/view_state.hpp: what a modal carries with it, and what is read from it when it comes back. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/route.hpp"
#include "bot/event.hpp"
#include "bot/model.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// How a modal (blocks.hpp) and what comes back of it belong together:
//   callback_id          Form::id
//   private_metadata     Marks::write()
//   an input's block_id  the field's name: where the errors of a Reject stand. Its action_id may be anything; another one
//                        than before makes Slack show the field's initial value instead of what the person had typed.
//   an option's value    Choice::value
// The inputs: plain_text_input (line, text), static_select or radio_buttons (choice), checkboxes or multi_static_select
// (choices), datepicker (date), users_select (person).

// private_metadata: what Slack keeps for a modal. Whoever sees the app's traffic sees it: no text of anybody's.
struct Marks {
  std::string state;                // Form::state
  std::vector<std::string> secret;  // names of the fields that are secret
  std::string channel,
      thread;  // the conversation where the form was asked for: what answers it goes there

  static Marks of(const Form& form, const Way& way = {});
  // Where the whole is over longest_marks, without channel and thread. A form whose state alone is longer cannot be opened.
  std::string write() const;
  // Nothing for what write() did not write.
  static std::optional<Marks> read(std::string_view private_metadata);
  bool operator==(const Marks&) const = default;
};
inline constexpr std::size_t longest_marks =
    3000;  // characters of private_metadata (facts/slack.md 1.5)

// A modal's `view`, as view_submission brings it ("View interaction payloads" of Slack's documentation), as a Submit: each
// input one field, empty where nothing was put in; a date as "2026-03-01", a person as an id, several choices a line each.
// Texts are harmless (bot/text.hpp, sanitize) and keep their line breaks; one of white space alone is empty. Fields that are
// marked secret are in `secrets` alone; where the marks cannot be read, all are. The form's state comes back as the field
// "_state".
Submit read_submission(const boost::json::object& view);

// Form::id of a view that was submitted or closed.
std::string form_of(const boost::json::object& view);

}  // namespace usher::slack
