// commands/proposals/lint_relations.cpp: Replaces and Replaced-By, both ways, and where they lead in the end.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint_relations.hpp"

#include "commands/proposals/words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_chain = 20;
constexpr std::size_t most_circles = 50;

bool names(const std::vector<int>& numbers, int number) {
  return std::ranges::find(numbers, number) != numbers.end();
}

class Relations {
 public:
  Relations(const Shelf& shelf, const Settings& settings) : shelf_(shelf), settings_(settings) {}

  std::vector<Finding> findings() && {
    for (const Proposal& proposal : shelf_.proposals) {
      look_at_replaced_by(proposal);
      look_at_replaces(proposal);
    }
    find_circles();
    for (const Proposal& proposal : shelf_.proposals) follow(proposal);
    return std::move(findings_);
  }

 private:
  void add(Rule rule, const Proposal& proposal, std::vector<int> others = {}) {
    findings_.push_back({rule, proposal.number, {}, std::move(others), {}});
  }
  void add_if_any(Rule rule, const Proposal& proposal, std::vector<int> others) {
    if (!others.empty()) add(rule, proposal, std::move(others));
  }
  bool superseded(const Proposal& proposal) const {
    return means(proposal.header.status, Meaning::superseded, settings_);
  }

  void look_at_replaced_by(const Proposal& proposal) {
    const std::vector<int>& by = proposal.header.replaced_by;
    if (superseded(proposal) && by.empty()) add(Rule::no_replaced_by, proposal);
    if (!superseded(proposal) && !by.empty()) add(Rule::not_superseded, proposal, by);
    std::vector<int> absent;
    std::vector<int> silent;
    for (const int number : by) {
      const Proposal* other = shelf_.find(number);
      if (other == nullptr)
        absent.push_back(number);
      else if (number != proposal.number && !names(other->header.replaces, proposal.number))
        silent.push_back(number);
    }
    add_if_any(Rule::replaced_by_nobody, proposal, std::move(absent));
    add_if_any(Rule::no_replaces, proposal, std::move(silent));
  }

  void look_at_replaces(const Proposal& proposal) {
    std::vector<int> absent;
    std::vector<int> silent;
    std::vector<int> in_force;
    for (const int number : proposal.header.replaces) {
      const Proposal* other = shelf_.find(number);
      if (other == nullptr) {
        absent.push_back(number);
        continue;
      }
      if (!names(other->header.replaced_by, proposal.number)) silent.push_back(number);
      if (!superseded(*other)) in_force.push_back(number);
    }
    add_if_any(Rule::replaces_nobody, proposal, std::move(absent));
    add_if_any(Rule::no_counterpart, proposal, std::move(silent));
    add_if_any(Rule::still_in_force, proposal, std::move(in_force));
  }

  // The first of those named that exists.
  const Proposal* next(const Proposal& proposal) const {
    for (const int number : proposal.header.replaced_by)
      if (const Proposal* other = shelf_.find(number)) return other;
    return nullptr;
  }

  // Depth first, without recursion: whoever comes back to a proposal of the way that led here has found a circle.
  void find_circles() {
    for (const Proposal& from : shelf_.proposals) {
      enter(from);
      while (!way_.empty()) step();
    }
  }

  void enter(const Proposal& proposal) {
    const auto [at, is_new] = on_way_.try_emplace(proposal.number, true);
    if (is_new)
      way_.push_back({&proposal, 0});
    else if (at->second)
      note_circle(proposal);
  }

  void step() {
    Visit& here = way_.back();
    const std::vector<int>& by = here.proposal->header.replaced_by;
    if (here.seen == by.size()) {
      on_way_[here.proposal->number] = false;
      way_.pop_back();
    } else if (const Proposal* other = shelf_.find(by[here.seen++])) {
      enter(*other);
    }
  }

  void note_circle(const Proposal& back_to) {
    if (circles_ == most_circles) return;
    ++circles_;
    auto begin = std::ranges::find(way_, &back_to, &Visit::proposal);
    std::vector<int> circle;
    circle.reserve(static_cast<std::size_t>(way_.end() - begin));
    for (; begin != way_.end(); ++begin) circle.push_back(begin->proposal->number);
    std::ranges::rotate(circle, std::ranges::min_element(circle));
    in_circles_.insert(circle.begin(), circle.end());
    const Proposal& lowest = *shelf_.find(circle.front());
    circle.erase(circle.begin());
    if (circle.size() >= longest_chain) circle.resize(longest_chain - 1);
    circle.push_back(lowest.number);
    add(Rule::circle, lowest, std::move(circle));
  }

  // Two steps or more. Those of a circle are told of it instead.
  void follow(const Proposal& proposal) {
    if (in_circles_.contains(proposal.number)) return;
    std::vector<int> way;
    for (const Proposal* at = next(proposal); at != nullptr && way.size() < longest_chain;
         at = next(*at)) {
      if (names(way, at->number)) break;
      way.push_back(at->number);
    }
    if (way.size() > 1) add(Rule::chain, proposal, std::move(way));
  }

  struct Visit {
    const Proposal* proposal;
    std::size_t seen;  // how many of those that it names
  };

  const Shelf& shelf_;
  const Settings& settings_;
  std::vector<Visit> way_;
  std::map<int, bool> on_way_;  // whether it still is; those that are not in here were not met
  std::set<int> in_circles_;
  std::size_t circles_ = 0;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> lint_relations(const Shelf& shelf, const Settings& settings) {
  return Relations(shelf, settings).findings();
}

}  // namespace usher::proposals
