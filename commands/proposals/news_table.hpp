// commands/proposals/news_table.hpp: news and what they are told apart by, in the database
// (bot/migrations/0004_proposal_news.sql).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/table.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace usher::proposals {

// Records the news of one poll and returns those that were not recorded before.
std::vector<News> record_news(
    Database& db, std::string_view series, int poll, std::span<const News> news, sys_seconds now
);
// The newest piece of news' place, and those after a place, in order.
std::int64_t last_news(Database& db);
std::vector<News> news_after(Database& db, std::string_view series, std::int64_t place);

std::vector<LooseFile> loose_files(Database& db, std::string_view series);
void set_loose_files(Database& db, std::string_view series, std::span<const LooseFile> files);

// Proposals that left, as they were last known.
std::vector<Proposal> gone_proposals(Database& db, std::string_view series);
void note_gone(Database& db, std::string_view series, std::span<const Change> changes);
void forget_gone(Database& db, std::string_view series);

}  // namespace usher::proposals
