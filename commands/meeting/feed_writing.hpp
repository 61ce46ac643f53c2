// commands/meeting/feed_writing.hpp: dates of meetings as an iCalendar file (RFC 5545) that others subscribe to. Each date is an
// event of its own, with instants in UTC: no reader has to know a zone or a rule. Pure; the same values give the same bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct FeedEvent {
  std::string title, description, place;  // any text
  std::string url;                        // http or https; what is none is left out
  std::vector<std::string> tags;
  sys_seconds start{}, end{};  // UTC
  // Of whole days: the first, and the one after the last.
  struct Days {
    std::chrono::local_days first, after;
  };
  std::optional<Days> days;
  bool cancelled = false;
};

// How often an event has changed, and when it did last (UTC): programs take nothing new without a higher number.
struct FeedStamp {
  int sequence = 0;
  sys_seconds modified{};
};

// The lines of an event that say what it is: two are equal where it has not changed.
std::string lines_of(const FeedEvent& event);
// The whole of it. DTSTAMP is the last change too, for the file is the same until the next.
std::string event_with(std::string_view uid, const FeedStamp& stamp, std::string_view lines);

struct FeedHead {
  std::string name;  // as calendar programs list it
  std::string url;   // the page about it; may be empty
  std::chrono::minutes refresh{60};
};
// events: each of event_with().
std::string calendar_of(const FeedHead& head, std::span<const std::string> events);

}  // namespace usher::meeting
