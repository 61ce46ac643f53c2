// bot/compose_features.cpp: which features there are.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_features.hpp"

#include "bot/compose_answers.hpp"
#include "bot/compose_welcome.hpp"
#include "commands/answers/feature.hpp"
#include "commands/echo.hpp"
#include "commands/forget.hpp"
#include "commands/group/feature.hpp"
#include "commands/help.hpp"
#include "commands/home.hpp"
#include "commands/language.hpp"
#include "commands/meeting/feature.hpp"
#include "commands/proposals/feature.hpp"
#include "commands/report/feature.hpp"
#include "commands/welcome/feature.hpp"

#include <optional>
#include <utility>

namespace usher {

namespace {

std::optional<proposals::Shelf> read_folder(
    const ProposalsConfig& config, const proposals::Settings& series, sys_seconds now
) {
  if (config.source != ProposalsConfig::Source::directory) return std::nullopt;
  auto shelf = proposals::facts_from_directory(config.path, series, now);
  return shelf ? std::optional(std::move(*shelf)) : std::nullopt;
}

ReportSettings report_of(const ReportConfig& config) {
  return {.email = config.email, .instead = config.instead, .url = config.url};
}

}  // namespace

std::vector<std::unique_ptr<Feature>> make_features(
    const Setup& setup, const Clock& clock, bool read, Worker* worker
) {
  std::vector<std::unique_ptr<Feature>> out;
  for (std::size_t i = 0; i < setup.series.size(); ++i) {
    const proposals::Settings& series = setup.series[i];
    out.push_back(std::make_unique<proposals::Proposals>(
        series,
        read ? read_folder(setup.config.proposals[i], series, clock.seconds()) : std::nullopt
    ));
  }
  if (setup.meetings) out.push_back(std::make_unique<meeting::Meetings>(*setup.meetings));
  if (setup.shelf)
    out.push_back(std::make_unique<answers::Answers>(answers_settings(setup), setup.shelf));
  if (setup.groups) {
    group::Settings groups = *setup.groups;
    if (setup.meetings) groups.meetings = &*setup.meetings;
    out.push_back(std::make_unique<group::UserGroups>(std::move(groups)));
  }
  if (setup.config.report)
    out.push_back(std::make_unique<ReportDesk>(report_of(*setup.config.report)));
  if (setup.config.welcome)
    out.push_back(std::make_unique<welcome::Welcome>(welcome_of(setup, worker)));
  out.push_back(std::make_unique<Language>());
  out.push_back(std::make_unique<ForgetMe>());
  out.push_back(std::make_unique<HomePage>());
  if (setup.config.testing.echo) out.push_back(std::make_unique<Echo>());
  out.push_back(std::make_unique<Help>());  // the last: it answers what nobody else does
  return out;
}

}  // namespace usher
