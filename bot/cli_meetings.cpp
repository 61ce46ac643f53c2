// bot/cli_meetings.cpp: usher meetings expand: when what is in a calendar file takes place.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_meetings.hpp"

#include "adapters/terminal/mailbox.hpp"
#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/text.hpp"
#include "commands/meeting/occurrences.hpp"
#include "commands/proposals/iso_time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

namespace usher {

namespace json = boost::json;

namespace {

constexpr std::size_t largest_file = 32U << 20U;

// "2026-01-07", "2026-01-07T18:00", "2026-01-07T18:00:00Z": UTC. Nothing where it is none.
std::optional<sys_seconds> instant(std::string_view text) {
  std::string plain;
  std::ranges::copy_if(text, std::back_inserter(plain), [](char c) {
    return c != '-' && c != ':';
  });
  const bool utc = plain.ends_with('Z');
  if (utc) plain.pop_back();
  if (plain.size() == 13) plain += "00";
  if (utc) plain += 'Z';
  const auto read = meeting::parse_instant(plain);
  if (!read) return std::nullopt;
  return sys_seconds(read->at.time_since_epoch());
}

std::string status_of(const meeting::Entry& entry) {
  return entry.status.empty() ? "CONFIRMED" : entry.status;
}

json::object object_of(const meeting::Occurrence& one) {
  json::object out{
      {"series", one.entry->summary},
      {"uid", one.entry->uid},
      {"start", proposals::iso_time(one.start)},
      {"end", proposals::iso_time(one.end)},
      {"start_local", clock_shown(one.shown)},
      {"zone", one.zone.name()},
      {"url", one.entry->url},
      {"status", status_of(*one.entry)},
      {"all_day", one.all_day}
  };
  if (one.recurrence != one.start) out["instead_of"] = proposals::iso_time(one.recurrence);
  return out;
}

std::string line_of(const meeting::Occurrence& one) {
  const auto part = [](std::string when, std::size_t size) {
    std::ranges::replace(when, 'T', ' ');
    return when.substr(0, size);
  };
  std::string out = one.all_day ? part(clock_shown(one.shown), 10)
                                : fmt::format("{} UTC", part(proposals::iso_time(one.start), 16));
  if (!one.all_day && one.zone.name() != "UTC")
    out += fmt::format(" ({} {})", part(clock_shown(one.shown), 16), one.zone.name());
  out += "  " + sanitize(one.entry->summary);
  if (one.cancelled) out += "  CANCELLED";
  if (!one.entry->url.empty()) out += "  " + sanitize(one.entry->url);
  return out + "\n";
}

}  // namespace

std::optional<std::string> calendar_bytes(const std::string& file) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened) {
      complain(fmt::format("{} cannot be read.", file));
      return std::nullopt;
    }
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::string out;
  std::string part(1U << 16U, '\0');
  while (in.read(part.data(), static_cast<std::streamsize>(part.size())) || in.gcount() > 0) {
    out.append(part, 0, static_cast<std::size_t>(in.gcount()));
    if (out.size() <= largest_file) continue;
    complain(fmt::format("{} is larger than 32 MiB.", file));
    return std::nullopt;
  }
  return out;
}

std::string clock_shown(std::chrono::local_seconds shown) {
  std::string out = proposals::iso_time(sys_seconds(shown.time_since_epoch()));
  out.pop_back();
  return out;
}

int expand_calendar(const Order& order) {
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  const auto from =
      order.from.empty() ? std::optional(SystemClock().seconds()) : instant(order.from);
  const auto to =
      order.to.empty() && from ? std::optional(*from + std::chrono::days(366)) : instant(order.to);
  if (!from || !to) {
    complain("--from and --to take a day or an instant in UTC: 2026-01-07, 2026-01-07T18:00Z.");
    return exit_usage;
  }
  const auto bytes = calendar_bytes(order.file);
  if (!bytes) return exit_failed;
  const auto zone = meeting::Zone::named(setup.config.community.time_zone);
  const meeting::Calendar calendar = meeting::read_calendar(*bytes, zone.value_or(meeting::Zone()));
  meeting::Occurrences found = meeting::occurrences(calendar, *from, *to);
  std::vector<meeting::Problem> problems = calendar.problems;
  std::ranges::move(found.problems, std::back_inserter(problems));
  for (const meeting::Problem& one : problems)
    complain(fmt::format("{}:{}: {}", order.file, one.line, one.what));
  std::string out;
  if (order.json) {
    for (const meeting::Occurrence& one : found.all) out += json::serialize(object_of(one)) + "\n";
  } else {
    for (const meeting::Occurrence& one : found.all) out += line_of(one);
  }
  if (!terminal::write_all(STDOUT_FILENO, out)) return exit_failed;
  return calendar.entries.empty() && !problems.empty() ? exit_failed : exit_fine;
}

}  // namespace usher
