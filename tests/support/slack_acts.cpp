// tests/support/slack_acts.cpp: messages, commands, reactions, rooms and people.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_acts.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::testing::slack {
namespace {

json::object trouble(std::string_view what) { return {{"error", what}}; }

std::string typed(std::string_view text) {
  std::string out = escaped(text);
  const std::string mention = fmt::format("<@{}>", bot_user);
  for (auto at = out.find("@usher"); at != std::string::npos;
       at = out.find("@usher", at + mention.size()))
    out.replace(at, 6, mention);
  return out;
}

json::object as_event(json::object message, const Channel& channel) {
  message["channel"] = channel.id;
  message["channel_type"] = channel.type();
  message["event_ts"] = text_at(message, "ts");
  return message;
}

}  // namespace

std::string Acts::channel_of(const json::object& act) {
  const std::string channel(text_at(act, "channel"));
  return channel == "dm" ? world_.direct_with(std::string(text_at(act, "user"))).id : channel;
}

json::object Acts::message(const json::object& act) {
  Channel* channel = world_.channel(channel_of(act));
  const User* user = world_.user(text_at(act, "user"));
  if (channel == nullptr || user == nullptr) return trouble("no such channel or user");
  const std::string text = typed(text_at(act, "text"));
  json::object said{{"user", user->id}, {"text", text}, {"client_msg_id", world_.new_id("fake-")}};
  if (user->bot) {
    said["bot_id"] = "B0OTHER";
    said["app_id"] = "A0OTHER";
    said.erase("client_msg_id");
  }
  if (act.contains("subtype")) said["subtype"] = text_at(act, "subtype");
  if (const std::string_view thread = text_at(act, "thread_ts"); !thread.empty()) {
    said["thread_ts"] = thread;
    if (const Stored* root = world_.message(channel->id, thread))
      said["parent_user_id"] = text_at(root->message, "user");
  }
  json::array elements;
  if (!text.empty())
    elements.push_back(json::value{{"type", "text"}, {"text", text_at(act, "text")}});
  json::object section{{"type", "rich_text_section"}};
  section["elements"] = std::move(elements);
  json::object block{{"type", "rich_text"}, {"block_id", world_.new_id("b")}};
  block["elements"] = json::array(1, json::value(std::move(section)));
  said["blocks"] = json::array(1, json::value(std::move(block)));
  const json::object stored = world_.store(*channel, std::move(said)).message;
  json::object event = as_event(stored, *channel);
  json::object mention;
  // What Slack itself says of a room ("set the topic: …") mentions nobody.
  const std::string_view subtype = text_at(act, "subtype");
  const bool own_words =
      subtype.empty() || subtype == "file_share" || subtype == "thread_broadcast";
  if (own_words && !channel->direct && channel->members.contains(std::string(bot_user)) &&
      text.contains(fmt::format("<@{}>", bot_user))) {
    mention = event;
    mention["type"] = "app_mention";
    mention.erase("channel_type");
    mention.erase("parent_user_id");
  }
  json::object out{{"ts", stored.at("ts")}, {"channel", channel->id}};
  const bool first = flag_at(act, "mention_first");
  if (!mention.empty() && first) out["mention"] = dispatch_.event(mention);
  for (std::int64_t copy = 0; copy < number_at(act, "copies", 1); ++copy)
    out["delivery"] = dispatch_.event(event);
  if (!mention.empty() && !first) out["mention"] = dispatch_.event(mention);
  return out;
}

json::object Acts::edit(const json::object& act) {
  Channel* channel = world_.channel(channel_of(act));
  Stored* stored = channel == nullptr ? nullptr : world_.message(channel->id, text_at(act, "ts"));
  if (stored == nullptr) return trouble("no such message");
  const json::object before = stored->message;
  stored->message["text"] = typed(text_at(act, "text"));
  stored->message["edited"] = {{"user", text_at(before, "user")}, {"ts", world_.new_ts()}};
  json::object event{
      {"type", "message"}, {"subtype", "message_changed"}, {"hidden", true}, {"ts", world_.new_ts()}
  };
  event["message"] = stored->message;
  event["previous_message"] = before;
  return {{"delivery", dispatch_.event(as_event(std::move(event), *channel))}};
}

json::object Acts::remove(const json::object& act) {
  Channel* channel = world_.channel(channel_of(act));
  const Stored* stored =
      channel == nullptr ? nullptr : world_.message(channel->id, text_at(act, "ts"));
  if (stored == nullptr) return trouble("no such message");
  json::object event{
      {"type", "message"}, {"subtype", "message_deleted"}, {"hidden", true}, {"ts", world_.new_ts()}
  };
  event["deleted_ts"] = text_at(act, "ts");
  event["previous_message"] = stored->message;
  world_.messages[channel->id].erase(std::string(text_at(act, "ts")));
  return {{"delivery", dispatch_.event(as_event(std::move(event), *channel))}};
}

json::object Acts::slash(const json::object& act) {
  Channel* channel = world_.channel(channel_of(act));
  const User* user = world_.user(text_at(act, "user"));
  const std::string command(text_at(act, "command"));
  if (channel == nullptr || user == nullptr) return trouble("no such channel or user");
  if (!world_.settings.commands.empty() && !world_.settings.commands.contains(command))
    return trouble("not a registered command");
  const std::string trigger = world_.new_trigger(user->id);
  const std::string url = world_.new_response_url(channel->id, user->id, {}, true);
  json::object payload{
      {"token", "fake"},
      {"team_id", team_id},
      {"team_domain", "fake"},
      {"channel_id", channel->id},
      {"channel_name", channel->direct   ? "directmessage"
                       : channel->hidden ? "privategroup"
                                         : channel->name},
      {"user_id", user->id},
      {"user_name", user->name},
      {"command", command},
      {"text", escaped(text_at(act, "text"))},
      {"api_app_id", app_id},
      {"is_enterprise_install", "false"},
      {"response_url", url},
      {"trigger_id", trigger},
  };
  auto delivery = std::make_shared<Delivery>();
  delivery->kind = Delivery::Kind::slash;
  delivery->payload = json::serialize(payload);
  delivery->accepts = true;
  delivery->acknowledged = [this, room = channel->id, who = user->id](const json::object* answer) {
    if (answer == nullptr) return;
    Judgement judgement;
    judge_message(*answer, judgement);
    for (const std::string& fault : judgement.faults)
      world_.violation("a slash command's answer: " + fault);
    for (const std::string& range : judgement.broadcasts)
      world_.violation(fmt::format("a message alerts {}", range));
    json::object said{{"user", bot_user}, {"bot_id", bot_id}, {"text", text_at(*answer, "text")}};
    if (const auto* blocks = answer->if_contains("blocks")) said["blocks"] = *blocks;
    Stored& stored = world_.store(*world_.channel(room), std::move(said));
    stored.ephemeral = text_at(*answer, "response_type") != "in_channel";
    if (stored.ephemeral) stored.for_user = who;
    if (world_.said) world_.said(words_of(stored.message), !stored.ephemeral, -1);
  };
  json::object out{{"trigger_id", trigger}, {"response_url", url}};
  out["delivery"] = dispatch_.send(std::move(delivery));
  return out;
}

json::object Acts::home(const json::object& act) {
  const std::string user(text_at(act, "user"));
  const std::string tab(act.contains("tab") ? text_at(act, "tab") : std::string_view("home"));
  json::object event{
      {"type", "app_home_opened"},
      {"user", user},
      {"channel", world_.direct_with(user).id},
      {"tab", tab},
      {"event_ts", world_.new_ts()}
  };
  if (const auto found = world_.homes.find(user); found != world_.homes.end() && tab == "home")
    event["view"] = world_.view_object(world_.views.at(found->second));
  return {{"delivery", dispatch_.event(std::move(event))}};
}

json::object Acts::react(const json::object& act) {
  const std::string channel = channel_of(act);
  const Stored* stored = world_.message(channel, text_at(act, "ts"));
  if (stored == nullptr) return trouble("no such message");
  return {
      {"delivery",
       dispatch_.event({
           {"type", flag_at(act, "remove") ? "reaction_removed" : "reaction_added"},
           {"user", text_at(act, "user")},
           {"reaction", text_at(act, "name")},
           {"item", {{"type", "message"}, {"channel", channel}, {"ts", text_at(act, "ts")}}},
           {"item_user", text_at(stored->message, "user")},
           {"event_ts", world_.new_ts()},
       })}
  };
}

json::object Acts::join(const json::object& act) {
  Channel* channel = world_.channel(text_at(act, "channel"));
  if (channel == nullptr) return trouble("no such channel");
  const std::string user(text_at(act, "user"));
  const bool leaves = flag_at(act, "leave");
  if (leaves)
    channel->members.erase(user);
  else
    channel->members.insert(user);
  return {
      {"delivery", dispatch_.event({
                       {"type", leaves ? "member_left_channel" : "member_joined_channel"},
                       {"user", user},
                       {"channel", channel->id},
                       {"channel_type", channel->hidden ? "G" : "C"},
                       {"team", team_id},
                       {"event_ts", world_.new_ts()},
                   })}
  };
}

json::object Acts::team_join(const json::object& act) {
  User user{
      .id = std::string(text_at(act, "id")),
      .name = std::string(text_at(act, "name")),
      .real_name = std::string(text_at(act, "name"))
  };
  if (act.contains("locale")) user.locale = text_at(act, "locale");
  if (act.contains("zone")) user.zone = text_at(act, "zone");
  user.guest = flag_at(act, "guest");
  world_.users[user.id] = user;
  json::object event{{"type", "team_join"}, {"event_ts", world_.new_ts()}};
  event["user"] = user.object(true);
  return {{"delivery", dispatch_.event(std::move(event))}};
}

json::object Acts::room(const json::object& act) {
  Channel* channel = world_.channel(text_at(act, "channel"));
  if (channel == nullptr) return trouble("no such channel");
  const std::string_view how = text_at(act, "how");
  const std::string kind = channel->hidden ? "group" : "channel";
  json::object event{
      {"type", kind + "_" + std::string(how)},
      {"channel", channel->id},
      {"user", "U0ADA"},
      {"event_ts", world_.new_ts()}
  };
  if (how == "rename") {
    channel->name = text_at(act, "name");
    event["channel"] = {
        {"id", channel->id},
        {"name", channel->name},
        {"name_normalized", channel->name},
        {"created", 1700000000}
    };
    event.erase("user");
  } else if (how == "convert") {
    channel->hidden = true;
    event = {{"type", "message"},      {"subtype", "channel_convert_to_private"},
             {"user", "U0ADA"},        {"text", "made this channel private"},
             {"channel", channel->id}, {"channel_type", "group"},
             {"ts", world_.new_ts()},  {"event_ts", world_.new_ts()}};
  } else {
    channel->archived = how == "archive";
  }
  return {{"delivery", dispatch_.event(std::move(event))}};
}

json::object Acts::raw(const json::object& act) {
  const json::object* event = object_at(act, "event");
  if (event == nullptr) return trouble("no event");
  return {{"delivery", dispatch_.event(*event, std::string(text_at(act, "id")))}};
}

}  // namespace usher::testing::slack
