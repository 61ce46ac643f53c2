// commands/proposals/history_calls.cpp: what is asked of a source, and what a text of the past says.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/header.hpp"
#include "commands/proposals/history_reading.hpp"

namespace usher::proposals {

namespace {

constexpr std::chrono::minutes give_up{5};  // of one Call

// What the names of a proposal's file have in common: "nep-0018".
std::string beginning(const Proposal& proposal, const Settings& settings) {
  const Grammar grammar = grammar_of(settings);
  const std::string_view name = proposal.file;
  for (std::size_t end = 1; end < name.size(); ++end) {
    if (name[end] != '-' && name[end] != '.') continue;
    std::string start(name.substr(0, end));
    if (proposal_number(start + ".rst", grammar) == proposal.number) return start;
  }
  return {};
}

}  // namespace

Call log_of(const Proposal& proposal, const Settings& settings) {
  Call call;
  call.service = settings.service;
  call.method = "LOG";
  call.path = proposal.file;
  call.body = beginning(proposal, settings);
  call.within = give_up;
  return call;
}

Call text_at(const Commit& commit, const Settings& settings) {
  Call call;
  call.service = settings.service;
  call.method = "GET";
  call.path = "@" + commit.id + " " + commit.file;
  call.within = give_up;
  return call;
}

void take_text(Commit& commit, const Fetched& answer, const Settings& settings) {
  commit.state = CommitState::failed;
  if (answer.error == errc::not_found || answer.error == errc::too_large || answer.status == 404) {
    commit.state = CommitState::absent;
  } else if (answer.error == errc::ok && answer.status == 200) {
    const Header header = parse_header(answer.body, commit.file, grammar_of(settings));
    const bool sound = !header.title.empty() || !header.status.empty();
    commit.state = sound ? CommitState::was_read : CommitState::absent;
    commit.status = header.status;
  }
}

}  // namespace usher::proposals
