// adapters/matrix/plan_change.cpp: edits, retractions and reactions of what was posted.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/plan_parts.hpp"

#include <algorithm>

namespace usher::matrix {

Plan plan_edit(const Task& task, const std::vector<std::string>& events) {
  if (events.empty()) return not_possible(errc::not_found);
  const std::vector<Message> messages = messages_of(task.pending.doc, task.known.look);
  // What does not fit could only be said below all that was said since, and no reference would know of it.
  if (messages.size() > events.size()) return not_possible(errc::unsupported);
  const Message left{.body = "…", .html = {}, .mentions = {}};
  const bool notify = notifies(task.pending, task.goal);
  Plan out;
  out.steps.reserve(events.size());
  int step = 0;
  for (const std::string& event : events) {
    const auto at = static_cast<std::size_t>(step);
    const Message& message = at < messages.size() ? messages[at] : left;
    Step& one = out.steps.emplace_back();
    one.type = "m.room.message";
    one.content = edit_content(message, notify, event, task.mark(step));
    one.txn = task.txn(step++);
  }
  return out;
}

Plan plan_retract(const Task& task) {
  const std::vector<std::string> events = read_reference(task.pending.ref);
  if (events.empty()) return not_possible(errc::not_found);
  Plan out;
  out.steps.reserve(events.size());
  int step = 0;
  for (const std::string& event : events) {
    Step& one = out.steps.emplace_back();
    one.what = Step::What::redact;
    one.event = event;
    one.txn = task.txn(step++);
    one.lazy = true;
  }
  return out;
}

Plan plan_react(const Task& task) {
  const std::vector<std::string> events = read_reference(task.pending.ref);
  if (events.empty()) return not_possible(errc::not_found);
  if (task.pending.emoji.empty()) return not_possible(errc::unsupported);
  Plan out;
  Step& one = out.steps.emplace_back();
  one.what = task.pending.add ? Step::What::send : Step::What::unreact;
  one.type = "m.reaction";
  if (task.pending.add) one.content = reaction_content(events.front(), task.pending.emoji);
  one.event = events.front();
  one.emoji = task.pending.emoji;
  one.txn = task.txn(0);
  one.lazy = true;
  return out;
}

}  // namespace usher::matrix
