// commands/proposals/history_doc.cpp: steps as lines, with links.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history_doc.hpp"

#include "commands/proposals/iso_time.hpp"
#include "commands/proposals/words.hpp"

#include <utility>

namespace usher::proposals {

namespace {

constexpr std::size_t short_commit = 10;  // digits: enough for any repository

Inline plain(std::string_view words) { return {Text(words)}; }

void append(Line& line, Line more, bool strong) {
  for (Inline& piece : more) line.push_back(strong ? bold(std::move(piece)) : std::move(piece));
}

Inline instant(sys_seconds at) {
  const std::string time = iso_time(at);
  return when(at, "UTC", plain(time.substr(0, 10) + " " + time.substr(11, 5) + " UTC"));
}

void add_commit(Line& line, const StatusStep& step, const View& view) {
  line.push_back(plain(" · "));
  if (step.commit.empty()) {
    line.push_back(italic(view.say("seen by me")));
    return;
  }
  const Inline name = code(plain(std::string_view(step.commit).substr(0, short_commit)));
  const std::string page = commit_page(view.settings, step.commit);
  line.push_back(page.empty() ? name : link(name, page));
  if (step.first) return;
  if (const std::string changes = compare_page(view.settings, step.commit); !changes.empty()) {
    line.push_back(plain(" · "));
    line.push_back(link(view.say("compare"), changes));
  }
}

// "✎ Draft → ✓ Accepted · 2018-09-09 02:10 UTC · b63c521894 · compare"
Line line_of(const StatusStep& step, const View& view) {
  Line line;
  if (!step.first) {
    append(line, status_line(step.old, view.settings, view.say), false);
    line.push_back(plain(" → "));
  }
  append(line, status_line(step.now, view.settings, view.say), true);
  line.push_back(plain(" · "));
  line.push_back(instant(step.at));
  add_commit(line, step, view);
  if (step.taken_back) {
    line.push_back(plain(" · "));
    line.push_back(italic(view.say("changed back")));
  }
  return line;
}

// Why there may be more than is told.
Doc what_is_missing(const Chronicle& chronicle, const View& view) {
  const HistoryState& state = chronicle.state;
  Doc doc;
  if (state.moved != sys_seconds{}) return doc;  // it is about to be told
  if (state.failed == errc::unsupported)
    doc.paragraph(
        {view.say("Its source keeps no history that I can read. This is what I have seen "
                  "myself, since I began to look.")}
    );
  else if (state.failed == errc::not_found)
    doc.paragraph({view.say("Its source knows no history of this file.")});
  else if (state.failed == errc::rate_limited)
    doc.paragraph(
        {view.say("Its source has asked me to wait before I read more of its history. Please "
                  "ask again later.")}
    );
  else if (state.failed != errc::ok)
    doc.paragraph(
        {view.say("Some of its source's history could not be read now. Please ask again "
                  "later.")}
    );
  if (state.left_out > 0)
    doc.paragraph({view.say.plural(
        "{n} older commit is left out.", "{n} older commits are left out.",
        static_cast<long>(state.left_out)
    )});
  return doc;
}

}  // namespace

std::string commit_page(const Settings& settings, std::string_view commit) {
  if (settings.web_url.empty()) return {};
  std::string page = settings.web_url + "/commit/";
  return page.append(commit);
}

// From its (first) parent to the commit: of a merge, all that it brought.
std::string compare_page(const Settings& settings, std::string_view commit) {
  if (settings.web_url.empty()) return {};
  std::string page = settings.web_url + "/compare/";
  return page.append(commit).append("~1...").append(commit);
}

Chronicle chronicle_of(Database& db, const Settings& settings, const Proposal& proposal) {
  Chronicle out;
  if (auto state = history_state(db, settings.command, proposal.number))
    out.state = std::move(*state);
  std::vector<Commit> commits;
  if (out.state.source == settings.source)
    commits = commits_of(db, settings.command, proposal.number);
  const auto seen = seen_of(db, settings.command, proposal.number);
  out.steps = steps_of(commits, seen, proposal.header.type, settings);
  return out;
}

Doc history_doc(const Proposal& proposal, const Chronicle& chronicle, const View& view) {
  Doc doc;
  doc.heading({view.linked(proposal)});
  if (chronicle.steps.empty()) {
    Line now = {view.say("Status"), plain(": ")};
    append(now, status_line(proposal.header.status, view.settings, view.say), true);
    doc.paragraph(std::move(now));
    doc.paragraph({view.say("I do not know yet how it came to that.")});
  } else {
    std::vector<Line> lines;
    lines.reserve(chronicle.steps.size());
    for (const StatusStep& step : chronicle.steps) lines.push_back(line_of(step, view));
    doc.bullets(std::move(lines));
  }
  doc.append(what_is_missing(chronicle, view));
  if (chronicle.state.read != sys_seconds{})
    doc.facts({{{view.say("History read")}, {instant(chronicle.state.read)}}});
  return doc;
}

}  // namespace usher::proposals
