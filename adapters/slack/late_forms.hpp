// adapters/slack/late_forms.hpp: forms whose trigger had expired, behind a button in a direct message. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/rows.hpp"
#include "bot/adapter.hpp"
#include "bot/locked.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace usher::slack {

// What the button carries as its action; read_interactive gives it in Received::secret_press.
inline constexpr std::string_view open_action = "slack.open";

// A form is a row (rows::LateForm). A secret one is held in locked memory alone: after a restart it is lost, and who presses
// is told so. A day, and at most a hundred secret ones: the oldest go.
class LateForms {
 public:
  static constexpr std::chrono::hours life{24};
  static constexpr std::size_t most_secret = 100;

  void read_from(Database* reader) { reader_ = reader; }

  // What is to be written down for it; empty where nothing may be.
  Write keep(rows::LateForm form);
  // Of the button's value; only for the one whom it was made for.
  std::optional<rows::LateForm> find(std::int64_t id, std::string_view person, sys_seconds now);
  void forgotten(std::string_view person);

 private:
  struct Held {
    std::string person;
    LockedBytes bytes;
    std::string room, thread;
    sys_seconds at{};
  };
  Database* reader_ = nullptr;
  std::map<std::int64_t, Held> secret_;
};

}  // namespace usher::slack
