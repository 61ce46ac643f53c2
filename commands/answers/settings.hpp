// commands/answers/settings.hpp: what the community has said of its answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/slots.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace usher::answers {

struct PeopleRoom {
  std::string room;  // "web:newcomers", "slack:C1", "slack:T1:C1", "matrix:!abc:example.org"
  std::string name;  // as people call it: "#newcomers"
};

struct Settings {
  SlotSources slots;
  std::string edit_url;  // of the folder that the answers are edited in; may be empty
  std::vector<PeopleRoom> people_rooms;     // where people are asked what Usher does not know
  std::vector<std::string> newcomer_rooms;  // where a question put to nobody may be answered
  std::chrono::seconds wait{180};           // there, people come first for so long
  bool takes_reports = false;               // /report is there
  // The shelf is to be opened at the start: a model has to read all answers before anybody's question is compared with them.
  bool opens_at_start = false;
  // What it has no answer to is left to other features.
  bool only_known = false;
  // A service that answers Call{method "OPEN" | "RELOAD" | "READ"} (bot/compose_answers.hpp says what).
  std::string service = "answers";
};

}  // namespace usher::answers
