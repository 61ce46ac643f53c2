// commands/meeting/custom_zone.hpp: VTIMEZONE (RFC 5545, 3.6.5) as transitions. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/ical.hpp"
#include "commands/meeting/zone.hpp"

#include <memory>

namespace usher::meeting {

// Its rules followed until 2100. Null where it has no name or no observance that can be read.
std::shared_ptr<const CustomZone> read_custom_zone(icalcomponent* component);

}  // namespace usher::meeting
