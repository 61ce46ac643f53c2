// commands/proposals/weekly_digest.hpp: what a weekly summary says.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/view.hpp"
#include "commands/proposals/window.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Week {
  std::vector<News> news;       // since the last summary
  std::vector<Window> windows;  // open now, the first to close first
  // Nothing to tell: that there are Drafts is no news.
  bool quiet() const { return news.empty() && windows.empty(); }
};

// What there is to tell to who was told everything up to `told` (a place of news_table.hpp).
Week week_since(Database& db, std::string_view series, std::int64_t told, sys_seconds now);

// A quiet week is one line.
Doc weekly_digest(const Week& week, const View& view);

}  // namespace usher::proposals
