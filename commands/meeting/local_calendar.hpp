// commands/meeting/local_calendar.hpp: meetings that no calendar has, as a calendar (RFC 5545): they go the way of all others. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace usher::meeting {

struct LocalMeeting {
  std::string name;                 // its UID is made of this
  std::string title;                // SUMMARY
  std::string start;                // "2026-01-14T18:00", by the clocks of `zone`
  std::string zone;                 // IANA
  std::string rule;                 // RRULE; empty: once
  std::vector<std::string> except;  // days: "2026-12-23"
  std::chrono::minutes length{60};
  std::string url, description;
};

std::string calendar_of(std::span<const LocalMeeting> meetings);

}  // namespace usher::meeting
