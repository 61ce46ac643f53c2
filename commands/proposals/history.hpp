// commands/proposals/history.hpp: what a proposal's source and Usher know of its statuses over time. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "commands/proposals/news.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// As stored: bot/migrations/0008_proposal_history.sql says the same.
enum class CommitState : std::uint8_t {
  listed = 0,     // its text was not asked for yet
  asked_for = 1,  // a Call is under way
  was_read = 2,
  absent = 3,  // the commit has taken the file away, or it holds nothing that can be read
  failed = 4,  // it may be had later
};

// A commit that touched a proposal's file.
struct Commit {
  std::string id;    // 40 lower-case hex digits
  sys_seconds at{};  // when it was committed, UTC
  std::string file;  // the proposal's file at that commit: names change
  CommitState state = CommitState::listed;
  std::string status;  // as written there; of was_read
  bool operator==(const Commit&) const = default;
};

inline constexpr std::size_t most_commits = 200;  // that are kept of one proposal: the newest

// What LOG answers (bot/service.hpp), newest first, as commits, oldest first. Lines that cannot be understood are
// passed over. Nothing where no line is left of a text that is not empty.
struct Log {
  std::vector<Commit> commits;
  std::size_t left_out = 0;  // older than the `most_commits` that are kept
};
std::optional<Log> parse_log(std::string_view bytes);

// What Usher saw of a status in its polls.
struct Seen {
  sys_seconds at{};
  std::string old, now;  // `old` is empty of a proposal that was new
};

// Whether two headers mean the same status, whatever its case.
bool same_status(std::string_view a, std::string_view b, const Settings& settings);

// One change of status, or the first that is known.
struct StatusStep {
  sys_seconds at{};
  std::string old, now;     // as written; empty: no status
  bool first = false;       // nothing came before: `old` says nothing
  bool taken_back = false;  // back to what was before the step before it, which no rule describes
  std::string commit;       // empty: seen by Usher, and the source does not know it
};

// Oldest first. What Usher saw counts where no commit tells of it. `type`: the proposal's, for the rules of its series.
std::vector<StatusStep> steps_of(
    std::span<const Commit> commits, std::span<const Seen> seen, std::string_view type,
    const Settings& settings
);

}  // namespace usher::proposals
