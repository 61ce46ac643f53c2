// commands/meeting/reminding.hpp: the reminders that are due at one moment, for each who is to get them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/subscriptions.hpp"
#include "commands/meeting/telling.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::meeting {

// For the length of one event; refers to what the caller owns. What is no longer worth saying is left out (late.hpp).
class Reminding {
 public:
  // at: when they became due.
  Reminding(
      const Settings& settings, const Context& context, const std::vector<Due>& dues, sys_seconds at
  );

  // Whom it concerns: of what, how long before.
  std::vector<Wanted> wanted() const;
  // The posts; how many.
  std::size_t tell_rooms(std::vector<Effect>& out) const;
  std::size_t tell(const Told& who, std::vector<Effect>& out) const;

 private:
  struct One {
    Shown what;
    std::optional<MeetingDate> before;
    Lead lead{};
    std::vector<std::string> whats;
    bool late = false;
  };
  using Chosen = std::map<std::int64_t, std::pair<const One*, std::string>>;  // by date: and why
  void post(
      const One& one, const Target& to, const std::string& why, const std::vector<Lead>& leads,
      std::vector<Effect>& out
  ) const;
  void post_together(const Chosen& chosen, const Target& to, std::vector<Effect>& out) const;

  const Settings& settings_;
  const Context& context_;
  sys_seconds at_;
  std::vector<One> all_;
};

}  // namespace usher::meeting
