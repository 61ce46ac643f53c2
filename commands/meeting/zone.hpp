// commands/meeting/zone.hpp: a zone that a calendar names: what its clocks show, and when. Values; safe to share between threads.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// Zones of a calendar's own: VTIMEZONE, with a name that nobody else knows.
struct Transition {
  sys_seconds at;               // from here on
  std::chrono::seconds offset;  // east of UTC
};
struct CustomZone {
  std::string name;
  std::chrono::seconds before{};        // the offset before the first transition
  std::vector<Transition> transitions;  // ascending
};

class Zone {
 public:
  Zone();  // UTC
  explicit Zone(std::shared_ptr<const CustomZone> custom);
  // An IANA name; one behind a vendor's path ("/example.org/20240101/Europe/Berlin"); a name of Windows's ("W. Europe Standard
  // Time"). By the system's zone data (date-tz: right until 2037). Nothing where it is none of these.
  static std::optional<Zone> named(std::string_view name);

  const std::string& name() const;  // IANA, or the calendar's own
  std::chrono::local_seconds to_local(sys_seconds at) const;
  // What the clock shows twice means the first time; what it never shows, the instant by the offset before the gap (RFC 5545,
  // 3.3.5).
  sys_seconds to_utc(std::chrono::local_seconds shown) const;
  enum class Shows : std::uint8_t { once, twice, never };
  Shows shows(std::chrono::local_seconds time) const;

 private:
  struct Impl;
  explicit Zone(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

// The IANA name for a zone of Windows's, by CLDR's table; empty where it is none.
std::string_view iana_of_windows(std::string_view name);

}  // namespace usher::meeting
