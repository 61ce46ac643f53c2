// adapters/slack/manifest.hpp: the app's manifest (Slack's reference, "App manifest"), made from what the program has and
// does: the command table, the events that are heard (events.hpp), the scopes that it takes (scopes.hpp). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"
#include "bot/say.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// A shortcut in Slack's menus. callback: comes back in Shortcut; "<feature>.<what>". on_message: in the menu of a message,
// else in that of the message box.
struct ShortcutSpec {
  std::string_view callback;
  Msgid name;     // at most 24 characters, in every language
  Msgid summary;  // at most 150
  bool on_message = false;
};
std::span<const ShortcutSpec> shortcuts();

struct ManifestInput {
  const CommandTable& commands;
  const Say& say;         // one language for all: Slack has no other
  std::string community;  // its name
  // Where Slack reaches Usher: "https://usher.example.org", of the HTTP Events API; empty: Socket Mode.
  std::string url;
};

struct Manifest {
  boost::json::object app;
  // Commands that are not in it, because Slack keeps their names for itself or there are more than it takes. They work by
  // mention and in direct messages all the same.
  std::vector<std::string> left_out;
};
Manifest manifest(const ManifestInput& input);

// The JSON with line breaks and two spaces for each level, as people paste it; ends with a line break.
std::string to_text(const boost::json::object& manifest);

}  // namespace usher::slack
