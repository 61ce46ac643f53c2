// adapters/slack/manifest.hpp: the app's manifest (Slack's reference, "App manifest"), made from what the program has and
// does: the table of commands and shortcuts, the events that are heard (events.hpp), the scopes that it takes (scopes.hpp).
// Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"
#include "bot/say.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace usher::slack {

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
  // Names of shortcuts that are not in it, because there are more than it takes: those declared last.
  std::vector<std::string> no_room;
};
Manifest manifest(const ManifestInput& input);

// The JSON with line breaks and two spaces for each level, as people paste it; ends with a line break.
std::string to_text(const boost::json::object& manifest);

}  // namespace usher::slack
