// tests/support/slack_methods_rooms.cpp: auth.test, conversations.* and users.*.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <ranges>

namespace usher::testing::slack {
namespace {

json::object auth_test(World&, const json::object&) {
  return {{"ok", true},         {"url", "https://fake.slack.test/"},
          {"team", "Fake"},     {"user", "usher"},
          {"team_id", team_id}, {"user_id", bot_user},
          {"bot_id", bot_id},   {"is_enterprise_install", false}};
}

json::object bots_info(World&, const json::object& args) {
  if (text_at(args, "bot") != bot_id) return refusal("bot_not_found");
  return {
      {"ok", true},
      {"bot",
       {{"id", bot_id},
        {"app_id", app_id},
        {"user_id", bot_user},
        {"name", "Usher"},
        {"deleted", false}}}
  };
}

json::object team_info(World&, const json::object&) {
  return {{"ok", true}, {"team", {{"id", team_id}, {"name", "Fake"}, {"domain", "fake"}}}};
}

// A channel that we may look at; nullptr, and why not.
const Channel* seen(World& world, const json::object& args, json::object& error, bool inside) {
  const Channel* channel = world.channel(text_at(args, "channel"));
  const bool member = channel != nullptr && channel->members.contains(std::string(bot_user));
  if (channel == nullptr || (channel->hidden && !member)) {
    error = refusal("channel_not_found");
    return nullptr;
  }
  if (inside && !member) {
    error = refusal("not_in_channel");
    return nullptr;
  }
  return channel;
}

json::object info(World& world, const json::object& args) {
  json::object error;
  const Channel* channel = seen(world, args, error, false);
  if (channel == nullptr) return error;
  return {{"ok", true}, {"channel", channel->object()}};
}

json::object members(World& world, const json::object& args) {
  json::object error;
  const Channel* channel = seen(world, args, error, false);
  if (channel == nullptr) return error;
  // In pages of two, so that whoever asks must turn them.
  const auto first = static_cast<std::size_t>(number_at(args, "cursor", 0));
  json::array page;
  for (const std::string& member : channel->members | std::views::drop(first) | std::views::take(2))
    page.emplace_back(member);
  const bool more = first + 2 < channel->members.size();
  json::object out{
      {"ok", true}, {"response_metadata", {{"next_cursor", more ? std::to_string(first + 2) : ""}}}
  };
  out["members"] = page;
  return out;
}

json::object list(World& world, const json::object& args) {
  json::array page;
  const std::string_view given =
      args.contains("types") ? text_at(args, "types") : std::string_view("public_channel");
  // What each is called here, and whose scope it takes.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds = {
      {{"public_channel", "channels"}, {"private_channel", "groups"}, {"im", "im"}, {"mpim", "mpim"}
      }
  };
  std::set<std::string_view> families;
  for (const auto part : std::views::split(given, ',')) {
    const auto* const kind = std::ranges::find(
        kinds, std::string_view(part), &std::pair<std::string_view, std::string_view>::first
    );
    if (kind == kinds.end()) return refusal("invalid_types");
    families.insert(kind->second);
    const std::string scope = std::string(kind->second) + ":read";
    if (!world.settings.scopes.contains(scope)) return missing(world, scope);
  }
  for (const auto& [id, channel] : world.channels) {
    const bool member = channel.members.contains(std::string(bot_user));
    if (families.contains(channel.family()) && (!channel.hidden || member))
      page.push_back(json::value(channel.object()));
  }
  json::object out{{"ok", true}, {"response_metadata", {{"next_cursor", ""}}}};
  out["channels"] = page;
  return out;
}

json::object open(World& world, const json::object& args) {
  const std::string_view users = text_at(args, "users");
  if (users.empty())
    return refusal(args.contains("channel") ? "channel_not_found" : "users_list_not_supplied");
  std::set<std::string> people;
  for (const auto part : std::views::split(users, ',')) people.emplace(std::string_view(part));
  if (people.size() > 8) return refusal("too_many_users");
  for (const std::string& person : people) {
    const User* user = world.user(person);
    if (user == nullptr) return refusal("user_not_found");
    if (user->bot) return refusal("cannot_dm_bot");
    if (user->deactivated) return refusal("user_disabled");
  }
  const std::string_view scope = people.size() == 1 ? "im:write" : "mpim:write";
  if (!world.settings.scopes.contains(std::string(scope))) return missing(world, scope);
  std::string id;
  if (people.size() == 1) {
    id = world.direct_with(*people.begin()).id;
  } else {
    id = "G";
    for (const std::string& person : people) id += person.substr(1);
    Channel& group = world.channels[id];
    people.emplace(bot_user);
    if (group.id.empty())
      group = {.id = id, .name = "mpdm-" + id, .hidden = true, .group = true, .members = people};
  }
  return {{"ok", true}, {"no_op", false}, {"already_open", true}, {"channel", {{"id", id}}}};
}

json::object shown(const Stored& stored, bool metadata) {
  json::object out = stored.message;
  if (!metadata) out.erase("metadata");
  return out;
}

json::object pages(std::vector<const Stored*> found, const json::object& args, std::size_t limit) {
  const auto first = static_cast<std::size_t>(number_at(args, "cursor", 0));
  const bool metadata = flag_at(args, "include_all_metadata");
  json::array page;
  for (const Stored* stored : found | std::views::drop(first) | std::views::take(limit))
    page.push_back(json::value(shown(*stored, metadata)));
  const bool more = first + limit < found.size();
  json::object out{{"ok", true}, {"has_more", more}, {"pin_count", 0}};
  out["messages"] = page;
  if (more) out["response_metadata"] = {{"next_cursor", std::to_string(first + limit)}};
  return out;
}

bool within(const json::object& args, std::string_view ts) {
  const std::string_view oldest = text_at(args, "oldest");
  const std::string_view latest = text_at(args, "latest");
  const bool edge = flag_at(args, "inclusive");
  // All ts have as many digits, so their order is that of the texts. "0" is the beginning.
  if (!oldest.empty() && oldest != "0" && (edge ? ts < oldest : ts <= oldest)) return false;
  return latest.empty() || (edge ? ts <= latest : ts < latest);
}

json::object history(World& world, const json::object& args) {
  json::object error;
  const Channel* channel = seen(world, args, error, true);
  if (channel == nullptr) return error;
  const std::int64_t limit = number_at(args, "limit", 100);
  if (limit < 1 || limit > 999) return refusal("invalid_limit");
  std::vector<const Stored*> found;
  std::map<std::string_view, int> threads;
  for (const auto& [ts, stored] : std::views::reverse(world.messages[channel->id])) {
    if (stored.ephemeral) continue;
    const std::string_view thread = text_at(stored.message, "thread_ts");
    const bool below = !thread.empty() && thread != ts;
    if (below) ++threads[thread];
    if (!below && within(args, ts)) found.push_back(&stored);
  }
  json::object out = pages(std::move(found), args, static_cast<std::size_t>(limit));
  // A message with a thread below it names that thread.
  for (json::value& one : out.at("messages").as_array()) {
    json::object& message = one.as_object();
    const auto thread = threads.find(text_at(message, "ts"));
    if (thread == threads.end()) continue;
    message["thread_ts"] = thread->first;
    message["reply_count"] = thread->second;
  }
  return out;
}

json::object replies(World& world, const json::object& args) {
  json::object error;
  const Channel* channel = seen(world, args, error, true);
  if (channel == nullptr) return error;
  const std::string root(text_at(args, "ts"));
  if (world.message(channel->id, root) == nullptr) return refusal("thread_not_found");
  std::vector<const Stored*> found;
  for (const auto& [ts, stored] : world.messages[channel->id])
    if (!stored.ephemeral &&
        (ts == root || (text_at(stored.message, "thread_ts") == root && within(args, ts))))
      found.push_back(&stored);
  return pages(
      std::move(found), args,
      static_cast<std::size_t>(std::clamp<std::int64_t>(number_at(args, "limit", 1000), 1, 1000))
  );
}

json::object join(World& world, const json::object& args) {
  Channel* channel = world.channel(text_at(args, "channel"));
  if (channel == nullptr || channel->hidden) return refusal("channel_not_found");
  channel->members.emplace(bot_user);
  return {{"ok", true}, {"channel", channel->object()}};
}

json::object user_info(World& world, const json::object& args) {
  const User* user = world.user(text_at(args, "user"));
  if (user == nullptr) return refusal("user_not_found");
  return {{"ok", true}, {"user", user->object(flag_at(args, "include_locale"))}};
}

json::object user_list(World& world, const json::object& args) {
  json::array people;
  for (const auto& [id, user] : world.users)
    people.push_back(json::value(user.object(flag_at(args, "include_locale"))));
  json::object out{{"ok", true}, {"response_metadata", {{"next_cursor", ""}}}};
  out["members"] = people;
  return out;
}

json::object user_conversations(World& world, const json::object& args) {
  json::object all = list(world, args);
  json::array mine;
  for (const json::value& one : all.at("channels").as_array())
    if (flag_at(one.as_object(), "is_member")) mine.push_back(one);
  all["channels"] = mine;
  return all;
}

constexpr std::array<MethodSpec, 13> specs = {{
    {"auth.test", auth_test, ""},  // hundreds a minute
    {"bots.info", bots_info, "users:read", false, tier_3},
    {"team.info", team_info, "team:read", false, tier_3},
    {"conversations.info", info, "*:read", false, tier_3},
    {"conversations.members", members, "*:read", false, tier_4},
    {"conversations.list", list, "", false, tier_2},
    {"conversations.open", open, "", true, tier_3},
    {"conversations.history", history, "*:history", true, tier_3},
    {"conversations.replies", replies, "*:history", false, tier_3},
    {"conversations.join", join, "channels:join", true, tier_3},
    {"users.info", user_info, "users:read", false, tier_4},
    {"users.list", user_list, "users:read", false, tier_2},
    {"users.conversations", user_conversations, "", false, tier_3},
}};

}  // namespace

std::span<const MethodSpec> room_methods() { return specs; }

const MethodSpec* method_named(std::string_view name) {
  for (const auto methods : {chat_methods(), reaction_methods(), view_methods(), room_methods()})
    for (const MethodSpec& spec : methods)
      if (spec.name == name) return &spec;
  return nullptr;
}

json::object missing(const World& world, std::string_view scope) {
  std::string provided;
  for (const std::string& one : world.settings.scopes)
    provided += (provided.empty() ? "" : ",") + one;
  return {{"ok", false}, {"error", "missing_scope"}, {"needed", scope}, {"provided", provided}};
}

std::string scope_of(World& world, const MethodSpec& spec, const json::object& args) {
  if (!spec.scope.starts_with('*')) return std::string(spec.scope);
  // Of what is not there Slack says that, and nothing of scopes.
  const Channel* channel = world.channel(text_at(args, "channel"));
  if (channel == nullptr) return {};
  return std::string(channel->family()) + std::string(spec.scope.substr(1));
}

}  // namespace usher::testing::slack
