// commands/proposals/named.hpp: which proposals somebody's message names. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Named {
  std::vector<int> numbers;  // each once, as the message names them; at most ten
  bool more = false;         // it names more than ten
  bool operator==(const Named&) const = default;
};

// "NEP 18", "nep-0018", "NEP#18", "NEPs 18, 47 and 50", "NEP 40–43", and the addresses of their pages. What has the label
// before it counts in any case; what follows in a list does where there is such a proposal: "NEP 18, 2024 downloads later".
// Any bytes, of which the first 40,000 count (Slack's longest message); linear in them.
Named named_in(
    std::string_view text, const Settings& settings, const std::function<bool(int)>& exists
);

// The answer about a message, to whoever has asked for it in the message's menu.
Answer look_up_named(std::string_view text, const View& view);

}  // namespace usher::proposals
