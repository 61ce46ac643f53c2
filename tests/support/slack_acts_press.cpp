// tests/support/slack_acts_press.cpp: buttons, shortcuts, and modals from submission to what the acknowledgement makes of them.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_acts.hpp"
#include "tests/support/slack_methods.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <ranges>
#include <utility>

namespace usher::testing::slack {
namespace {

json::object trouble(std::string_view what) { return {{"error", what}}; }

json::object room_of(const Channel& channel) {
  return {{"id", channel.id}, {"name", channel.direct ? "directmessage" : channel.name}};
}

}  // namespace

json::object Acts::interaction(std::string_view type, const std::string& user) {
  const User* who = world_.user(user);
  const std::string name = who == nullptr ? "" : who->name;
  return {
      {"type", type},
      {"team", {{"id", team_id}, {"domain", "fake"}}},
      {"user", {{"id", user}, {"username", name}, {"name", name}, {"team_id", team_id}}},
      {"api_app_id", app_id},
      {"token", "fake"},
      {"enterprise", nullptr},
      {"is_enterprise_install", false}
  };
}

json::object Acts::interact(
    json::object payload, bool accepts, std::function<void(const json::object* answer)> then
) {
  auto delivery = std::make_shared<Delivery>();
  delivery->kind = Delivery::Kind::interactive;
  delivery->payload = json::serialize(payload);
  delivery->accepts = accepts;
  delivery->acknowledged = std::move(then);
  json::object out;
  if (payload.contains("trigger_id")) out["trigger_id"] = payload["trigger_id"];
  if (payload.contains("response_url")) out["response_url"] = payload["response_url"];
  out["delivery"] = dispatch_.send(std::move(delivery));
  return out;
}

json::object Acts::press(const json::object& act) {
  const std::string user(text_at(act, "user"));
  const std::string_view in = text_at(act, "in");
  json::object payload = interaction("block_actions", user);
  std::string block_id;
  const json::object* button = nullptr;
  if (in == "modal" || in == "home") {
    const auto& stack = world_.modals[user];
    const std::string id = in == "home" ? world_.homes[user] : stack.empty() ? "" : stack.back();
    const auto found = world_.views.find(id);
    if (found == world_.views.end()) return trouble("no such view");
    button = find_button(found->second.view, act, block_id);
    payload["container"] = {{"type", "view"}, {"view_id", id}};
    payload["view"] = world_.view_object(found->second);
  } else {
    const Channel* channel = world_.channel(channel_of(act));
    if (channel == nullptr) return trouble("no such channel");
    for (const auto& [ts, stored] : std::views::reverse(world_.messages[channel->id])) {
      if (act.contains("ts") && ts != text_at(act, "ts")) continue;
      if (stored.ephemeral && stored.for_user != user) continue;
      button = find_button(stored.message, act, block_id);
      if (button == nullptr) continue;
      payload["container"] = {
          {"type", "message"},
          {"message_ts", ts},
          {"channel_id", channel->id},
          {"is_ephemeral", stored.ephemeral}
      };
      if (const std::string_view thread = text_at(stored.message, "thread_ts"); !thread.empty())
        payload["container"].as_object()["thread_ts"] = thread;
      payload["channel"] = room_of(*channel);
      // Of a message that one person sees Slack sends no more than this.
      if (!stored.ephemeral) payload["message"] = stored.message;
      payload["state"] = json::object{{"values", json::object()}};
      payload["response_url"] = world_.new_response_url(channel->id, user, ts, stored.ephemeral);
      break;
    }
  }
  if (button == nullptr) return trouble("no such button");
  json::object action{
      {"type", text_at(*button, "type")},
      {"action_id", text_at(*button, "action_id")},
      {"block_id", block_id},
      {"action_ts", world_.new_ts()}
  };
  for (const std::string_view key : {"text", "value", "style"})
    if (const auto* value = button->if_contains(key)) action[key] = *value;
  payload["actions"] = json::array(1, json::value(std::move(action)));
  payload["trigger_id"] = world_.new_trigger(user);
  return interact(std::move(payload), false);
}

// In the menus stands what the app's manifest has.
bool Acts::in_menu(std::string_view type, const json::object& act) const {
  const auto& all = world_.settings.shortcuts;
  return !all || all->contains(fmt::format("{} {}", type, text_at(act, "callback_id")));
}

json::object Acts::shortcut(const json::object& act) {
  if (!in_menu("global", act)) return trouble("no such shortcut in the menu");
  const std::string user(text_at(act, "user"));
  json::object payload = interaction("shortcut", user);
  payload["callback_id"] = text_at(act, "callback_id");
  payload["action_ts"] = world_.new_ts();
  payload["trigger_id"] = world_.new_trigger(user);
  return interact(std::move(payload), false);
}

json::object Acts::message_action(const json::object& act) {
  if (!in_menu("message", act)) return trouble("no such shortcut in a message's menu");
  const std::string user(text_at(act, "user"));
  const Channel* channel = world_.channel(channel_of(act));
  const Stored* stored =
      channel == nullptr ? nullptr : world_.message(channel->id, text_at(act, "ts"));
  if (stored == nullptr) return trouble("no such message");
  json::object payload = interaction("message_action", user);
  payload["callback_id"] = text_at(act, "callback_id");
  payload["action_ts"] = world_.new_ts();
  payload["trigger_id"] = world_.new_trigger(user);
  payload["channel"] = room_of(*channel);
  payload["message_ts"] = text_at(act, "ts");
  payload["message"] = stored->message;
  payload["response_url"] = world_.new_response_url(channel->id, user, {}, true);
  return interact(std::move(payload), false);
}

json::object Acts::submit(const json::object& act) {
  const std::string user(text_at(act, "user"));
  const auto& stack = world_.modals[user];
  if (stack.empty()) return trouble("no modal is open");
  const View& view = world_.views.at(stack.back());
  const json::object* given = object_at(act, "values");
  json::object values;
  const std::string wrong = fill_in(view.view, given == nullptr ? json::object() : *given, values);
  if (!wrong.empty()) return trouble(wrong);
  json::object payload = interaction("view_submission", user);
  json::object shown = world_.view_object(view);
  json::object state;
  state["values"] = values;
  shown["state"] = state;
  payload["view"] = shown;
  payload["trigger_id"] = world_.new_trigger(user);
  payload["response_urls"] = json::array();
  return interact(std::move(payload), true, [this, user, id = view.id](const json::object* answer) {
    after_submit(user, id, answer);
  });
}

// The rules of Slack's page "Modals": errors stand at input blocks; update, push and clear do what they say; else it closes.
void Acts::after_submit(
    const std::string& user, const std::string& id, const json::object* answer
) {
  auto& stack = world_.modals[user];
  const auto found = world_.views.find(id);
  if (found == world_.views.end()) return;
  const std::string_view action =
      answer == nullptr ? std::string_view() : text_at(*answer, "response_action");
  if (answer == nullptr) {
    std::erase(stack, id);
  } else if (action == "clear") {
    stack.clear();
  } else if (action == "errors") {
    const json::object* errors = object_at(*answer, "errors");
    if (errors == nullptr || errors->empty())
      return world_.violation("errors of a view that name none");
    for (const auto& [block, text] : *errors) {
      bool asks = false;
      for (const json::value& one : found->second.view.at("blocks").as_array())
        asks = asks || (text_at(one.as_object(), "block_id") == block &&
                        text_at(one.as_object(), "type") == "input");
      if (!asks)
        world_.violation(
            fmt::format("an error at {}, which is no input of the view", std::string_view(block))
        );
      if (!text.is_string() || text.get_string().empty())
        world_.violation("an error without words");
    }
  } else if (action == "update" || action == "push") {
    const json::object* view = object_at(*answer, "view");
    if (view == nullptr) return world_.violation("a response_action without a view");
    const json::object kept =
        keep_view(world_, user, *view, action == "update" ? &found->second : nullptr);
    if (!flag_at(kept, "ok"))
      world_.violation("a response_action's view: " + json::serialize(kept));
  } else {
    world_.violation(
        fmt::format("an answer to a view that is no response_action: {}", json::serialize(*answer))
    );
    std::erase(stack, id);
  }
}

json::object Acts::close(const json::object& act) {
  const std::string user(text_at(act, "user"));
  auto& stack = world_.modals[user];
  if (stack.empty()) return trouble("no modal is open");
  const std::string id = stack.back();
  stack.pop_back();
  const View& view = world_.views.at(id);
  if (!flag_at(view.view, "notify_on_close")) return {{"delivery", 0}};
  json::object payload = interaction("view_closed", user);
  payload["view"] = world_.view_object(view);
  payload["is_cleared"] = false;
  return interact(std::move(payload), false);
}

}  // namespace usher::testing::slack
