// commands/meeting/ical_time.hpp: libical's values as ours. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/ical.hpp"
#include "commands/meeting/rule.hpp"

#include <chrono>
#include <expected>
#include <optional>
#include <string>

namespace usher::meeting {

// What a clock shows; nothing where there is no such day or time.
std::optional<std::chrono::local_seconds> shown_by(const icaltimetype& time);
// DURATION; below zero where that is written. libical's own sum overflows.
std::chrono::seconds length_of(const icaldurationtype& duration);
// Its rule; else what is wrong with it.
std::expected<Rule, std::string> rule_of(icalproperty* rrule);

}  // namespace usher::meeting
