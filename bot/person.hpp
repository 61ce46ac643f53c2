// Who and where: people with their roles, places, and to whom something goes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace usher {

// Where something happens. space: "slack:T1", "matrix:localhost", "web", "terminal". thread is
// empty outside threads.
struct Place {
  std::string space, room, thread;
  bool operator==(const Place&) const = default;
};

enum class Role : std::uint8_t {
  everyone = 0,
  contributor = 1,
  maintainer = 2,
  organiser = 4,
  committee = 8,
  administrator = 16
};
// A set of roles. An administrator counts as everything but a committee member.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles)
      bits_ = static_cast<std::uint8_t>(bits_ | static_cast<std::uint8_t>(role));
  }
  constexpr bool has(Role role) const {
    if (role == Role::everyone) return true;
    const auto admin = static_cast<std::uint8_t>(Role::administrator);
    return (bits_ & static_cast<std::uint8_t>(role)) != 0 ||
           (role != Role::committee && (bits_ & admin) != 0);
  }
  constexpr std::uint8_t bits() const { return bits_; }
  static constexpr Roles from_bits(std::uint8_t bits) {
    Roles roles;
    roles.bits_ = bits;
    return roles;
  }
  bool operator==(const Roles&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

struct Person {
  std::string id;    // the platform's id: "U123", "@ada:localhost"
  std::string lang;  // BCP 47. From an adapter: the platform's; in a feature: negotiated (set,
                     // said, platform's, room's)
  std::string zone;  // IANA; empty where unknown
  Roles roles;
  bool guest = false;
  std::string name;  // as the platform shows it; may be empty
};

// Opaque bytes of the adapter (at most 2 KiB), copied to every effect of the event and erased with
// the outbox row.
struct Route {
  std::string bytes;
};

// No people: the room; one: only_you or direct; several: a group message.
struct To {
  Place place;
  std::vector<std::string> people;
  bool operator==(const To&) const = default;
};

}  // namespace usher
