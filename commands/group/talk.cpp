// commands/group/talk.cpp: one answer after the other; the rows hold where somebody is.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/talk.hpp"

#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/heard.hpp"
#include "commands/group/inviting.hpp"
#include "commands/group/questions.hpp"
#include "commands/meeting/order.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::group {

namespace {

Outcome next_after(
    Step before, const Group& group, const Asked& asked, std::vector<Effect> effects
) {
  const bool offered = before == Step::first && group.state == State::published;
  return offered ? offer_meeting(group, asked, std::move(effects))
                 : ask(group, asked, std::move(effects));
}

Outcome none_begun(const Asked& asked) {
  const Say say = asked.say();
  return told(
      say("You are not founding a group just now. To begin: {command}",
          fmt::arg("command", Text(std::string("/group new"))))
  );
}

Group begun(const Asked& asked) {
  Group group;
  group.space = asked.space();
  group.person = asked.person();
  keep(asked.db(), group, asked.context.now);
  set_stand(
      asked.db(), group.id,
      {asked.space(), asked.person(), name_of(asked.event.who), Stand::organises}, asked.context.now
  );
  return group;
}

// "7 name Python Berlin", as the buttons of a question carry it.
struct Pressed {
  std::int64_t id = 0;
  std::string_view step, value;
};
Pressed read(std::string_view value) {
  const auto [number, rest] = first_word(value);
  const auto [step, text] = first_word(rest);
  return {meeting::number_typed(number).value_or(0), step, text};
}

// The group that a button is about, where the presser organises it.
std::optional<Group> pressed_group(const Pressed& pressed, const Asked& asked) {
  auto group = group_by_id(asked.db(), pressed.id);
  return group && organises(*group, asked) ? std::move(group) : std::nullopt;
}

Outcome gone(const Asked& asked) {
  const Say say = asked.say();
  return answered(say("This group is not there any more, or you do not organise it."), asked);
}

Outcome moved(Group& group, const Asked& asked) {
  take_over(group, asked);
  return ask(group, asked);
}

// Others who organise it go on without the asker; where there are none, nothing is left of it.
Outcome end_it(Group& group, std::string_view how, const Asked& asked) {
  if (bus_number(asked.db(), group.id) > 1) {
    if (how == answer_was::joined) {  // the asker does
      group.wizard.answers.erase(Step::exists);
      group.wizard.at = Step::exists;
      keep(asked.db(), group, asked.context.now);
    }
    note_answer(asked, group.id, answer_was::left);
    Outcome out = has_left(group, asked);
    out.effects = take_leave(group, asked);
    return out;
  }
  remove(asked.db(), group.id);
  note_answer(asked, 0, how);
  return has_ended(how, asked);
}

Outcome answer_it(Group& group, std::string_view text, const Asked& asked) {
  std::vector<Effect> effects;
  const Step before = group.wizard.at;
  if (const auto wrong = take(group, text, asked, effects)) return ask_again(group, asked, *wrong);
  if (group.state == State::begun && group.wizard[Step::exists] == "join")
    return end_it(group, answer_was::joined, asked);
  return next_after(before, group, asked, std::move(effects));
}

// A question about a published group is not answered after all.
void leave_as_it_is(Group& group, const Asked& asked) {
  group.wizard.at = Step::review;
  group.person = "";
  keep(asked.db(), group, asked.context.now);
}

Outcome may_cancel(Group group, const Asked& asked) {
  const Say say = asked.say();
  if (group.state == State::published) {
    leave_as_it_is(group, asked);
    note_answer(asked, group.id, answer_was::stays);
    return ask_again(group, asked, Doc(say("It stays as it is.")));
  }
  const bool alone = bus_number(asked.db(), group.id) < 2;
  const std::string id = fmt::format("{}", group.id);
  Doc doc;
  doc.paragraph({say(
      "Everything that you have answered is kept for ninety days: {command} goes on where you "
      "stopped.",
      fmt::arg("command", Text(std::string("/group new")))
  )});
  std::vector<Button> buttons;
  buttons.emplace_back(say("Go on"), "group.go", id, Button::Style::primary);
  buttons.emplace_back(say("Later"), "group.later", id);
  buttons.emplace_back(
      alone ? say("Delete it") : say("Leave it to the others"), "group.drop", id,
      Button::Style::danger
  );
  doc.buttons(std::move(buttons));
  return answered(std::move(doc), asked);
}

}  // namespace

Outcome ask(const Group& group, const Asked& asked, std::vector<Effect> effects) {
  note_answer(asked, group.id, answer_was::question, question(group.wizard.at).id);
  return answered(question_doc(group, asked), asked, std::move(effects));
}

Outcome ask_again(const Group& group, const Asked& asked, const Doc& note) {
  return answered(question_doc(group, asked, note), asked);
}

Outcome offer_meeting(const Group& group, const Asked& asked, std::vector<Effect> effects) {
  note_answer(asked, group.id, answer_was::first);
  Doc doc = question_doc(group, asked);
  if (const auto preview = meeting_preview(group, asked)) doc.append(*preview);
  return answered(std::move(doc), asked, std::move(effects));
}

Outcome has_ended(std::string_view how, const Asked& asked) {
  const Say say = asked.say();
  if (how == answer_was::joined)
    return answered(
        say("Good: it gains somebody. I have deleted what you had answered here."), asked
    );
  return answered(say("It is deleted, with everything that you had answered."), asked);
}

Outcome begin_or_go_on(const Asked& asked) {
  const Say say = asked.say();
  auto before = wizard_of(asked.db(), asked.space(), asked.person());
  while (before && before->state == State::published) {
    leave_as_it_is(*before, asked);
    before = wizard_of(asked.db(), asked.space(), asked.person());
  }
  if (!before) return ask(begun(asked), asked);
  Doc doc;
  doc.paragraph({say(
      "You have begun {name} already; this is where you are. To found another, stop and delete "
      "this one first.",
      fmt::arg("name", title_of(*before, say))
  )});
  return ask_again(*before, asked, doc);
}

Outcome answer_typed(std::string_view text, const Asked& asked) {
  auto group = wizard_of(asked.db(), asked.space(), asked.person());
  if (!group) return none_begun(asked);
  return answer_it(*group, text, asked);
}

Outcome back_typed(const Asked& asked) {
  auto group = wizard_of(asked.db(), asked.space(), asked.person());
  if (!group) return none_begun(asked);
  back(group->wizard);
  return moved(*group, asked);
}

Outcome skip_typed(const Asked& asked) {
  const Say say = asked.say();
  auto group = wizard_of(asked.db(), asked.space(), asked.person());
  if (!group) return none_begun(asked);
  if (!skip(group->wizard))
    return ask_again(*group, asked, Doc(say("I need an answer to this one.")));
  return moved(*group, asked);
}

Outcome cancel_typed(const Asked& asked) {
  const auto group = wizard_of(asked.db(), asked.space(), asked.person());
  return group ? may_cancel(*group, asked) : none_begun(asked);
}

Outcome change_asked(std::string_view typed, const Asked& asked) {
  auto group = own_meant(typed, asked);
  if (!group) return told(std::move(group.error()));
  // What is being set up goes on where it is: each question comes before the end.
  if (group->state == State::published) group->wizard.at = Step::review;
  return moved(*group, asked);
}

std::optional<Outcome> wizard_pressed(const Press& press, const Asked& asked) {
  const std::string_view action = press.action;
  const bool known = action == "group.choose" || action == "group.open" || action == "group.skip" ||
                     action == "group.back" || action == "group.cancel" || action == "group.drop" ||
                     action == "group.later" || action == "group.go" || action == "group.edit";
  if (action == "group.new") return begin_or_go_on(asked);
  if (!known) return std::nullopt;
  const Say say = asked.say();
  const Pressed pressed = read(press.value);
  auto group = pressed_group(pressed, asked);
  if (!group) return gone(asked);
  if (action == "group.go") return moved(*group, asked);
  if (action == "group.later")
    return answered(
        say("Until later. To go on: {command}",
            fmt::arg("command", Text(std::string("/group new")))),
        asked
    );
  if (action == "group.drop") {
    if (group->state == State::published) return gone(asked);
    return end_it(*group, answer_was::dropped, asked);
  }
  if (action == "group.edit") {
    if (!go_to(group->wizard, step_named(pressed.step))) return gone(asked);
    return moved(*group, asked);
  }
  if (action == "group.cancel") return may_cancel(*group, asked);
  // A question that was answered meanwhile, here or elsewhere.
  if (pressed.step != question(group->wizard.at).id)
    return ask_again(*group, asked, Doc(say("You have answered that one; this is where you are.")));
  if (action == "group.choose") return answer_it(*group, pressed.value, asked);
  if (action == "group.skip") {
    skip(group->wizard);
    return moved(*group, asked);
  }
  if (action == "group.back") {
    back(group->wizard);
    return moved(*group, asked);
  }
  take_over(*group, asked);
  return Outcome{None{}, {Open{asked.event.who, question_form(*group, asked)}}};
}

Outcome question_submitted(const Submit& submit, const Asked& asked) {
  const Say say = asked.say();
  const auto value = [&](std::string_view name) {
    const auto found = submit.fields.find(name);
    return found == submit.fields.end() ? std::string() : found->second;
  };
  const std::string state = value("_state");
  const Pressed pressed = read(state);
  auto group = pressed_group(pressed, asked);
  if (!group) return gone(asked);
  if (pressed.step != question(group->wizard.at).id)
    return ask_again(*group, asked, Doc(say("You have answered that one; this is where you are.")));
  std::string text = value("answer");
  if (group->wizard.at == Step::organisers) {
    text.clear();
    for (const char* name : {"answer1", "answer2", "answer3"}) text += value(name) + "\n";
  }
  if (trim(text).empty() && question(group->wizard.at).optional) {
    skip(group->wizard);
    return moved(*group, asked);
  }
  std::vector<Effect> effects;
  const Step before = group->wizard.at;
  if (const auto wrong = take(*group, text, asked, effects, Named::by_form)) {
    const bool people = group->wizard.at == Step::organisers;
    return {Reject{{{people ? "answer1" : "answer", plain_text(*wrong)}}}, {}};
  }
  return next_after(before, *group, asked, std::move(effects));
}

}  // namespace usher::group
