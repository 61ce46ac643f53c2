// tests/support/slack_world.cpp: the workspace as it begins, and what is made in it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_world.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::testing::slack {

Settings::Settings()
    : bot_token("xoxb-" + std::string("fake-bot")),
      app_token("xapp-" + std::string("fake-app")),
      signing_secret("fake-signing-" + std::string("secret")),
      scopes{"app_mentions:read", "channels:history", "channels:read",  "chat:write",
             "chat:write.public", "commands",         "groups:history", "groups:read",
             "im:history",        "im:read",          "im:write",       "reactions:read",
             "reactions:write",   "users:read",       "mpim:read",      "mpim:write",
             "mpim:history"},
      events{"app_home_opened",     "app_mention",       "channel_archive",
             "channel_rename",      "channel_unarchive", "group_archive",
             "group_rename",        "group_unarchive",   "member_joined_channel",
             "member_left_channel", "message.channels",  "message.groups",
             "message.im",          "message.mpim",      "reaction_added",
             "reaction_removed",    "team_join",         "user_change",
             "channel_id_changed",  "channel_shared",    "channel_unshared",
             "channel_deleted",     "group_deleted",     "channel_left",
             "group_left"} {}

World::World() {
  const std::string bot(bot_user);
  const auto add = [this](User user) { users.emplace(user.id, std::move(user)); };
  add({.id = bot, .name = "usher", .real_name = "Usher", .bot = true});
  add(
      {.id = "U0ADA",
       .name = "ada",
       .real_name = "Ada Admin",
       .zone = "Europe/London",
       .admin = true}
  );
  add(
      {.id = "U0BO", .name = "bo", .real_name = "Bo Wen", .locale = "zh-CN", .zone = "Asia/Shanghai"
      }
  );
  add(
      {.id = "U0CLEO",
       .name = "cleo",
       .real_name = "Cleo Guest",
       .zone = "America/New_York",
       .guest = true}
  );
  add({.id = "U0DAN", .name = "dan", .real_name = "Dan Gone", .deactivated = true});
  add(
      {.id = "U0EVE",
       .name = "eve",
       .real_name = "Eve Out",
       .locale = "zh-TW",
       .zone = "Asia/Taipei"}
  );
  add({.id = "U0OTHERBOT", .name = "otherbot", .real_name = "Another bot", .bot = true});
  const auto room = [this](Channel channel) { channels.emplace(channel.id, std::move(channel)); };
  room(
      {.id = "C0GENERAL",
       .name = "general",
       .members = {bot, "U0ADA", "U0BO", "U0CLEO", "U0OTHERBOT"}}
  );
  room({.id = "C0NEPS", .name = "neps", .members = {bot, "U0ADA", "U0BO"}});
  room({.id = "C0RANDOM", .name = "random", .members = {"U0ADA", "U0BO", "U0EVE"}}
  );  // the bot is not in it
  room({.id = "C0COMMITTEE", .name = "committee", .hidden = true, .members = {bot, "U0ADA"}});
  room({.id = "C0SECRET", .name = "secret", .hidden = true, .members = {"U0ADA"}});
  room({.id = "C0OLD", .name = "old", .archived = true, .members = {bot, "U0ADA"}});
}

json::object User::object(bool with_locale) const {
  json::object out{
      {"id", id},
      {"team_id", team_id},
      {"name", name},
      {"deleted", deactivated},
      {"color", "9f69e7"},
      {"real_name", real_name},
      {"tz", zone},
      {"tz_label", zone},
      {"tz_offset", 0},
      {"profile", {{"real_name", real_name}, {"display_name", name}, {"team", team_id}}},
      {"is_admin", admin},
      {"is_owner", false},
      {"is_primary_owner", false},
      {"is_restricted", guest},
      {"is_ultra_restricted", false},
      {"is_bot", bot},
      {"is_app_user", false},
      {"updated", 1764000000},
  };
  if (with_locale) out["locale"] = locale;
  return out;
}

json::object Channel::object() const {
  json::object out{
      {"id", id},
      {"created", 1700000000},
      {"is_archived", archived},
      {"is_im", direct},
      {"is_mpim", group},
      {"is_channel", !direct && !hidden},
      {"is_group", !direct && !group && hidden},
      {"is_private", direct || hidden},
      {"is_shared", shared},
      {"is_ext_shared", shared},
      {"is_org_shared", false},
      {"is_general", id == "C0GENERAL"},
      {"context_team_id", team_id},
  };
  if (direct) {
    for (const std::string& member : members)
      if (member != bot_user) out["user"] = member;
  } else {
    out["name"] = name;
    out["name_normalized"] = name;
    out["is_member"] = members.contains(std::string(bot_user));
    out["num_members"] = members.size();
  }
  return out;
}

std::string World::new_ts() {
  using namespace std::chrono;
  const std::int64_t at = duration_cast<microseconds>(now().time_since_epoch()).count();
  last_ts_ = std::max(last_ts_ + 1, at);
  return fmt::format("{}.{:06}", last_ts_ / 1000000, last_ts_ % 1000000);
}

std::string World::new_id(std::string_view prefix) {
  return fmt::format("{}{:010}", prefix, ++last_id_);
}

std::string World::new_trigger(const std::string& user) {
  std::string id = fmt::format("{}.{}.fade", ++last_id_, 1764000000);
  triggers[id] = {user, std::chrono::steady_clock::now(), false};
  return id;
}

std::string World::new_response_url(
    const std::string& channel, const std::string& user, const std::string& ts, bool ephemeral
) {
  std::string path = fmt::format("/actions/{}/{}/respond", team_id, ++last_id_);
  response_urls[path] = {channel, user, ts, ephemeral, std::chrono::steady_clock::now(), 0};
  return fmt::format("http://127.0.0.1:{}{}", port, path);
}

const User* World::user(std::string_view id) const {
  const auto found = users.find(id);
  return found == users.end() ? nullptr : &found->second;
}

Channel* World::channel(std::string_view id) {
  const auto found = channels.find(id);
  return found == channels.end() ? nullptr : &found->second;
}

Channel& World::direct_with(const std::string& user) {
  Channel& channel = channels["D" + user.substr(1)];
  if (channel.id.empty())
    channel = {
        .id = "D" + user.substr(1),
        .name = "",
        .direct = true,
        .members = {user, std::string(bot_user)}
    };
  return channel;
}

Stored* World::message(std::string_view channel, std::string_view ts) {
  const auto in = messages.find(channel);
  if (in == messages.end()) return nullptr;
  const auto found = in->second.find(std::string(ts));
  return found == in->second.end() ? nullptr : &found->second;
}

void give_ids(json::array& blocks, World& world) {
  const auto name = [&](json::value* value) {
    auto* element = value == nullptr ? nullptr : value->if_object();
    const bool acts = element != nullptr && text_at(*element, "type") != "mrkdwn" &&
                      text_at(*element, "type") != "plain_text";
    if (acts && text_at(*element, "action_id").empty()) (*element)["action_id"] = world.new_id("a");
  };
  for (json::value& one : blocks) {
    auto* block = one.if_object();
    if (block == nullptr) continue;
    if (text_at(*block, "block_id").empty()) (*block)["block_id"] = world.new_id("b");
    if (text_at(*block, "type") == "rich_text") continue;
    name(block->if_contains("element"));
    name(block->if_contains("accessory"));
    if (auto* elements = block->if_contains("elements");
        elements != nullptr && elements->is_array())
      for (json::value& inner : elements->get_array()) name(&inner);
  }
}

Stored& World::store(const Channel& channel, json::object message) {
  const std::string ts = message.contains("ts") ? std::string(text_at(message, "ts")) : new_ts();
  message["ts"] = ts;
  message["type"] = "message";
  message["team"] = team_id;
  if (auto* blocks = message.if_contains("blocks"); blocks != nullptr && blocks->is_array())
    give_ids(blocks->get_array(), *this);
  auto& history = messages[channel.id];
  while (history.size() >= settings.history && !history.empty()) history.erase(history.begin());
  Stored& stored = history[ts];
  stored.message = std::move(message);
  return stored;
}

json::object World::view_object(const View& view) const {
  json::object out = view.view;
  if (auto* blocks = out.if_contains("blocks"); blocks == nullptr || !blocks->is_array())
    out["blocks"] = json::array();
  for (const std::string_view key : {"private_metadata", "callback_id", "external_id"})
    if (!out.contains(key)) out[key] = "";
  for (const std::string_view key : {"title", "submit", "close"})
    if (!out.contains(key)) out[key] = nullptr;
  for (const std::string_view key : {"clear_on_close", "notify_on_close"})
    if (!out.contains(key)) out[key] = false;
  out["id"] = view.id;
  out["team_id"] = team_id;
  out["hash"] = view.hash;
  out["root_view_id"] = view.root;
  out["previous_view_id"] =
      view.previous.empty() ? json::value(nullptr) : json::value(view.previous);
  out["app_id"] = app_id;
  out["app_installed_team_id"] = team_id;
  out["bot_id"] = bot_id;
  out["state"] = json::object{{"values", json::object()}};
  return out;
}

void World::violation(std::string what) {
  ++violation_count_;
  if (violations_.size() < 200) violations_.push_back(std::move(what));
}

std::string escaped(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

}  // namespace usher::testing::slack
