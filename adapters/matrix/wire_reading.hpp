// adapters/matrix/wire_reading.hpp: what the readers of bodies (wire_*.cpp) have in common. Theirs alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/scan.hpp"
#include "adapters/matrix/wire.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// The event before whose object the scan stands, which goes past it. room: where it stands, or empty where it says so itself.
// stripped: without an id and a time, as in invitations. Nothing: it is none.
std::optional<RoomEvent> event_in(Scan& scan, std::string_view room, bool stripped = false);

// An array of events of one room, before which `scan` stands: those that are heard, in order. left: how many more may be
// looked at, of all kinds; none: too_large.
Result<std::vector<RoomEvent>> events_in(
    Scan& scan, std::string_view room, std::size_t& left, bool stripped = false
);

// A value by itself; nothing where it is none, or deeper than 32 levels.
std::optional<boost::json::value> value_in(std::string_view json);
// An object without those of its members that cannot be read; empty where it is none.
boost::json::object object_in(std::string_view json);

}  // namespace usher::matrix
