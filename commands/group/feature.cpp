// commands/group/feature.cpp: events to answers and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/feature.hpp"

#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/inviting.hpp"
#include "commands/group/looking.hpp"
#include "commands/group/order.hpp"
#include "commands/group/publishing.hpp"
#include "commands/group/questions.hpp"
#include "commands/group/talk.hpp"
#include "commands/group/tasks.hpp"
#include "commands/meeting/order.hpp"

#include <utility>

namespace usher::group {

namespace {

constexpr std::array<std::string_view, 7> also = {"groups", "用户组", "使用者群組", "用戶組",
                                                  "小组",   "小組",   "pug"};
constexpr std::array<std::string_view, 4> examples = {
    "/group find Berlin", "/group new", "/group checklist", "/group ideas formats"
};

Outcome commanded(const CommandSpec& spec, std::string_view args, const Asked& asked) {
  const WordMatch match = match_word(spec, args);
  if (match.word == nullptr) {
    if (trim(args).empty()) return overview(asked);
    return find_groups(args, asked);  // a place
  }
  const std::string_view rest = match.rest;
  switch (static_cast<Verb>(match.word - spec.words.data())) {
    case Verb::find:
      return find_groups(rest, asked);
    case Verb::create:
      return begin_or_go_on(asked);
    case Verb::answer:
      return answer_typed(rest, asked);
    case Verb::back:
      return back_typed(asked);
    case Verb::skip:
      return skip_typed(asked);
    case Verb::cancel:
      return cancel_typed(asked);
    case Verb::publish:
      return publish_asked(rest, asked);
    case Verb::show:
      return show_group(rest, asked);
    case Verb::mine:
      return show_mine(asked);
    case Verb::checklist:
      return show_checklist(rest, asked);
    case Verb::done:
      return task_done_typed(rest, asked);
    case Verb::assign:
      return assign_typed(rest, asked);
    case Verb::change:
      return change_asked(rest, asked);
    case Verb::event:
      return change_event(rest, asked);
    case Verb::leave:
      return leave(rest, asked);
    case Verb::ideas:
      return show_ideas(rest, asked);
    case Verb::calendar:
      return show_calendar(rest, asked);
    case Verb::remove:
      return remove_asked(rest, asked);
  }
  return {};
}

Outcome checklist_pressed(std::string_view value, const Asked& asked) {
  const auto group = group_by_id(asked.db(), meeting::number_typed(value).value_or(0));
  return show_checklist(group && organises(*group, asked) ? group->name() : "", asked);
}

Outcome pressed(const Press& press, const Asked& asked) {
  if (auto out = wizard_pressed(press, asked)) return std::move(*out);
  if (press.action == "group.yes") return invitation_answered(press.value, true, asked);
  if (press.action == "group.no") return invitation_answered(press.value, false, asked);
  if (press.action == "group.publish") return publish_pressed(press.value, asked);
  if (press.action == "group.request") return request_pressed(press.value, asked);
  if (press.action == "group.remove") return remove_pressed(press.value, asked);
  const Say say = asked.say();
  if (press.action == "group.stay") return answered(say("It stays as it is."), asked);
  if (press.action == "group.done") return task_pressed(press.value, true, asked);
  if (press.action == "group.take") return task_pressed(press.value, false, asked);
  if (press.action == "group.checklist") return checklist_pressed(press.value, asked);
  if (press.action == "group.ideas") return show_ideas(press.value, asked);
  return {};
}

Outcome forgotten(const Event& event, const Settings& settings, Context& context) {
  Outcome out;
  const std::string& who = event.as<Forgotten>()->who.id;
  for (const Group& gone : forget_person(context.db, event.at.space, who))
    for (Effect& effect : take_back(gone, settings, context))
      out.effects.push_back(std::move(effect));
  // What was said in the conversation of theirs with Usher.
  if (!event.at.room.empty()) move_room(context.db, event.at, "");
  return out;
}

// A room that everybody may enter from now on is none for an in-house group.
bool is_opened(const RoomChanged& change) {
  return change.how == RoomChanged::How::converted && change.now == "public";
}

}  // namespace

UserGroups::UserGroups(Settings settings)
    : settings_(std::move(settings)),
      specs_({CommandSpec{
          .name = "group",
          .grammar = "[PLACE]",
          .summary = mark("Finds user groups near you, and helps you found and run one"),
          .examples = examples,
          .words = verb_words(),
          .also = also
      }}) {}

bool UserGroups::concerns(const Event& event) const {
  const auto* change = event.as<RoomChanged>();
  return change != nullptr && (change->how == RoomChanged::How::archived || is_opened(*change) ||
                               (change->how == RoomChanged::How::replaced && !change->now.empty()));
}

std::vector<Phrase> UserGroups::goes_with(const Event& event, Context& context) {
  const Say say = context.say(event.who);
  std::vector<Phrase> out;
  for (const Group& group : left_alone_by(context.db, event.at.space, event.who.id)) {
    if (group.name().empty()) continue;  // begun, and theirs alone
    // Of one in a company nobody is to read here.
    if (group.in_house())
      out.push_back(say("an in-house user group, with its meetings: nobody else organises it"));
    else
      out.push_back(
          say("the user group {name}, with its meetings: nobody else organises it",
              fmt::arg("name", Text(group.name())))
      );
  }
  return out;
}

std::vector<Effect> UserGroups::start(Context& context) { return {plan(settings_, context)}; }

Outcome UserGroups::on(const Event& event, Context& context) {
  const Asked asked{settings_, event, context};
  if (auto before = answered_before(asked)) return std::move(*before);
  if (const auto* command = event.as<Command>()) return commanded(specs_[0], command->args, asked);
  if (const auto* press = event.as<Press>()) return pressed(*press, asked);
  if (const auto* submit = event.as<Submit>())
    return submit->form == answer_form ? question_submitted(*submit, asked) : Outcome{};
  if (const auto* tick = event.as<Tick>())
    return tick->job == due_job ? Outcome{None{}, remind(settings_, context)} : Outcome{};
  if (const auto* change = event.as<RoomChanged>(); change != nullptr && concerns(event)) {
    const bool replaced = change->how == RoomChanged::How::replaced;
    Outcome out;
    if (!replaced) out.effects = room_lost(event.at, context);
    move_room(context.db, event.at, replaced ? std::string_view(change->now) : std::string_view());
    return out;
  }
  if (const auto* told = event.as<Delivered>()) {
    room_taken(*told, context);
    return {};
  }
  if (const auto* told = event.as<Undelivered>(); told != nullptr && told->final) {
    auto effects = invitation_lost(*told, context);
    return {None{}, effects.empty() ? room_refused(*told, context) : std::move(effects)};
  }
  if (event.as<Forgotten>() != nullptr) return forgotten(event, settings_, context);
  return {};
}

}  // namespace usher::group
