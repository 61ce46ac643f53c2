// adapters/slack/reading.cpp: making a Received.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/reading.hpp"

#include "adapters/slack/payload.hpp"

#include <utility>

namespace usher::slack {

namespace json = boost::json;

Received drop(std::string_view why) {
  Received out;
  out.dropped = why;
  return out;
}

// In a channel that is shared with other organisations, or within one of several workspaces, Slack names the one or the other.
bool is_elsewhere(const json::object& payload, std::string_view us) {
  if (us.empty() || flag(payload, "is_ext_shared_channel")) return false;
  if (!text(payload, "enterprise_id").empty() || object(payload, "enterprise") != nullptr)
    return false;
  bool named = false;
  const auto is_ours = [&](std::string_view team) {
    named = named || !team.empty();
    return team == us;
  };
  for (const char* key : {"team_id", "context_team_id"})
    if (is_ours(text(payload, key))) return false;
  const json::array* authorizations = array(payload, "authorizations");
  if (authorizations != nullptr)
    for (const json::value& one : *authorizations)
      if (one.is_object() && is_ours(text(one.get_object(), "team_id"))) return false;
  if (is_ours(text(payload, "team", "id")) || is_ours(text(payload, "user", "team_id")) ||
      is_ours(text(payload, "message", "team")) || is_ours(text(payload, "view", "team_id")) ||
      is_ours(text(payload, "view", "app_installed_team_id")))
    return false;
  return named;
}

Received noted(const Arrival& in, Source from, Way way) {
  way.channel = from.channel.empty() ? from.person : from.channel;
  way.thread = from.thread;
  way.at = in.now;
  Received out;
  out.retried = in.retry > 0;
  out.trigger = way.trigger;
  out.person = std::move(from.person);
  out.at = Place{in.us.space(), std::move(from.channel), std::move(from.thread)};
  out.way = std::move(way);
  return out;
}

Received heard(const Arrival& in, Source from, What what, Way way) {
  std::string id = std::move(from.id);
  Received out = noted(in, std::move(from), std::move(way));
  Event event;
  event.id = std::move(id);
  event.at = out.at;
  event.who.id = out.person;
  event.route = out.way.route();
  event.ack_carries = false;  // a slash command's does
  event.what = std::move(what);
  out.event = std::move(event);
  return out;
}

std::string_view not_a_persons(const json::object& message, const Identity& us) {
  const std::string_view user = text(message, "user");
  const std::string_view bot = text(message, "bot_id");
  const bool ours = (!us.user.empty() && user == us.user) || (!us.bot.empty() && bot == us.bot);
  if (ours) return "our own";
  const bool automatic = !bot.empty() || object(message, "bot_profile") != nullptr ||
                         text(message, "subtype") == "bot_message" || user == "USLACKBOT";
  return automatic ? "a bot's" : "";
}

std::string thread_of(const json::object& message) {
  const std::string_view root = text(message, "thread_ts");
  return is_ts(root) && root != text(message, "ts") ? std::string(root) : std::string();
}

}  // namespace usher::slack
