// tests/fuzz/calendar_fuzz.cpp: any bytes as a calendar, read and expanded.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/occurrences.hpp"

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
  return 0;
}
