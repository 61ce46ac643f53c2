// commands/meeting/feed_writing.cpp: properties, one a line.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feed_writing.hpp"

#include "commands/meeting/calendar_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::meeting {

namespace {

// A URI stands as it is (RFC 5545, 3.3.13), so nothing may be in it that none has.
bool is_address(std::string_view url) {
  return (url.starts_with("https://") || url.starts_with("http://")) &&
         std::ranges::all_of(url, [](char c) {
           return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7F &&
                  c != '"' && c != '\\';
         });
}

void put_text(std::string& out, std::string_view name, std::string_view text) {
  if (!text.empty()) put_line(out, fmt::format("{}:{}", name, text_value(text)));
}

void put_address(std::string& out, std::string_view name, std::string_view url) {
  if (is_address(url)) put_line(out, fmt::format("{}:{}", name, url));
}

}  // namespace

std::string lines_of(const FeedEvent& event) {
  std::string out;
  if (event.days) {
    put_line(out, "DTSTART;VALUE=DATE:" + day_value(event.days->first));
    put_line(out, "DTEND;VALUE=DATE:" + day_value(event.days->after));
  } else {
    put_line(out, "DTSTART:" + time_value(event.start));
    // An end has to be later than the start (3.8.2.2); without one, it is a moment.
    if (event.end > event.start) put_line(out, "DTEND:" + time_value(event.end));
  }
  put_text(out, "SUMMARY", event.title);
  put_text(out, "DESCRIPTION", event.description);
  put_text(out, "LOCATION", event.place);
  put_address(out, "URL", event.url);
  if (!event.tags.empty()) {
    std::string tags;
    for (const std::string& tag : event.tags) {
      if (!tags.empty()) tags += ',';
      tags += text_value(tag);
    }
    put_line(out, "CATEGORIES:" + tags);
  }
  put_line(out, event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  return out;
}

std::string event_with(std::string_view uid, const FeedStamp& stamp, std::string_view lines) {
  const std::string modified = time_value(stamp.modified);
  std::string out;
  put_line(out, "BEGIN:VEVENT");
  put_line(out, fmt::format("UID:{}", text_value(uid)));
  put_line(out, "DTSTAMP:" + modified);
  put_line(out, fmt::format("SEQUENCE:{}", stamp.sequence));
  put_line(out, "LAST-MODIFIED:" + modified);
  out += lines;
  put_line(out, "END:VEVENT");
  return out;
}

std::string calendar_of(const FeedHead& head, std::span<const std::string> events) {
  std::string out;
  put_line(out, "BEGIN:VCALENDAR");
  put_line(out, "VERSION:2.0");
  put_line(out, "PRODID:-//Usher//meetings//EN");
  // Without METHOD: it would make this a message of scheduling, in which each event names its ORGANIZER (RFC 5546, 3.2.1), and
  // a calendar to subscribe to is none (RFC 5545, 3.7.2).
  put_line(out, "CALSCALE:GREGORIAN");
  // Of RFC 7986, and what programs knew before it.
  put_text(out, "NAME", head.name);
  put_text(out, "X-WR-CALNAME", head.name);
  put_address(out, "URL", head.url);
  put_line(out, fmt::format("REFRESH-INTERVAL;VALUE=DURATION:PT{}M", head.refresh.count()));
  put_line(out, fmt::format("X-PUBLISHED-TTL:PT{}M", head.refresh.count()));
  for (const std::string& event : events) out += event;
  put_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace usher::meeting
