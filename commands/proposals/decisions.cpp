// commands/proposals/decisions.cpp: what a poll has decided, and a shelf on which it holds.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/index.hpp"
#include "commands/proposals/staging.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace usher::proposals {

namespace {

std::optional<int> number_of_line(std::string_view line) {
  const auto numbers = numbers_of_lines(line);
  return numbers.size() == 1 ? std::optional(numbers.front()) : std::nullopt;
}

}  // namespace

// Of states was_read and decided.
std::vector<Decision> decisions(
    Database& db, std::string_view series, int number, std::size_t most
) {
  std::vector<Decision> out;
  auto row = db.query(
      "SELECT number,facts FROM proposal_files WHERE series=? AND number>? AND state IN (2,6) "
      "ORDER BY number LIMIT ?",
      series, number, most
  );
  while (row.next()) {
    Decision& one = out.emplace_back(static_cast<int>(row.integer(0)), from_line(row.text(1)));
    if (!one.after) one.moved_to = number_of_line(row.text(1));
  }
  return out;
}

std::size_t count_decisions(Database& db, std::string_view series) {
  auto row = db.query(
      "SELECT count(*) FROM proposal_files WHERE series=? AND number>=0 AND state IN (2,6)", series
  );
  return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

void apply(Shelf& shelf, std::vector<Decision> decisions) {
  std::vector<Proposal> merged;
  merged.reserve(shelf.proposals.size() + decisions.size());
  auto old = shelf.proposals.begin();
  for (Decision& one : decisions) {
    for (; old != shelf.proposals.end() && old->number < one.number; ++old)
      merged.push_back(std::move(*old));
    if (old != shelf.proposals.end() && old->number == one.number) ++old;
    if (one.after) merged.push_back(std::move(*one.after));
  }
  std::move(old, shelf.proposals.end(), std::back_inserter(merged));
  shelf.proposals = std::move(merged);
}

}  // namespace usher::proposals
