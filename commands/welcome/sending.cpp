// commands/welcome/sending.cpp: at most so many welcomes in any minute; nobody is welcomed a week late.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/sending.hpp"

#include "commands/welcome/rushes.hpp"
#include "commands/welcome/table.hpp"
#include "commands/welcome/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace usher::welcome {

namespace {

constexpr std::chrono::minutes pace_window{1};
constexpr std::chrono::days latest{7};  // so long after it was due nobody is welcomed any more
constexpr std::int64_t most_again = 50;

Post to(const Row& row, Doc doc, std::string key) {
  Post post;
  post.to = {.place = {row.space, "", ""}, .people = {row.person}};
  post.audience = Audience::direct;
  post.body = std::move(doc);
  post.key = std::move(key);
  post.lane = Lane::reminder;
  return post;
}

// What their chat system says now, else what it said when they came or pressed: it need not know them for long.
std::string language_for(const Row& row, const Context& context) {
  std::string lang = language_of(context, row.space, row.person);
  return lang.empty() ? spoken(context, row.lang) : lang;
}

Post welcome(const Row& row, const Settings& settings, const Context& context) {
  const std::string lang = language_for(row, context);
  set_state(context.db, row.id, State::sent, context.now);
  count(context.db, "welcomed", context.now);
  count(context.db, "in:" + lang, context.now);
  return to(
      row, hello(settings, context, lang),
      fmt::format("welcome.hello:{}:{}", row.id, row.due.time_since_epoch().count())
  );
}

Post ask_once_more(const Row& row, const Context& context) {
  const std::string lang = language_for(row, context);
  asked_again(context.db, row.id);
  return to(
      row, asking_again(context, lang.empty() ? std::string_view("en") : lang),
      fmt::format("welcome.again:{}:{}", row.id, row.again)
  );
}

// How many may be sent now.
std::int64_t room_for(const Settings& settings, const Context& context) {
  const auto sent = sent_after(context.db, context.now - pace_window, settings.per_minute);
  return settings.per_minute - static_cast<std::int64_t>(sent.size());
}

}  // namespace

void let_go_of_the_late(const Context& context) {
  count(context.db, "passed", context.now, pass_over_unjudged(context.db, context.now - latest));
  drop_old_rushes(context.db, context.now - latest);
  count(context.db, "passed", context.now, pass_over_late(context.db, context.now - latest));
}

std::vector<Effect> send_due(const Settings& settings, const Context& context) {
  let_go_of_the_late(context);
  std::vector<Effect> out;
  for (const Row& row : due(context.db, context.now, room_for(settings, context)))
    out.emplace_back(welcome(row, settings, context));
  for (const Row& row : to_ask_again(context.db, context.now, most_again))
    out.emplace_back(ask_once_more(row, context));
  out.push_back(send_next(settings, context));
  return out;
}

Effect send_next(const Settings& settings, const Context& context) {
  std::optional<sys_seconds> at = next_due(context.db);
  // With the minute full, when the oldest of those that filled it is a minute ago.
  const auto sent = sent_after(context.db, context.now - pace_window, settings.per_minute);
  if (at && std::ssize(sent) >= settings.per_minute) at = std::max(*at, sent.front() + pace_window);
  if (const auto again = next_to_ask_again(context.db); again && (!at || *again < *at)) at = again;
  if (!at) return Forget{std::string(send_job)};
  return Remind{std::string(send_job), std::max(*at, context.now)};
}

}  // namespace usher::welcome
