// commands/group/questions.cpp: a question as a message with buttons, and as a form.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/questions.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::group {

namespace {

constexpr int most_named = 3;  // organisers that a form asks for

std::vector<Button> ways(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  const Question& asked_now = question(group.wizard.at);
  const std::string value = button_value(group);
  std::vector<Button> out;
  if (asked_now.how == Ask::choice) {
    for (const std::string_view one : choices(asked_now.step))
      out.emplace_back(
          choice_words(asked_now.step, one, say), "group.choose", fmt::format("{} {}", value, one)
      );
    return out;
  }
  if (asked_now.step == Step::name) {
    const std::string suggested = suggested_name(group.wizard);
    out.emplace_back(
        say("Call it {name}", fmt::arg("name", Text(suggested))), "group.choose",
        fmt::format("{} {}", value, suggested), Button::Style::primary
    );
  }
  if (asked_now.step == Step::conduct)
    out.emplace_back(say("Use this text"), "group.skip", value, Button::Style::primary);
  out.emplace_back(
      asked_now.how == Ask::several ? say("Choose…") : say("Answer…"), "group.open", value
  );
  return out;
}

usher::Field field_of(std::string name, const Group& group, const Asked& asked) {
  const Say say = asked.say();
  const Question& asked_now = question(group.wizard.at);
  usher::Field out;
  out.name = std::move(name);
  out.label = question_words(asked_now.step, group.wizard.kind, say).str();
  out.optional = asked_now.optional;
  out.initial = group.wizard[asked_now.step];
  out.max_length = longest_line;
  switch (asked_now.how) {
    case Ask::text:
      out.type = usher::Field::Type::text;
      out.max_length = longest_text;
      break;
    case Ask::several:
      out.type = usher::Field::Type::choices;
      for (const std::string_view one : choices(asked_now.step))
        out.choices.push_back({std::string(one), choice_words(asked_now.step, one, say).str()});
      out.initial.clear();
      break;
    case Ask::people:
      out.type = usher::Field::Type::person;
      out.label = say("Another organiser").str();
      out.initial.clear();
      break;
    case Ask::choice:
    case Ask::line:
    case Ask::nothing:
      break;
  }
  if (asked_now.step == Step::website || asked_now.step == Step::conduct) out.hint = "https://…";
  if (asked_now.step == Step::first) out.hint = "2027-03-04 18:30 Europe/Berlin";
  if (asked_now.step == Step::name && out.initial.empty())
    out.initial = suggested_name(group.wizard);
  return out;
}

}  // namespace

std::string button_value(const Group& group) {
  return fmt::format("{} {}", group.id, question(group.wizard.at).id);
}

Doc question_doc(const Group& group, const Asked& asked, const Doc& note) {
  const Say say = asked.say();
  const Question& asked_now = question(group.wizard.at);
  Doc doc;
  doc.append(note);
  if (asked_now.how == Ask::nothing) {
    doc.append(review_doc(group, asked));
    return doc;
  }
  const auto [number, of] = progress(group.wizard);
  if (group.wizard.kind == Kind::unsaid)
    doc.heading({say("A new user group")});
  else
    doc.heading({say(
        "{name}: question {number} of {of}",
        fmt::arg(
            "name", group.name().empty() ? Text(say("A new user group").str()) : Text(group.name())
        ),
        fmt::arg("number", number), fmt::arg("of", of)
    )});
  doc.paragraph({bold(question_words(asked_now.step, group.wizard.kind, say))});
  doc.append(advice(group, asked));
  if (!group.wizard[asked_now.step].empty() && asked_now.how != Ask::choice)
    doc.paragraph(
        {say("So far:"), Text(std::string(" ")), code(answer_text(group, asked_now.step, say))}
    );
  doc.buttons(ways(group, asked));
  const std::string value = button_value(group);
  std::vector<Button> steer;
  if (asked_now.optional && asked_now.step != Step::conduct)
    steer.emplace_back(say("Skip"), "group.skip", value);
  Wizard before = group.wizard;
  if (back(before)) steer.emplace_back(say("Back"), "group.back", value);
  steer.emplace_back(say("Stop"), "group.cancel", value);
  doc.buttons(std::move(steer));
  doc.paragraph(
      {italic(say("In words: {command}", fmt::arg("command", Text(std::string("/group answer …")))))
      }
  );
  return doc;
}

Form question_form(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  Form form;
  form.id = answer_form;
  form.title = label_words(group.wizard.at, say).str();
  form.submit = say("Go on").str();
  form.state = button_value(group);
  if (question(group.wizard.at).how != Ask::people) {
    form.fields.push_back(field_of("answer", group, asked));
    return form;
  }
  form.intro.paragraph({question_words(Step::organisers, group.wizard.kind, say)});
  for (int i = 1; i <= most_named; ++i)
    form.fields.push_back(field_of(fmt::format("answer{}", i), group, asked));
  form.fields.front().optional = false;
  return form;
}

Phrase complaint_words(Complaint why, const Say& say) {
  switch (why) {
    case Complaint::empty:
      return say("Please answer with a few words.");
    case Complaint::too_long:
      return say("That is too long. Say it in fewer words.");
    case Complaint::no_link:
      return say("That is no web address: one begins with https://.");
    case Complaint::no_choice:
      return say("Please choose one of these.");
    case Complaint::none:
    case Complaint::over:
      break;
  }
  return say("These were all questions.");
}

}  // namespace usher::group
