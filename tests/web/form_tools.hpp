// tests/web/form_tools.hpp: a form with every kind of field, and what fills it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/web/web_rig.hpp"

#include <string>

namespace usher::web::test_rig {

inline Field field(std::string name, Field::Type type, bool optional = true) {
  Field out;
  out.name = std::move(name);
  out.label = "Label";
  out.type = type;
  out.optional = optional;
  return out;
}

// The name and the colour must be there.
inline Form all_fields() {
  Form form;
  form.id = "test.form";
  form.title = "A form";
  form.state = "state";
  form.fields = {
      field("name", Field::Type::line, false),
      field("story", Field::Type::text),
      field("colour", Field::Type::choice, false),
      field("days", Field::Type::choices),
      field("when", Field::Type::date),
      field("who", Field::Type::person),
      field("word", Field::Type::line)
  };
  form.fields[0].max_length = 10;
  form.fields[2].choices = {{"r", "Red"}, {"g", "Green"}};
  form.fields[3].choices = {{"mo", "Monday"}, {"tu", "Tuesday"}};
  form.fields[6].secret = true;
  return form;
}

inline Fields good() {
  return {{"name", "Ada"}, {"story", ""},          {"colour", "r"},
          {"days", "mo"},  {"when", "2026-03-31"}, {"who", "grace"}};
}

inline SecretFields secret(std::string name, std::string value) {
  SecretFields out;
  out.emplace(std::move(name), Secret<std::string>(std::move(value)));
  return out;
}

// As a page has it that was shown the form in a thread of the room general.
inline std::string ticket_for(
    const Rig& rig, std::string person, Form form, std::int64_t row = 4711
) {
  return rig.space->seal->ticket(
      {row, std::move(person), "general", "12", std::move(form), rig.space->clock.seconds()}
  );
}

// A form that the outbox opens for Ada.
inline Pending opening(std::int64_t row, Form form) {
  Pending out = pending(row, "general", "", {"ada"});
  out.kind = Pending::Kind::open;
  out.form = std::move(form);
  return out;
}

}  // namespace usher::web::test_rig
