// adapters/slack/manifest.cpp: section by section.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/manifest.hpp"

#include "adapters/slack/events.hpp"
#include "adapters/slack/measure.hpp"
#include "adapters/slack/scopes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::string_view app_name = "Usher";
// Slack's limits, in its units (App manifest reference).
constexpr std::size_t most_commands = 50;
constexpr std::size_t longest_command = 32;  // with its "/"
constexpr std::size_t longest_description = 2000;
constexpr std::size_t longest_hint = 1000;
constexpr std::size_t longest_about = 140;
constexpr std::size_t most_shortcuts = 10;
constexpr std::size_t longest_shortcut = 24;
constexpr std::size_t longest_shortcut_about = 150;

// The names that Slack answers itself (its help page "Slash commands in Slack"). Sorted.
constexpr std::array<std::string_view, 33> reserved{
    "active", "apps",   "archive",   "away",     "call",      "collapse",      "dm",
    "dnd",    "expand", "feed",      "feedback", "invite",    "invite_people", "join",
    "kick",   "leave",  "me",        "msg",      "mute",      "open",          "prefs",
    "remind", "remove", "rename",    "search",   "shortcuts", "shrug",         "star",
    "status", "topic",  "unarchive", "unmute",   "who"
};
static_assert(std::ranges::is_sorted(reserved));

bool is_taken(std::string_view name) { return std::ranges::binary_search(reserved, name); }

// What may follow the command, each of its words with what follows that: "[NUMBER…] | list [status:STATUS]".
std::string hint_of(const CommandSpec& spec) {
  std::string out(spec.grammar);
  for (const WordSpec& word : spec.words) {
    if (!out.empty()) out += " | ";
    out += word.word;
    if (!word.grammar.empty()) {
      out += ' ';
      out += word.grammar;
    }
  }
  return shortened(out, longest_hint);
}

json::object command_of(const ManifestInput& input, const CommandSpec& spec, std::string name) {
  json::object out{{"command", std::move(name)}};
  out.emplace("description", shortened(input.say(spec.summary).str(), longest_description));
  if (const std::string hint = hint_of(spec); !hint.empty()) out.emplace("usage_hint", hint);
  // Mentions and channels come as they do in messages, with their ids.
  out.emplace("should_escape", true);
  if (!input.url.empty()) out.emplace("url", input.url + "/slack/commands");
  return out;
}

// Slack takes no other letters than these in a command. A plural is forgiven where it is typed, and needs no entry.
bool is_name_of_its_own(std::string_view other, std::string_view name) {
  const bool plural =
      other.size() == name.size() + 1 && other.starts_with(name) && other.ends_with('s');
  return !plural && !other.empty() &&
         std::ranges::all_of(other, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

json::array commands_of(const ManifestInput& input, std::vector<std::string>& left_out) {
  json::array out;
  const auto fits = [&](std::string_view name) {
    return !is_taken(name) && name.size() < longest_command && out.size() < most_commands;
  };
  for (const CommandTable::Entry& entry : input.commands.entries()) {
    std::string name = "/";
    name += entry.spec->name;
    if (fits(entry.spec->name))
      out.push_back(command_of(input, *entry.spec, std::move(name)));
    else
      left_out.push_back(std::move(name));
  }
  // Slack sends nothing of a command that it has not been told of, other names among them. They take no command's room.
  for (const CommandTable::Entry& entry : input.commands.entries())
    for (const std::string_view other : entry.spec->also)
      if (is_name_of_its_own(other, entry.spec->name) && fits(other))
        out.push_back(command_of(input, *entry.spec, "/" + std::string(other)));
  return out;
}

json::array shortcuts_of(const ManifestInput& input, std::vector<std::string>& no_room) {
  json::array out;
  for (const CommandTable::Menu& menu : input.commands.shortcuts()) {
    const ShortcutSpec& spec = *menu.spec;
    const Text named(spec.label);
    const auto label = fmt::arg("label", named);
    std::string name = shortened(input.say(spec.name, label).str(), longest_shortcut);
    if (out.size() == most_shortcuts) {
      no_room.push_back(std::move(name));
      continue;
    }
    json::object shortcut{{"name", std::move(name)}, {"callback_id", spec.callback}};
    shortcut.emplace(
        "description", shortened(input.say(spec.summary, label).str(), longest_shortcut_about)
    );
    shortcut.emplace("type", spec.on_message ? "message" : "global");
    out.push_back(std::move(shortcut));
  }
  return out;
}

json::object features_of(const ManifestInput& input, Manifest& to) {
  json::object out;
  out["app_home"] = json::object{
      {"home_tab_enabled", true},
      {"messages_tab_enabled", true},
      {"messages_tab_read_only_enabled", false}
  };
  out["bot_user"] = json::object{{"display_name", app_name}, {"always_online", true}};
  // Slack takes no empty lists here.
  if (json::array some = shortcuts_of(input, to.no_room); !some.empty())
    out["shortcuts"] = std::move(some);
  if (json::array some = commands_of(input, to.left_out); !some.empty())
    out["slash_commands"] = std::move(some);
  return out;
}

json::object settings_of(const ManifestInput& input) {
  json::array events;
  for (const Subscription& event : subscriptions()) events.emplace_back(event.name);
  json::object subscribed;
  json::object interactivity{{"is_enabled", true}};
  if (!input.url.empty()) {
    subscribed["request_url"] = input.url + "/slack/events";
    interactivity["request_url"] = input.url + "/slack/interactive";
  }
  subscribed["bot_events"] = std::move(events);
  json::object out;
  out["event_subscriptions"] = std::move(subscribed);
  out["interactivity"] = std::move(interactivity);
  out["org_deploy_enabled"] = false;
  out["socket_mode_enabled"] = input.url.empty();
  out["token_rotation_enabled"] = false;
  return out;
}

// Boost.JSON writes on one line only.
void write(const json::value& value, std::size_t depth, std::string& out) {
  const auto line = [&out](std::size_t level) {
    out += '\n';
    out.append(2 * level, ' ');
  };
  const auto list = [&](char open, char close, const auto& items, const auto& item) {
    out += open;
    bool first = true;
    for (const auto& one : items) {
      if (!std::exchange(first, false)) out += ',';
      line(depth + 1);
      item(one);
    }
    if (!first) line(depth);
    out += close;
  };
  if (const json::object* object = value.if_object()) {
    list('{', '}', *object, [&](const json::key_value_pair& one) {
      out += json::serialize(one.key());
      out += ": ";
      write(one.value(), depth + 1, out);
    });
  } else if (const json::array* array = value.if_array()) {
    list('[', ']', *array, [&](const json::value& one) { write(one, depth + 1, out); });
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

Manifest manifest(const ManifestInput& input) {
  Manifest out;
  json::object& app = out.app;
  app["_metadata"] = json::object{{"major_version", 2}};
  const Phrase about = input.say(
      "Answers questions about {community}",
      fmt::arg("community", Text(std::string_view(input.community)))
  );
  app["display_information"] =
      json::object{{"name", app_name}, {"description", shortened(about.str(), longest_about)}};
  app["features"] = features_of(input, out);
  json::array scopes;
  for (const Scope& scope : needed_scopes()) scopes.emplace_back(scope.name);
  app["oauth_config"] = json::object{{"scopes", json::object{{"bot", std::move(scopes)}}}};
  app["settings"] = settings_of(input);
  return out;
}

std::string to_text(const json::object& manifest) {
  std::string out;
  write(json::value(manifest), 0, out);
  out += '\n';
  return out;
}

}  // namespace usher::slack
