// adapters/slack/plan.cpp: which of the plans it is, and those of forms and home tabs.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/plan.hpp"

#include "adapters/slack/late_forms.hpp"
#include "adapters/slack/plan_tools.hpp"
#include "adapters/slack/view_state.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 5> too_late{
    "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired",
    "trigger_exchanged"
};
constexpr std::chrono::seconds just_now{30};  // an attempt lasts fifteen at most
constexpr std::array<std::string_view, 2> exchanged{"exchanged_trigger_id", "trigger_exchanged"};

}  // namespace

std::string_view Step::channel() const {
  const json::value* channel = arguments.if_contains("channel");
  return channel != nullptr && channel->is_string() ? std::string_view(channel->get_string())
                                                    : std::string_view();
}

bool Course::gives_way(std::string_view error) const {
  return std::ranges::find(else_on, error) != else_on.end();
}

int Task::responses() const {
  const bool live = !way.response_url.empty() && known.now < way.at + response_url_life;
  const bool here = room().empty() || way.channel.empty() || room() == way.channel;
  return live && here ? std::max(0, known.responses_left) : 0;
}

Step step(std::string_view method, json::object arguments) {
  Step out;
  out.method = method;
  out.arguments = std::move(arguments);
  return out;
}

Step respond(const Task& task, json::object message, int part) {
  Step out;
  out.url = task.way.response_url;
  out.arguments = std::move(message);
  out.part = part;
  return out;
}

Plan not_possible(errc why) {
  Plan out;
  out.why = why;
  return out;
}

Plan plan_open(const Task& task) {
  if (task.pending.to.people.empty()) return not_possible(errc::not_found);
  Plan out;
  out.late = true;
  // Where an attempt may have opened it a moment ago, only Slack knows whether the trigger is spent or has expired.
  const auto life = task.pending.uncertain ? just_now : trigger_life;
  if (task.way.trigger.empty() || task.known.now > task.way.at + life) return out;
  if (Marks::of(task.pending.form, task.way).write().size() > longest_marks)
    return not_possible(errc::too_large);
  Course& course = out.courses.emplace_back();
  Step& open =
      course.steps.emplace_back(step("views.open", open_view(task.pending.form, task.way)));
  // A trigger that is spent although nobody is known to have spent it: the attempt whose answer never came did.
  if (task.pending.uncertain) open.done = exchanged;
  course.else_on = too_late;
  return out;
}

Plan plan_home(const Task& task) {
  if (task.pending.to.people.empty()) return not_possible(errc::not_found);
  Plan out;
  json::object arguments{{"user_id", task.pending.to.people.front()}};
  arguments.emplace("view", home(task.pending.doc));
  out.courses.emplace_back().steps.push_back(step("views.publish", std::move(arguments)));
  return out;
}

json::object open_view(const Form& form, const Way& way) {
  json::object out{{"trigger_id", way.trigger}};
  out.emplace("view", modal(form, way));
  return out;
}

Pending invitation(const Pending& open, std::string_view ticket, const Say& say) {
  Pending out;
  out.id = open.id;
  out.kind = Pending::Kind::post;
  out.lane = open.lane;
  out.audience = Audience::direct;
  out.to = {.place = {open.to.place.space, "", ""}, .people = open.to.people};
  out.doc.paragraph(
      {say("A form was meant to open for you, but Slack waits only three seconds for it.")}
  );
  out.doc.buttons({Button(
      say("Open the form"), std::string(open_action), std::string(ticket), Button::Style::primary
  )});
  out.event = open.event;
  out.uncertain = open.uncertain;
  return out;
}

Plan plan(const Pending& pending, const Circumstances& known) {
  const Task task(pending, known);
  switch (pending.kind) {
    case Pending::Kind::post:
    case Pending::Kind::correction:
      return pending.replace_original ? plan_replace(task) : plan_post(task);
    case Pending::Kind::edit:
      return plan_edit(task);
    case Pending::Kind::retract:
      return plan_retract(task);
    case Pending::Kind::react:
      return plan_react(task);
    case Pending::Kind::open:
      return plan_open(task);
    case Pending::Kind::home:
      return plan_home(task);
  }
  return not_possible(errc::unsupported);
}

}  // namespace usher::slack
