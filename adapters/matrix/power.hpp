// adapters/matrix/power.hpp: who may do what in a room (specification, "m.room.power_levels"; room version 12: creators).
// Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// More than any level: of a creator of a room of version 12 or later.
inline constexpr std::int64_t creators_power = std::numeric_limits<std::int64_t>::max();

// What stands for somebody who was forgotten where it is still to be known what they may do. It says so only of an id that is at hand.
std::string stand_in(std::string_view user);

// levels: the content of m.room.power_levels; an empty object where the room has none (then creators of older rooms have 100,
// everybody else 0). Numbers may be strings in rooms before version 10. In both, stand_in() may be in a user's place.
class Power {
 public:
  Power(
      const boost::json::object& levels, std::vector<std::string> creators, std::string_view version
  );

  std::int64_t of(std::string_view user) const;
  std::int64_t needed(std::string_view type, bool state) const;  // to send an event of that type
  std::int64_t needed_to_redact() const;                         // what others have said
  std::int64_t needed_for_everybody() const;  // notifications.room: an @room that counts

 private:
  const boost::json::object& levels_;  // outlives it
  std::vector<std::string> creators_;
  bool creators_are_above_ = false;
};

// additional_creators and the sender of m.room.create.
std::vector<std::string> creators_of(const boost::json::object& create, std::string_view sender);
// Versions are strings that need not be numbers: whether creators stand above levels there (12 and later; not of "org.x").
bool has_infinite_creators(std::string_view version);

// What Usher may do in a room, worked out when its levels change; bits for a row.
struct Abilities {
  bool speak = true;       // m.room.message
  bool react = true;       // m.reaction
  bool redact = false;     // what others have said
  bool everybody = false;  // an @room that notifies
  bool operator==(const Abilities&) const = default;
};
Abilities abilities_of(const Power& power, std::string_view user);

}  // namespace usher::matrix
