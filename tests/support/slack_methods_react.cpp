// tests/support/slack_methods_react.cpp: reactions.*.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_methods.hpp"

#include <algorithm>
#include <array>

namespace usher::testing::slack {
namespace {

json::object react(World& world, const json::object& args, bool add) {
  Channel* channel = world.channel(text_at(args, "channel"));
  if (channel == nullptr) return refusal("channel_not_found");
  if (!channel->members.contains(std::string(bot_user))) return refusal("not_in_channel");
  Stored* stored = world.message(channel->id, text_at(args, "timestamp"));
  if (stored == nullptr || stored->ephemeral) return refusal("message_not_found");
  const std::string name(text_at(args, "name"));
  const bool named = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("_-+':").contains(c);
  });
  if (!named) return refusal("invalid_name");
  json::value& all = stored->message["reactions"];
  if (!all.is_array()) all = json::array();
  auto& reactions = all.get_array();
  const auto at = std::ranges::find_if(reactions, [&](const json::value& one) {
    return text_at(one.as_object(), "name") == name;
  });
  json::array users =
      at == reactions.end() ? json::array() : at->as_object().at("users").as_array();
  const json::value me(bot_user);
  const bool there = std::ranges::find(users, me) != users.end();
  if (add && there) return refusal("already_reacted");
  if (!add && !there) return refusal("no_reaction");
  if (add)
    users.push_back(me);
  else
    users.erase(std::ranges::find(users, me));
  if (at != reactions.end()) reactions.erase(at);
  if (!users.empty()) {
    json::object one{{"name", name}, {"count", users.size()}};
    one["users"] = users;
    reactions.push_back(json::value(std::move(one)));
  }
  if (world.settings.echo && world.tell)
    world.tell(
        {{"type", add ? "reaction_added" : "reaction_removed"},
         {"user", bot_user},
         {"reaction", name},
         {"item",
          {{"type", "message"}, {"channel", channel->id}, {"ts", text_at(args, "timestamp")}}},
         {"item_user", text_at(stored->message, "user")},
         {"event_ts", world.new_ts()}}
    );
  return {{"ok", true}};
}

json::object add_reaction(World& world, const json::object& args) {
  return react(world, args, true);
}
json::object remove_reaction(World& world, const json::object& args) {
  return react(world, args, false);
}

json::object get_reactions(World& world, const json::object& args) {
  const Stored* stored = world.message(text_at(args, "channel"), text_at(args, "timestamp"));
  if (stored == nullptr) return refusal("message_not_found");
  return {
      {"ok", true},
      {"type", "message"},
      {"channel", text_at(args, "channel")},
      {"message", stored->message}
  };
}

constexpr std::array<MethodSpec, 3> specs = {{
    {"reactions.add", add_reaction, "reactions:write", true, tier_3},
    {"reactions.remove", remove_reaction, "reactions:write", true, tier_2},
    {"reactions.get", get_reactions, "reactions:read", false, tier_3},
}};

}  // namespace

std::span<const MethodSpec> reaction_methods() { return specs; }

}  // namespace usher::testing::slack
