// adapters/slack/plan_change.cpp: edits, retractions and reactions of what was posted.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/emoji.hpp"
#include "adapters/slack/plan_tools.hpp"
#include "adapters/slack/response.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 2> deleted{"message_not_found", "thread_not_found"};
constexpr std::array<std::string_view, 1> has_reaction{"already_reacted"};
constexpr std::array<std::string_view, 2> has_none{"no_reaction", "message_not_found"};

Step removal(const Task& task, const std::string& ts) {
  Step out = step("chat.delete", {{"channel", task.room()}, {"ts", ts}});
  out.done = deleted;
  return out;
}

// Whether the event that the row answers is a press on this very message, so that its response_url can change it.
bool was_touched(const Task& task, const Reference& ref) {
  return task.responses() > 0 && !task.way.message.empty() &&
         std::ranges::find(ref.messages, task.way.message) != ref.messages.end();
}

}  // namespace

// A refusal (unsupported, refused, not_found) becomes a reply in the post's thread: the engine sees to that.
Plan plan_edit(const Task& task) {
  const Reference ref = Reference::read(task.pending.ref);
  if (ref.sort != Reference::Sort::posted) {
    if (!was_touched(task, ref)) return not_possible(errc::unsupported);
    std::vector<json::object> messages = responses(task.pending.doc, {}, Respond::replace);
    if (messages.size() != 1) return not_possible(errc::unsupported);
    Plan out;
    Course& course = out.courses.emplace_back();
    course.steps.push_back(respond(task, std::move(messages.front()), 0));
    course.sort = ref.sort;
    return out;
  }
  if (ref.messages.empty() || task.room().empty()) return not_possible(errc::not_found);
  std::vector<Message> messages = render(task.pending.doc, task.pending.key);
  // What no longer fits into its messages could only be continued below what was said since.
  if (messages.size() > ref.messages.size()) return not_possible(errc::unsupported);
  Plan out;
  Course& course = out.courses.emplace_back();
  for (std::size_t i = 0; i < ref.messages.size(); ++i) {
    if (i >= messages.size()) {
      course.steps.push_back(removal(task, ref.messages[i]));
      continue;
    }
    json::object arguments{
        {"channel", task.room()}, {"ts", ref.messages[i]}, {"text", messages[i].text}
    };
    arguments.emplace("blocks", std::move(messages[i].blocks));
    Step& one = course.steps.emplace_back(step("chat.update", std::move(arguments)));
    one.part = static_cast<int>(i);
  }
  return out;
}

Plan plan_retract(const Task& task) {
  const Reference ref = Reference::read(task.pending.ref);
  Plan out;
  if (ref.sort != Reference::Sort::posted) {
    if (!was_touched(task, ref)) return out;  // it is gone when its reader looks away
    out.courses.emplace_back().steps.push_back(respond(task, {{"delete_original", true}}, -1));
    return out;
  }
  if (ref.messages.empty() || task.room().empty()) return not_possible(errc::not_found);
  Course& course = out.courses.emplace_back();
  for (const std::string& ts : ref.messages) course.steps.push_back(removal(task, ts));
  return out;
}

Plan plan_react(const Task& task) {
  const Reference ref = Reference::read(task.pending.ref);
  const std::optional<std::string> name = emoji_name(task.pending.emoji);
  if (!name || ref.sort != Reference::Sort::posted) return not_possible(errc::unsupported);
  if (ref.messages.empty() || task.room().empty()) return not_possible(errc::not_found);
  Step one = step(
      task.pending.add ? "reactions.add" : "reactions.remove",
      {{"channel", task.room()}, {"timestamp", ref.messages.front()}, {"name", *name}}
  );
  one.done = task.pending.add ? std::span<const std::string_view>(has_reaction)
                              : std::span<const std::string_view>(has_none);
  Plan out;
  out.courses.emplace_back().steps.push_back(std::move(one));
  return out;
}

}  // namespace usher::slack
