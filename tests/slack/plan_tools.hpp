// tests/slack/plan_tools.hpp: rows of the outbox, and what is planned for them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/plan.hpp"
#include "tests/slack/docs.hpp"

#include <string>
#include <utility>
#include <vector>

namespace usher::slack::test_rig {

inline const sys_seconds eleven{std::chrono::seconds(1'764'068'400)};
inline constexpr std::string_view hook = "https://hooks.slack.example/actions/T0/1/abc";

// A press in #general a minute ago.
inline Way pressed() {
  Way way;
  way.response_url = hook;
  way.trigger = "1.2.abc";
  way.channel = "C0ROOM";
  way.message = "1764068000.000100";
  way.at = eleven - std::chrono::minutes(1);
  return way;
}

inline Pending post(std::string_view said = "Hello") {
  Pending out;
  out.id = 42;
  out.to.place = {"slack:T0", "C0ROOM", ""};
  out.doc = paragraph(said);
  out.key = "k";
  return out;
}
inline Pending post_to(
    Audience audience, std::vector<std::string> people, std::string room = "C0ROOM"
) {
  Pending out = post();
  out.audience = audience;
  out.to.people = std::move(people);
  out.to.place.room = std::move(room);
  return out;
}
inline Pending by(Pending row, const Way& way) {
  row.route = way.route();
  row.event = "E1";
  return row;
}

inline Plan planned(const Pending& row, int responses = 5) {
  return plan(
      row, {.now = eleven, .responses_left = responses, .installation = "0123456789abcdef"}
  );
}

// "chat.postMessage C0ROOM", "respond ephemeral", "chat.postMessage with U0ADA": each course by its first step, with how
// many there are.
inline std::string summary(const Course& course) {
  const Step& first = course.steps.front();
  std::string out = first.method;
  if (first.method.empty()) {
    out = "respond";
    if (first.arguments.contains("delete_original")) out += " delete";
    if (const auto* replace = first.arguments.if_contains("replace_original");
        replace != nullptr && *replace == true)
      out += " replace";
    if (const auto* type = first.arguments.if_contains("response_type"))
      out += " " + std::string(type->as_string());
  }
  for (const std::string& person : first.open) out += " with " + person;
  if (const std::string_view channel = first.channel(); !channel.empty())
    out += " " + std::string(channel);
  if (const auto* thread = first.arguments.if_contains("thread_ts"))
    out += " in " + std::string(thread->as_string());
  if (course.steps.size() > 1) out += " x" + std::to_string(course.steps.size());
  return out;
}
inline std::vector<std::string> summary(const Plan& plan) {
  std::vector<std::string> out;
  out.reserve(plan.courses.size());
  for (const Course& course : plan.courses) out.push_back(summary(course));
  return out;
}

using Calls = std::vector<std::string>;

}  // namespace usher::slack::test_rig
