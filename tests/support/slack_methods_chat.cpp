// tests/support/slack_methods_chat.cpp: chat.*.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace usher::testing::slack {
namespace {

bool we_are_in(const Channel& channel) { return channel.members.contains(std::string(bot_user)); }

// Where a message may go; nullptr, and why not.
Channel* target(World& world, std::string_view id, json::object& error) {
  if (id.starts_with("U")) {
    const User* user = world.user(id);
    if (user == nullptr) {
      error = refusal("channel_not_found");
    } else if (user->bot) {
      error = refusal("cannot_dm_bot");
    } else if (user->deactivated) {
      error = refusal("user_disabled");
    } else {
      return &world.direct_with(user->id);
    }
    return nullptr;
  }
  Channel* channel = world.channel(id);
  if (channel == nullptr || (channel->hidden && !we_are_in(*channel))) {
    error = refusal("channel_not_found");
    return nullptr;
  }
  if (channel->archived) {
    error = refusal("is_archived");
    return nullptr;
  }
  return channel;
}

bool has_words(const json::object& args) {
  const json::array* blocks = array_at(args, "blocks");
  return !text_at(args, "text").empty() || (blocks != nullptr && !blocks->empty());
}

// What is wrong with what it says; empty: nothing.
json::object judged(World& world, const json::object& args) {
  if (!has_words(args)) return refusal("no_text");
  Judgement judgement;
  judge_message(args, judgement);
  if (const auto* metadata = args.if_contains("metadata")) {
    const auto* object = metadata->if_object();
    if (object == nullptr || text_at(*object, "event_type").empty() ||
        object_at(*object, "event_payload") == nullptr)
      return refusal("invalid_metadata_format");
  }
  for (const std::string& range : judgement.broadcasts)
    world.violation(fmt::format("a message alerts {}", range));
  if (!judgement.faults.empty()) return refusal(judgement);
  return {};
}

json::object message_of(const json::object& args) {
  json::object message{
      {"user", bot_user}, {"bot_id", bot_id}, {"app_id", app_id}, {"text", text_at(args, "text")}
  };
  for (const std::string_view key : {"blocks", "metadata"})
    if (const auto* value = args.if_contains(key)) message[key] = *value;
  if (const std::string_view thread = text_at(args, "thread_ts"); !thread.empty())
    message["thread_ts"] = thread;
  message["bot_profile"] = {
      {"id", bot_id},
      {"app_id", app_id},
      {"name", "Usher"},
      {"deleted", false},
      {"team_id", team_id}
  };
  return message;
}

void echo(World& world, const Channel& channel, json::object message) {
  if (!world.settings.echo || !world.tell) return;
  message.erase("metadata");
  message["channel"] = channel.id;
  message["channel_type"] = channel.type();
  message["event_ts"] = text_at(message, "ts");
  world.tell(std::move(message));
}

json::object post_message(World& world, const json::object& args) {
  json::object error;
  Channel* channel = target(world, text_at(args, "channel"), error);
  if (channel == nullptr) return error;
  if (!we_are_in(*channel) && !world.settings.scopes.contains("chat:write.public"))
    return refusal("not_in_channel");
  error = judged(world, args);
  if (!error.empty()) return error;
  const std::string_view thread = text_at(args, "thread_ts");
  if (!thread.empty() && world.message(channel->id, thread) == nullptr)
    return refusal("thread_not_found");
  const Stored& stored = world.store(*channel, message_of(args));
  if (world.said) world.said(words_of(stored.message), !channel->direct, -1);
  echo(world, *channel, stored.message);
  return {
      {"ok", true},
      {"channel", channel->id},
      {"ts", stored.message.at("ts")},
      {"message", stored.message}
  };
}

json::object post_ephemeral(World& world, const json::object& args) {
  Channel* channel = world.channel(text_at(args, "channel"));
  if (channel == nullptr) return refusal("channel_not_found");
  if (channel->archived) return refusal("is_archived");
  if (!we_are_in(*channel))
    return refusal(channel->hidden ? "channel_not_found" : "not_in_channel");
  const std::string user(text_at(args, "user"));
  if (!channel->members.contains(user)) return refusal("user_not_in_channel");
  json::object error = judged(world, args);
  if (!error.empty()) return error;
  if (const std::string thread(text_at(args, "thread_ts")); !thread.empty()) {
    const Stored* root = world.message(channel->id, thread);
    if (root == nullptr) return refusal("thread_not_found");
    // "Ephemeral messages in threads are only shown if there is already an active thread", and by the root's ts alone.
    const auto& all = world.messages[channel->id];
    const std::string_view above = text_at(root->message, "thread_ts");
    if (!above.empty() && above != thread) world.violation("thread_ts is that of a reply");
    if (std::ranges::none_of(all, [&](const auto& one) {
          return one.first != thread && !one.second.ephemeral &&
                 text_at(one.second.message, "thread_ts") == thread;
        }))
      world.violation("what one person is to see in a thread that there is not is shown to nobody");
  }
  Stored& stored = world.store(*channel, message_of(args));
  stored.ephemeral = true;
  stored.for_user = user;
  if (world.said) world.said(words_of(stored.message), false, -1);
  return {{"ok", true}, {"message_ts", stored.message.at("ts")}};
}

// A message of ours that may be changed; nullptr, and why not.
Stored* ours(
    World& world, const json::object& args, std::string_view ts_name, std::string_view refused,
    json::object& error
) {
  if (world.channel(text_at(args, "channel")) == nullptr) {
    error = refusal("channel_not_found");
    return nullptr;
  }
  Stored* stored = world.message(text_at(args, "channel"), text_at(args, ts_name));
  // An ephemeral message cannot be addressed: only a response_url reaches it.
  if (stored == nullptr || stored->ephemeral) {
    error = refusal("message_not_found");
    return nullptr;
  }
  if (text_at(stored->message, "bot_id") != bot_id) {
    error = refusal(refused);
    return nullptr;
  }
  return stored;
}

json::object update(World& world, const json::object& args) {
  json::object error;
  Stored* stored = ours(world, args, "ts", "cant_update_message", error);
  if (stored == nullptr) return error;
  error = judged(world, args);
  if (!error.empty()) return error;
  json::object before = stored->message;
  const std::string ts(text_at(before, "ts"));
  stored->message["text"] = text_at(args, "text");
  if (const auto* blocks = args.if_contains("blocks")) {
    stored->message["blocks"] = *blocks;
    if (auto* array = stored->message["blocks"].if_array()) give_ids(*array, world);
  } else {
    stored->message.erase("blocks");
  }
  if (const auto* metadata = args.if_contains("metadata")) stored->message["metadata"] = *metadata;
  stored->message["edited"] = {{"user", bot_user}, {"ts", ts}};
  const Channel& channel = *world.channel(text_at(args, "channel"));
  json::object now = stored->message;
  echo(
      world, channel,
      {{"type", "message"},
       {"subtype", "message_changed"},
       {"hidden", true},
       {"ts", world.new_ts()},
       {"message", now},
       {"previous_message", before}}
  );
  return {
      {"ok", true},
      {"channel", channel.id},
      {"ts", ts},
      {"text", text_at(args, "text")},
      {"message", now}
  };
}

json::object remove(World& world, const json::object& args) {
  json::object error;
  const Stored* stored = ours(world, args, "ts", "cant_delete_message", error);
  if (stored == nullptr) return error;
  const json::object before = stored->message;
  const std::string ts(text_at(before, "ts"));
  const Channel& channel = *world.channel(text_at(args, "channel"));
  world.messages[channel.id].erase(ts);
  echo(
      world, channel,
      {{"type", "message"},
       {"subtype", "message_deleted"},
       {"hidden", true},
       {"ts", world.new_ts()},
       {"deleted_ts", ts},
       {"previous_message", before}}
  );
  return {{"ok", true}, {"channel", channel.id}, {"ts", ts}};
}

json::object permalink(World& world, const json::object& args) {
  if (world.message(text_at(args, "channel"), text_at(args, "message_ts")) == nullptr)
    return refusal("message_not_found");
  return {
      {"ok", true},
      {"channel", text_at(args, "channel")},
      {"permalink", fmt::format(
                        "https://fake.slack.test/archives/{}/p{}", text_at(args, "channel"),
                        text_at(args, "message_ts")
                    )}
  };
}

constexpr std::array<MethodSpec, 5> specs = {{
    {"chat.postMessage", post_message, "chat:write"},
    {"chat.postEphemeral", post_ephemeral, "chat:write", true, tier_4},
    {"chat.update", update, "chat:write", true, tier_3},
    {"chat.delete", remove, "chat:write", true, tier_3},
    {"chat.getPermalink", permalink, "", false},
}};

}  // namespace

json::object refusal(std::string_view error) { return {{"ok", false}, {"error", error}}; }

json::object refusal(const Judgement& judgement) {
  json::array messages;
  bool long_one = false;
  for (const std::string& fault : judgement.faults) {
    messages.emplace_back(fault);
    long_one = long_one || fault.contains("msg_blocks_too_long");
  }
  json::object out = refusal(long_one ? "msg_blocks_too_long" : "invalid_blocks");
  json::object metadata;
  metadata["messages"] = messages;
  out["response_metadata"] = metadata;
  out["errors"] = messages;
  return out;
}

std::span<const MethodSpec> chat_methods() { return specs; }

}  // namespace usher::testing::slack
