// commands/proposals/iso_time.hpp: instants as text, the way the index and `--json` say them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

// "2026-08-21T19:32:39Z".
std::string iso_time(sys_seconds at);
std::optional<sys_seconds> from_iso_time(std::string_view text);

}  // namespace usher::proposals
