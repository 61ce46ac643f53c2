// tests/fuzz/calendar_fuzz.cpp: any bytes as a calendar, read and expanded; and as what the brain keeps of one.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/news.hpp"
#include "commands/meeting/occurrences.hpp"
#include "commands/meeting/reading.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher::meeting;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Calendar calendar = read_calendar(bytes, Zone(), {.entries = 20});
  const usher::sys_seconds from = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  const usher::sys_seconds to = from + std::chrono::days(40);
  const Occurrences found = occurrences(calendar, from, to, 500);
  for (const Occurrence& one : found.all)
    if (one.start < from || one.start >= to || one.end < one.start) std::abort();
  // What is made of it on the worker comes back as it was.
  const Reading reading = read_meetings(bytes, Zone(), from, to);
  const auto back = decode_reading(encode(reading));
  if (!back || back->series != reading.series || back->problems != reading.problems) std::abort();
  // Bytes that nobody here has written are refused, or are what they say.
  if (const auto other = decode_reading(bytes))
    if (!decode_reading(encode(*other))) std::abort();
  if (const auto news = decode_news(bytes))
    if (decode_news(encode(*news)) != news) std::abort();
  return 0;
}
