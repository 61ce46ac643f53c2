// commands/welcome/settings.hpp: what a community has configured of its welcome: [welcome].
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/settings.hpp"
#include "commands/welcome/titles.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace usher::welcome {

// A room that suits an interest.
struct RoomSettings {
  std::string where;  // the chat system or space: "web", "slack", "slack:T1"
  std::string name;   // as people call it: "#docs"
  std::string link;   // leads into it; may be empty
};
struct LinkSettings {
  std::string text, url;
};
struct InterestSettings {
  std::string name;   // "docs": what it is counted as
  std::string title;  // the community's own words; empty: Usher's, for the names that it knows
  std::vector<RoomSettings> rooms;
  std::vector<std::string> topics;  // ids of the community's answers
  std::vector<LinkSettings> links;
};

struct Settings {
  // Whom to welcome: who joins these rooms ("web:newcomers", "slack:C1", "slack:T1:C1"), who joins these spaces ("slack",
  // "slack:T1"). None: nobody, unless they ask.
  std::vector<std::string> rooms, spaces;
  std::chrono::minutes delay{3};  // between joining and the message
  int per_minute = 10;            // at most so many messages in any minute
  int rush_joins = 30;            // more than these within rush_within are a rush; 0: none is
  std::chrono::minutes rush_within{5};
  std::string conduct_url;   // of the Code of Conduct; may be empty
  std::string first_issues;  // where issues for a first contribution are listed; may be empty
  std::vector<InterestSettings> interests;  // in the order in which they are offered
  std::shared_ptr<Titles> titles;           // of those answers; null: there are none
  std::string meeting;  // the series for newcomers, by what people type; may be empty
  const meeting::Settings* meetings = nullptr;  // the composer's; null: there are none
};

}  // namespace usher::welcome
