// adapters/matrix/cities.cpp: an instant in UTC and by the clocks of some cities.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/html.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <stdexcept>

namespace usher::matrix {

namespace {

using std::chrono::days;

// What a calendar of four digits can show.
constexpr sys_seconds first{std::chrono::seconds(-62'135'596'800)};  // year 1
constexpr sys_seconds last{std::chrono::seconds(253'402'300'799)};   // the end of 9999

std::string clock_of(sys_seconds at) {
  const auto since = at - std::chrono::floor<days>(at);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(since).count();
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace

std::string worded(sys_seconds at, std::span<const City> cities) {
  if (at < first || at > last) return {};
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date{day};
  std::string out = fmt::format(
      "{:04}-{:02}-{:02} {} UTC", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock_of(at)
  );
  for (const City& city : cities) {
    try {
      const sys_seconds there{date::locate_zone(city.zone)->to_local(at).time_since_epoch()};
      const auto later = (std::chrono::floor<days>(there) - day).count();
      fmt::format_to(std::back_inserter(out), ", {}", clock_of(there));
      if (later != 0) fmt::format_to(std::back_inserter(out), " ({:+})", later);
      fmt::format_to(std::back_inserter(out), " {}", city.name);
    } catch (const std::runtime_error&) {
      continue;  // a zone that nobody knows
    }
  }
  return out;
}

}  // namespace usher::matrix
