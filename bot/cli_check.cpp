// bot/cli_check.cpp: usher check: everything that is wrong, at once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"
#include "bot/cli_check_meetings.hpp"
#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/compose_answers.hpp"
#include "bot/embedded.hpp"
#include "commands/proposals/index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
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

// Slots that nothing fills. Only where the rest has no mistakes: the configuration says what there is.
void check_slots(
    const std::vector<answers::Topic>& topics, const Order& order, std::vector<Problem>& problems
) {
  const Setup setup = set_up(order, false);
  const answers::SlotSources sources = slot_sources(setup);
  for (const answers::Topic& topic : topics)
    for (const auto& [language, text] : topic.texts)
      for (const answers::Slot& slot : answers::slots(text.body))
        if (!answers::slot_is_known(slot, sources))
          problems.push_back(
              {topic.file, 0,
               fmt::format(
                   "Nothing says what {{{{{}:{}}}}} is, in “{}”.", slot.kind, slot.what, language
               ),
               "A meeting is named in meetings.toml, an address or a name in [answers], a proposal "
               "by its number."}
          );
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
  const std::vector<answers::Topic> topics =
      answers::read_all(answer_files(order, sources.unread), problems);
  if (problems.empty()) check_slots(topics, order, problems);
  std::ranges::move(sources.unread, std::back_inserter(problems));
  const auto today = std::chrono::floor<std::chrono::days>(make_clock()->seconds());
  const std::vector<Problem> stale = answers::stale(topics, today);
  complain(stale);
  if (problems.empty()) {
    std::puts(
        stale.empty() ? "No problems found."
                      : "No mistakes found, but what is to be looked at again."
    );
    return exit_fine;
  }
  complain(problems);
  complain(
      fmt::format("{} {} found.", problems.size(), problems.size() == 1 ? "problem" : "problems")
  );
  return exit_failed;
}

}  // namespace usher
