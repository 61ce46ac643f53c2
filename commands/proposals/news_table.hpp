// commands/proposals/news_table.hpp: news and what they are told apart by, in the database
// (bot/migrations/0004_proposal_news.sql).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/staging.hpp"
#include "commands/proposals/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::proposals {

// News of a poll that has not ended yet. One that was told before is passed over: a proposal is new once.
void stage_news(Database& db, std::string_view series, std::span<const News> news);
std::size_t count_staged_news(Database& db, std::string_view series);
// A first status of a proposal that has lost another is a change from that one; where it is the same, publish_news passes
// it over. `news` are those of one proposal of this type.
void take_up_lost(
    Database& db, const Settings& settings, std::string_view type, std::span<News> news
);
// All that was ever told of one that has another number now, and who watches it, go with it.
void move_news(Database& db, std::string_view series, std::span<const Decision> decisions);
// Records them as those of this poll and returns them: by number, then kind. Of a status that was lost the operator
// alone is told; when it is there again, that is no news, and another one is a change from the one before.
std::vector<News> publish_news(Database& db, std::string_view series, int poll, sys_seconds now);
// The newest piece of news' place, and those after a place, in order.
std::int64_t last_news(Database& db);
std::vector<News> news_after(Database& db, std::string_view series, std::int64_t place);
// Those of one poll, by number, then kind.
std::vector<News> news_of_poll(Database& db, std::string_view series, int poll);

std::vector<LooseFile> loose_files(Database& db, std::string_view series);
void set_loose_files(Database& db, std::string_view series, std::span<const LooseFile> files);

// Of the proposals that left, as it was last known, the one that this is: by its number, else its bytes, else its title.
bool any_gone(Database& db, std::string_view series);
std::optional<Proposal> gone_as(Database& db, std::string_view series, const Proposal& now);
// Also whose number is taken again.
void note_gone(Database& db, std::string_view series, std::span<const Change> changes);
// Also the statuses that were lost: of another source they say nothing.
void forget_gone(Database& db, std::string_view series);

}  // namespace usher::proposals
