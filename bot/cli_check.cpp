// bot/cli_check.cpp: usher check: everything that is wrong, at once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"
#include "bot/cli_check_meetings.hpp"
#include "bot/compose.hpp"
#include "bot/embedded.hpp"
#include "commands/proposals/index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace usher {

namespace {

// The program's own list of what it says, which the catalogs are compared with.
std::string_view sentences() {
  for (const EmbeddedFile& file : embedded_config())
    if (file.name == "locale/usher.pot") return file.bytes;
  return {};
}

}  // namespace

int check(const Order& order) {
  const CommunityFiles files(order.config);
  Sources sources = read_sources(files, order);
  std::vector<std::string> templates;
  templates.reserve(sources.templates.size());
  for (const CommunityFiles::File& file : sources.templates) templates.push_back(file.name);
  sources.config.meeting_flaws = meeting_check(templates);
  std::vector<Problem> problems;
  if (sources.unreadable)
    problems.push_back(*sources.unreadable);
  else
    problems = check(sources.config, sources.catalogs, sentences());
  for (const CommunityFiles::File& index : sources.indexes)
    std::ranges::move(proposals::check_index(index.text, index.name), std::back_inserter(problems));
  std::ranges::move(sources.unread, std::back_inserter(problems));
  if (problems.empty()) {
    std::puts("No problems found.");
    return exit_fine;
  }
  complain(problems);
  complain(
      fmt::format("{} {} found.", problems.size(), problems.size() == 1 ? "problem" : "problems")
  );
  return exit_failed;
}

}  // namespace usher
