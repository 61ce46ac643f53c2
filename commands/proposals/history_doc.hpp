// commands/proposals/history_doc.hpp: a history in words.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/history_table.hpp"
#include "commands/proposals/view.hpp"

#include <string>
#include <string_view>

namespace usher::proposals {

// All that is known of one proposal's statuses at one time.
struct Chronicle {
  std::vector<StatusStep> steps;
  HistoryState state;
};
Chronicle chronicle_of(Database& db, const Settings& settings, const Proposal& proposal);

// The steps, oldest first, each with its commit; and what is missing, if anything is.
Doc history_doc(const Proposal& proposal, const Chronicle& chronicle, const View& view);

// "https://github.com/numpy/numpy/commit/…", and what that commit has changed. Empty where the repository has no pages.
std::string commit_page(const Settings& settings, std::string_view commit);
std::string compare_page(const Settings& settings, std::string_view commit);

}  // namespace usher::proposals
