// adapters/slack/identity.hpp: who Usher is in a workspace. Constant while it runs.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher::slack {

// As auth.test says it; kept in the table slack_workspace, so that a later start need not ask first.
struct Identity {
  std::string team;       // "T0123"
  std::string team_name;  // as people read it
  std::string url;        // of the workspace: "https://example.slack.com/"
  std::string user;       // the bot's user id, "U0123": what mentions name
  std::string bot;        // its bot id, "B0123": what its messages carry
  std::string app;        // "A0123"; empty until Socket Mode's hello or an event has said it

  std::string space() const { return "slack:" + team; }  // Place::space
  bool operator==(const Identity&) const = default;
};

}  // namespace usher::slack
