// commands/proposals/history.cpp: from commits and what was seen to steps.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history.hpp"

#include "bot/text.hpp"
#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

constexpr std::size_t most_lines = 20'000;
// A clock of those who commit may be ahead of ours.
constexpr std::chrono::hours skew{1};

bool is_commit_id(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<Commit> parse_line(std::string_view line) {
  const auto first = line.find(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = line.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view id = line.substr(0, first);
  const auto at = from_iso_time(line.substr(first + 1, second - first - 1));
  const std::string_view file = line.substr(second + 1);
  if (!is_commit_id(id) || !at || file.empty() || file.size() > 255) return std::nullopt;
  return Commit{std::string(id), *at, std::string(file), CommitState::listed, {}};
}

// A status as its series calls it, whatever its case.
class Meant {
 public:
  explicit Meant(const Settings& settings) : settings_(settings) {}
  bool equal(std::string_view a, std::string_view b) const { return name(a) == name(b); }

 private:
  std::string_view name(std::string_view status) const {
    const Status* known = status_meant(status, settings_);
    return known == nullptr ? trim(status) : std::string_view(known->name);
  }
  const Settings& settings_;
};

StatusStep step_to(
    std::string_view status, sys_seconds at, std::string_view commit, const StatusStep* before
) {
  StatusStep step;
  step.at = at;
  step.now = status;
  step.commit = commit;
  step.first = before == nullptr;
  if (before != nullptr) step.old = before->now;
  return step;
}

std::vector<StatusStep> steps_of_commits(std::span<const Commit> commits, const Meant& meant) {
  std::vector<StatusStep> steps;
  for (const Commit& commit : commits) {
    if (commit.state != CommitState::was_read) continue;
    const StatusStep* before = steps.empty() ? nullptr : &steps.back();
    if (before != nullptr && meant.equal(before->now, commit.status)) continue;
    steps.push_back(step_to(commit.status, commit.at, commit.id, before));
  }
  return steps;
}

// Which of the steps from `from` on this is: the last one to this status that was there when it was seen. A change is
// never the beginning. The number of steps where none is. That a commit is older than what was seen before it says
// nothing: it may have lain on a branch for long.
std::size_t told_by(
    std::span<const StatusStep> steps, std::size_t from, const Seen& seen, const Meant& meant
) {
  std::size_t found = steps.size();
  for (std::size_t i = from; i < steps.size() && steps[i].at <= seen.at + skew; ++i)
    if (meant.equal(steps[i].now, seen.now) && (!steps[i].first || seen.old.empty())) found = i;
  return found;
}

// What was seen and no commit tells of.
std::vector<StatusStep> seen_alone(
    std::span<const StatusStep> steps, std::span<const Seen> seen, const Meant& meant
) {
  std::vector<StatusStep> own;
  std::size_t from = 0;
  for (const Seen& one : seen) {
    const std::size_t told = told_by(steps, from, one, meant);
    if (told < steps.size()) {
      from = told + 1;
      continue;
    }
    StatusStep step = step_to(one.now, one.at, {}, nullptr);
    step.first = false;
    step.old = one.old;
    own.push_back(std::move(step));
  }
  return own;
}

// Commits stay in their order, whatever their clocks said.
std::vector<StatusStep> merged(std::vector<StatusStep> commits, std::vector<StatusStep> seen) {
  if (seen.empty()) return commits;
  std::vector<StatusStep> out;
  out.reserve(commits.size() + seen.size());
  auto next = seen.begin();
  for (StatusStep& step : commits) {
    for (; next != seen.end() && next->at < step.at; ++next) out.push_back(std::move(*next));
    out.push_back(std::move(step));
  }
  std::move(next, seen.end(), std::back_inserter(out));
  return out;
}

}  // namespace

bool same_status(std::string_view a, std::string_view b, const Settings& settings) {
  return Meant(settings).equal(a, b);
}

std::optional<Log> parse_log(std::string_view bytes) {
  Log log;
  std::size_t lines = 0;
  while (!bytes.empty() && lines < most_lines) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.empty()) continue;
    ++lines;
    auto commit = parse_line(line);
    if (!commit) continue;
    if (log.commits.size() == most_commits)
      ++log.left_out;
    else
      log.commits.push_back(std::move(*commit));
  }
  if (log.commits.empty() && lines != 0) return std::nullopt;
  std::ranges::reverse(log.commits);
  return log;
}

std::vector<StatusStep> steps_of(
    std::span<const Commit> commits, std::span<const Seen> seen, std::string_view type,
    const Settings& settings
) {
  const Meant meant(settings);
  std::vector<StatusStep> steps = steps_of_commits(commits, meant);
  std::vector<StatusStep> own = seen_alone(steps, seen, meant);
  steps = merged(std::move(steps), std::move(own));
  // What was before the first that was seen is known, if only without its date.
  if (!steps.empty()) steps.front().first = steps.front().old.empty();
  for (std::size_t i = 1; i < steps.size(); ++i) {
    StatusStep& step = steps[i];
    step.first = false;
    const StatusStep& before = steps[i - 1];
    step.taken_back = !step.old.empty() && !before.first && meant.equal(before.old, step.now) &&
                      meant.equal(before.now, step.old) &&
                      !is_usual(step.old, step.now, type, settings);
  }
  return steps;
}

}  // namespace usher::proposals
