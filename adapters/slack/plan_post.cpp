// adapters/slack/plan_post.cpp: posts to rooms, to people, and to one person in a room.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/plan_tools.hpp"
#include "adapters/slack/response.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

// Usher, or the person, is not in that conversation, or may not write there.
constexpr std::array<std::string_view, 8> outside{
    "channel_not_found",   "is_archived",
    "no_permission",       "not_in_channel",
    "restricted_action",   "user_not_in_channel",
    "not_in_conversation", "restricted_action_non_threadable_channel"
};
// The message at the thread's root is gone.
constexpr std::array<std::string_view, 4> no_thread{
    "cannot_reply_to_message", "message_not_found", "thread_not_found", "invalid_thread_ts"
};
// Of what is said in a thread: either.
constexpr auto outside_or_no_thread = [] {
  std::array<std::string_view, outside.size() + no_thread.size()> out{};
  std::ranges::copy(no_thread, std::ranges::copy(outside, out.begin()).out);
  return out;
}();
constexpr std::size_t most_people = 8;  // of conversations.open
// Our clock may be ahead of Slack's.
constexpr std::chrono::minutes skew{5};
constexpr std::chrono::hours longest_wait{24};  // Delivery::Limits::max_age

// Where messages go: a conversation that is known, or the one with these people.
struct Target {
  std::string channel;
  std::vector<std::string> open;
  std::string thread;
};

std::vector<Step> posts(const Task& task, const Target& target) {
  std::vector<Step> out;
  int part = 0;
  for (Message& message : render(task.pending.doc, task.pending.key)) {
    json::object arguments;
    arguments.reserve(8);
    if (target.open.empty()) arguments.emplace("channel", target.channel);
    arguments.emplace("text", message.text);
    if (!message.blocks.empty()) arguments.emplace("blocks", std::move(message.blocks));
    if (!target.thread.empty()) arguments.emplace("thread_ts", target.thread);
    arguments.emplace("unfurl_links", false);
    arguments.emplace("unfurl_media", false);
    arguments.emplace(
        "metadata", metadata_of(Mark{
                        task.known.installation, task.pending.id, part, task.pending.event,
                        task.pending.secret_question
                    })
    );
    Step& one = out.emplace_back(step("chat.postMessage", std::move(arguments)));
    one.open = target.open;
    one.part = part++;
  }
  return out;
}

Lookup lookup(const Task& task, const Target& target) {
  const bool dated = task.way.at != sys_seconds{};
  return {
      .channel = target.channel,
      .thread = target.thread,
      .open = target.open,
      .oldest = dated ? task.way.at - skew : task.known.now - longest_wait - skew
  };
}

Course posting(const Task& task, const Target& target) {
  Course out;
  out.steps = posts(task, target);
  out.lookup = lookup(task, target);
  return out;
}

// Where it is not known whether it came, it is said again: it cannot be looked for, and two answers that one person sees do
// less harm than none. Without its key: what only one person sees can be changed by the response_url of a press alone (Replace of a message
// without a key), never by chat.update.
Course ephemeral(const Task& task) {
  Course out;
  int part = 0;
  for (Message& message : render(task.pending.doc, {})) {
    json::object arguments{
        {"channel", task.room()}, {"user", task.pending.to.people.front()}, {"text", message.text}
    };
    if (!message.blocks.empty()) arguments.emplace("blocks", std::move(message.blocks));
    if (const std::string root = task.root(); !root.empty()) arguments.emplace("thread_ts", root);
    Step& one = out.steps.emplace_back(step("chat.postEphemeral", std::move(arguments)));
    one.part = part++;
  }
  out.else_on = outside_or_no_thread;
  out.sort = Reference::Sort::ephemeral;
  return out;
}

// None where the uses that are left do not suffice.
std::optional<Course> responding(const Task& task, Respond how) {
  const int left = task.responses();
  if (left == 0) return std::nullopt;
  std::vector<json::object> messages = responses(task.pending.doc, {}, how);
  if (messages.size() > static_cast<std::size_t>(left)) return std::nullopt;
  Course out;
  out.sort = how == Respond::in_channel ? Reference::Sort::responded : Reference::Sort::ephemeral;
  int part = 0;
  for (json::object& message : messages) {
    const bool replaces = how == Respond::replace && part == 0;
    if (const std::string root = task.root(); !root.empty() && !replaces)
      message.emplace("thread_ts", root);
    out.steps.push_back(respond(task, std::move(message), part++));
  }
  return out;
}

void add(Plan& to, std::optional<Course> course) {
  if (course) to.courses.push_back(std::move(*course));
}

Plan to_people(const Task& task) {
  if (task.pending.to.people.empty() || task.pending.to.people.size() > most_people)
    return not_possible(task.pending.to.people.empty() ? errc::not_found : errc::unsupported);
  Plan out;
  out.courses.push_back(posting(task, {.channel = {}, .open = task.pending.to.people, .thread = {}})
  );
  return out;
}

// how: what a response_url makes of it where Usher may not write.
Plan to_room(const Task& task, Respond how = Respond::in_channel) {
  if (task.room().empty() && !task.pending.to.people.empty()) return to_people(task);
  Plan out;
  if (!task.room().empty()) {
    Target target{.channel = task.room(), .open = {}, .thread = task.root()};
    out.courses.push_back(posting(task, target));
    if (!target.thread.empty()) {
      out.courses.back().else_on = outside_or_no_thread;
      target.thread.clear();
      out.courses.push_back(posting(task, target));
    }
    out.courses.back().else_on = outside;
  }
  // An answer by response_url cannot be looked for: where one may be there already, the repeat is for the person alone, so
  // that nothing public is said twice.
  add(out, responding(task, task.pending.uncertain ? Respond::ephemeral : how));
  if (out.courses.empty()) out.why = errc::not_found;
  return out;
}

Plan to_one_in_room(const Task& task) {
  if (task.pending.to.people.empty()) {
    Plan out;
    add(out, responding(task, Respond::ephemeral));
    if (out.courses.empty()) out.why = errc::not_found;
    return out;
  }
  if (task.room().starts_with('D') && task.way.channel == task.room()) {
    // Most likely theirs with Usher. Where it is one between others (a shortcut, a button that was forwarded), Slack refuses,
    // and the other person is to see nothing.
    Plan out = to_room(task, Respond::ephemeral);
    for (Course& course : to_people(task).courses) out.courses.push_back(std::move(course));
    return out;
  }
  Plan out = to_people(task);
  if (task.room().empty() || task.room().starts_with('D')) return out;
  std::vector<Course> direct = std::exchange(out.courses, {});
  // In a thread Slack shows what it is told to show there; outside of one a response_url works in rooms without Usher too.
  const bool in_thread = !task.root().empty();
  if (in_thread) out.courses.push_back(ephemeral(task));
  add(out, responding(task, Respond::ephemeral));
  if (!in_thread) out.courses.push_back(ephemeral(task));
  for (Course& course : direct) out.courses.push_back(std::move(course));
  return out;
}

}  // namespace

Plan plan_post(const Task& task) {
  switch (task.pending.audience) {
    case Audience::room:
      return to_room(task);
    case Audience::only_you:
      return to_one_in_room(task);
    case Audience::direct:
    case Audience::group:
      return task.pending.to.people.empty() ? to_room(task) : to_people(task);
  }
  return not_possible(errc::unsupported);
}

Plan plan_replace(const Task& task) {
  Plan out;
  add(out, responding(task, Respond::replace));
  const Way& way = task.way;
  std::vector<Message> messages = render(task.pending.doc, task.pending.key);
  if (!way.ephemeral && !way.message.empty() && !way.channel.empty() && messages.size() == 1) {
    json::object arguments{
        {"channel", way.channel}, {"ts", way.message}, {"text", messages.front().text}
    };
    arguments.emplace("blocks", std::move(messages.front().blocks));
    Course& course = out.courses.emplace_back();
    course.steps.emplace_back(step("chat.update", std::move(arguments))).part = 0;
    static constexpr std::array<std::string_view, 6> gone{
        "cant_update_message", "channel_not_found", "edit_window_closed",
        "message_not_found",   "not_in_channel",    "is_inactive"
    };
    course.else_on = gone;
  }
  Plan anew = plan_post(task);
  for (Course& course : anew.courses)
    if (course.steps.front().url.empty()) out.courses.push_back(std::move(course));
  if (out.courses.empty()) out.why = anew.why;
  return out;
}

}  // namespace usher::slack
