// adapters/slack/scopes.cpp: the list.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/scopes.hpp"

#include "adapters/slack/events.hpp"

#include <algorithm>
#include <array>

namespace usher::slack {

namespace {

// What is called. Scopes of events alone are taken from their list.
constexpr std::array of_methods = std::to_array<Scope>({
    {"channels:history",
     "to hear commands in public channels, and to find its own messages again after a cut"},
    {"channels:read", "to check who reads a channel before something confidential is posted there"},
    {"chat:write", "to post, edit and delete its own messages"},
    {"chat:write.public", "to answer in public channels that it has not joined"},
    {"commands", "for its slash commands and shortcuts"},
    {"groups:history",
     "to hear commands in private channels that it was invited to, and to find its own messages "
     "again"},
    {"groups:read",
     "to check who reads a private channel before something confidential is posted there"},
    {"im:history", "to hear what is said to it directly, and to find its own messages again"},
    {"im:read", "to check that a direct conversation is one"},
    {"im:write", "to begin direct conversations"},
    {"mpim:history", "to find its own messages in group conversations again"},
    {"mpim:read", "to check who reads a group conversation"},
    {"mpim:write", "to begin group conversations"},
    {"reactions:write", "to react to messages"},
    {"users:read", "to know people's names, languages and time zones"},
});

}  // namespace

std::vector<Scope> needed_scopes() {
  std::vector<Scope> out(of_methods.begin(), of_methods.end());
  for (const Subscription& event : subscriptions())
    if (!event.scope.empty() && std::ranges::find(out, event.scope, &Scope::name) == out.end())
      out.push_back({event.scope, "to be told of events"});
  std::ranges::sort(out, {}, &Scope::name);
  return out;
}

}  // namespace usher::slack
