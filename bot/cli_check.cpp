// bot/cli_check.cpp: usher check: everything that is wrong, at once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"
#include "bot/cli_check_meetings.hpp"
#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/compose_answers.hpp"
#include "bot/compose_groups.hpp"
#include "bot/compose_meanings.hpp"
#include "bot/compose_translations.hpp"
#include "bot/compose_welcome.hpp"
#include "bot/locales.hpp"
#include "commands/proposals/index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>

namespace usher {

namespace {

// Of the languages that a community has brought: what is not translated is no mistake, but whoever translates wants to know.
void tell_coverage(const std::vector<PoFile>& catalogs) {
  for (const PoFile& file : catalogs) {
    if (!is_locale(file.locale) || built_in_language(file.locale) != nullptr) continue;
    const Coverage has = coverage(file, sentences());
    std::string line =
        fmt::format("{}: {} of {} sentences are translated", has.file, has.translated, has.all);
    line += has.translated == has.all ? "." : "; the others are said in English.";
    if (has.guesses > 0)
      line += fmt::format(
          " {} {} marked fuzzy, and not used until you take that word away.", has.guesses,
          has.guesses == 1 ? "is" : "are"
      );
    std::puts(line.c_str());
  }
}

// Between the answers and the configuration. Only where the rest has no mistakes: the configuration says what there is.
void check_answers_wanted(
    const std::vector<answers::Topic>& topics, const Order& order, const std::string& file,
    std::vector<Problem>& problems
) {
  const Setup setup = set_up(order, false);
  problems = unfilled_slots(topics, slot_sources(setup));
  if (!setup.config.answers.embedding_model.empty())
    if (const auto model = open_model(setup.config); !model)
      problems.push_back(
          {file, 0, model.error(), "Name the e5-small-q4.bin that was installed with Usher."}
      );
  if (setup.config.welcome)
    std::ranges::move(
        check_welcome(*setup.config.welcome, topics, file), std::back_inserter(problems)
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
  std::ranges::move(check_group_texts(files), std::back_inserter(problems));
  if (problems.empty()) check_answers_wanted(topics, order, sources.config.file, problems);
  std::ranges::move(sources.unread, std::back_inserter(problems));
  tell_coverage(sources.catalogs);
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
