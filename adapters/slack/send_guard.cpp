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

// Only the very place that was asked about may be written to: ways around it are taken out of the plan.
asio::awaitable<errc> Sender::guard(Job job) {
  const Pending& pending = job->pending;
  const Guard& wanted = pending.guard;
  std::string channel = pending.to.place.room;
  if (!pending.to.people.empty()) {
    auto opened = co_await conversation(pending.to.people);
    if (!opened) co_return opened.error().why;
    channel = *opened;
  }
  const auto elsewhere = [&](const Course& course) {
    return std::ranges::any_of(course.steps, [&](const Step& step) {
      if (step.method.empty()) return true;
      if (!step.open.empty()) return pending.to.people.empty();
      const std::string_view to = step.channel();
      return to != channel && !(pending.to.people.size() == 1 && to == pending.to.people.front());
    });
  };
  std::erase_if(job->plan.courses, elsewhere);
  if (channel.empty() || job->plan.courses.empty()) co_return errc::guard_failed;

  auto answer = co_await api_.call("conversations.info", json::object{{"channel", channel}});
  if (!answer) {
    warn("conversations.info", answer.error());
    co_return answer.error().why;
  }
  const json::object* room = object(*answer, "channel");
  if (room == nullptr) co_return errc::malformed;
  const json::object& what = *room;
  const bool closed = flag(what, "is_private") || flag(what, "is_im") || flag(what, "is_mpim");
  const bool shared = flag(what, "is_shared") || flag(what, "is_ext_shared") ||
                      flag(what, "is_org_shared") || flag(what, "is_pending_ext_shared");
  if (wanted.is_private && !closed) co_return errc::guard_failed;
  if (wanted.not_shared && shared) co_return errc::guard_failed;
  if (wanted.members.empty()) co_return errc::ok;
  const errc members = co_await only_members(channel, wanted.members);
  co_return members;
}

asio::awaitable<errc> Sender::only_members(std::string channel, std::vector<std::string> allowed) {
  std::string cursor;
  for (int i = 0; i < most_pages; ++i) {
    json::object question{{"channel", channel}, {"limit", page_size}};
    if (!cursor.empty()) question["cursor"] = cursor;
    const auto answer = co_await api_.call("conversations.members", std::move(question));
    if (!answer) {
      warn("conversations.members", answer.error());
      co_return answer.error().why;
    }
    const json::array* members = array(*answer, "members");
    if (members == nullptr) co_return errc::malformed;
    for (const json::value& member : *members) {
      if (!member.is_string()) co_return errc::malformed;
      const std::string_view id(member.get_string().data(), member.get_string().size());
      if (id != settings_.identity.user && std::ranges::find(allowed, id) == allowed.end())
        co_return errc::guard_failed;
    }
    cursor = text(*answer, "response_metadata", "next_cursor");
    if (cursor.empty()) co_return errc::ok;
  }
  co_return errc::guard_failed;  // more people than any guard names
}

}  // namespace usher::slack
