// adapters/slack/send_guard.cpp: whether a room is what a post's guard asks for, asked of Slack right before it is sent.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/payload.hpp"
#include "adapters/slack/send.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr int page_size = 200;
constexpr int most_pages = 10;

}  // namespace

Setback Sender::aside(const Refusal& refusal) {
  Setback out(refusal.why, refusal.retry_after);
  out.alone = true;
  return out;
}

// The conversation that a guarded post is for.
asio::awaitable<std::expected<std::string, Refusal>> Sender::guarded_room(Job job) {
  const Pending& pending = job->pending;
  if (pending.to.people.empty()) co_return pending.to.place.room;
  auto opened = co_await conversation(pending.to.people);
  co_return opened;
}

// Only the very place that is asked about may be written to: ways around it are taken out of the plan.
asio::awaitable<Setback> Sender::stay_there(Job job) {
  const Pending& pending = job->pending;
  const auto room = co_await guarded_room(job);
  if (!room) co_return aside(room.error());
  const std::string& channel = *room;
  const auto elsewhere = [&](const Course& course) {
    return std::ranges::any_of(course.steps, [&](const Step& step) {
      if (step.method.empty()) return true;
      if (!step.open.empty()) return pending.to.people.empty();
      const std::string_view to = step.channel();
      return to != channel && !(pending.to.people.size() == 1 && to == pending.to.people.front());
    });
  };
  std::erase_if(job->plan.courses, elsewhere);
  const bool nowhere = channel.empty() || job->plan.courses.empty();
  co_return Setback(nowhere ? errc::guard_failed : errc::ok);
}

// Whether that place is what the guard describes.
asio::awaitable<Setback> Sender::guard(Job job) {
  const Guard& wanted = job->pending.guard;
  const auto where = co_await guarded_room(job);
  if (!where) co_return aside(where.error());
  const std::string& channel = *where;
  auto answer = co_await api_.call("conversations.info", json::object{{"channel", channel}});
  if (!answer) {
    warn(answer.error());
    co_return aside(answer.error());
  }
  const json::object* room = object(*answer, "channel");
  if (room == nullptr) co_return Setback(errc::malformed);
  const json::object& what = *room;
  const bool closed = flag(what, "is_private") || flag(what, "is_im") || flag(what, "is_mpim");
  const bool shared = flag(what, "is_shared") || flag(what, "is_ext_shared") ||
                      flag(what, "is_org_shared") || flag(what, "is_pending_ext_shared");
  if (wanted.is_private && !closed) co_return Setback(errc::guard_failed);
  if (wanted.not_shared && shared) co_return Setback(errc::guard_failed);
  if (wanted.members.empty()) co_return Setback(errc::ok);
  const Setback members = co_await only_members(channel, wanted.members);
  co_return members;
}

asio::awaitable<Setback> Sender::only_members(
    std::string channel, std::vector<std::string> allowed
) {
  std::string cursor;
  for (int i = 0; i < most_pages; ++i) {
    json::object question{{"channel", channel}, {"limit", page_size}};
    if (!cursor.empty()) question["cursor"] = cursor;
    const auto answer = co_await api_.call("conversations.members", std::move(question));
    if (!answer) {
      warn(answer.error());
      co_return aside(answer.error());
    }
    const json::array* members = array(*answer, "members");
    if (members == nullptr) co_return Setback(errc::malformed);
    for (const json::value& member : *members) {
      if (!member.is_string()) co_return Setback(errc::malformed);
      const std::string_view id(member.get_string().data(), member.get_string().size());
      if (id != settings_.identity.user && std::ranges::find(allowed, id) == allowed.end())
        co_return Setback(errc::guard_failed);
    }
    cursor = text(*answer, "response_metadata", "next_cursor");
    if (cursor.empty()) co_return Setback(errc::ok);
  }
  co_return Setback(errc::guard_failed);  // more people than any guard names
}

}  // namespace usher::slack
