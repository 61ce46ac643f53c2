// commands/welcome/next_meeting.hpp: when newcomers meet next.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

#include <cstdint>
#include <optional>

namespace usher::welcome {

struct NextMeeting {
  Line line;              // what and when, in the reader's zone
  std::int64_t date = 0;  // its id, for the meetings' own buttons
};
// Nothing where none is configured, or its calendar has no date to come.
std::optional<NextMeeting> next_meeting(
    const Settings& settings, const Event& event, const Context& context
);

}  // namespace usher::welcome
