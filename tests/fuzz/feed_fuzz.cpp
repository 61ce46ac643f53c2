// tests/fuzz/feed_fuzz.cpp: any words as those of a date, written as iCalendar and read again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/calendar.hpp"
#include "commands/meeting/feed_writing.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void must(bool so) {
  if (!so) std::abort();
}

// Of at most 75 octets each, and text as it is.
void look_at_lines(std::string_view file) {
  std::size_t from = 0;
  while (from < file.size()) {
    const auto end = file.find("\r\n", from);
    must(end != std::string_view::npos && end - from <= 75);
    const std::string_view line = file.substr(from, end - from);
    must(line.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
    must(usher::sanitize(line) == line);  // also each line by itself: no character is parted
    from = end + 2;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::meeting;
  const std::string_view bytes(
      reinterpret_cast<const char*>(data), std::min(size, std::size_t{4'000})
  );
  FeedEvent event;
  event.title = "T" + std::string(bytes);
  event.description = "D" + std::string(bytes);
  event.place = bytes;
  event.url = "https://example.org/" + std::string(bytes);
  event.tags = {std::string(bytes), "b"};
  event.start = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  event.end = event.start + std::chrono::hours(1);
  const std::array<std::string, 1> events{event_with(bytes, {3, event.start}, lines_of(event))};
  const std::string file = calendar_of({std::string(bytes), event.url}, events);
  look_at_lines(file);
  const Calendar calendar = read_calendar(file, Zone());
  must(calendar.entries.size() == 1);
  const Entry& entry = calendar.entries.front();
  must(entry.start.at() == event.start && entry.length == std::chrono::hours(1));
  must(entry.status == "CONFIRMED" && entry.sequence == 3);
  must(entry.summary.starts_with('T') && entry.description.starts_with('D'));
  return 0;
}
