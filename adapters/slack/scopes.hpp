// adapters/slack/scopes.hpp: the permissions that Usher asks a workspace for, once: the manifest lists them, `usher doctor`
// compares them with those that the token has (Slack's documentation, "Permission scopes").
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>
#include <vector>

namespace usher::slack {

struct Scope {
  std::string_view name;  // "chat:write"
  std::string_view
      why;  // for the operator, in English: "to post, edit and delete its own messages"
};
// In the order of the alphabet, each once: what the methods take, and what the subscriptions of events.hpp do.
std::vector<Scope> needed_scopes();

}  // namespace usher::slack
