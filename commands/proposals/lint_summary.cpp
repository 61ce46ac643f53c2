// commands/proposals/lint_summary.cpp: what a maintainer reads first.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint_summary.hpp"

#include "commands/proposals/lint_words.hpp"
#include "commands/proposals/words.hpp"

#include <map>
#include <set>
#include <string>

namespace usher::proposals {

namespace {

constexpr std::size_t most_named = 12;

Text plain(const std::string& words) { return Text(words); }

// How many there are of each.
Line counts(const Lint& lint, const View& view) {
  std::map<Rule, int> by_rule;
  for (const Finding& finding : lint.findings) ++by_rule[finding.rule];
  Line line;
  for (const auto& [rule, count] : by_rule) {
    if (!line.empty()) line.emplace_back(plain(" · "));
    line.emplace_back(rule_title(rule, view));
    line.emplace_back(plain(" " + std::to_string(count)));
  }
  return line;
}

// "NEP 30, 31, 37, 47 → NEP 56", of those that are superseded as they should be.
Doc replaced(const View& view) {
  std::map<std::vector<int>, std::vector<int>> by_successor;
  for (const Proposal& proposal : view.shelf.proposals)
    if (!proposal.header.replaced_by.empty() &&
        means(proposal.header.status, Meaning::superseded, view.settings))
      by_successor[proposal.header.replaced_by].push_back(proposal.number);
  Doc doc;
  if (by_successor.empty()) return doc;
  Line line = {view.say("What was superseded, and by which:"), plain(" ")};
  std::size_t count = 0;
  for (const auto& [newer, older] : by_successor) {
    if (count > 0) line.emplace_back(plain("; "));
    if (++count > most_named) {
      line.emplace_back(plain("…"));
      break;
    }
    line.emplace_back(
        plain(numbers_said(older, view).str() + " → " + numbers_said(newer, view).str())
    );
  }
  doc.paragraph(std::move(line));
  return doc;
}

}  // namespace

Text numbers_said(const std::vector<int>& all, const View& view) {
  std::string out = view.settings.label;
  for (std::size_t i = 0; i < all.size(); ++i) {
    out += i == 0 ? " " : ", ";
    if (i == most_named) return Text(out + "…");
    out += std::to_string(all[i]);
  }
  return Text(out);
}

Doc lint_summary(const Lint& lint, const View& view) {
  std::set<int> concerned;
  for (const Finding& finding : lint.findings) concerned.insert(finding.number);
  const auto total = static_cast<long>(view.shelf.proposals.size());
  const auto label = fmt::arg("label", view.label);
  Doc doc;
  if (lint.findings.empty()) {
    doc.paragraph({view.say.plural(
        "I looked at {n} {label} and found nothing to tidy.",
        "I looked at {n} {label}s and found nothing to tidy.", total, label
    )});
    doc.append(replaced(view));
    return doc;
  }
  const int some = static_cast<int>(concerned.size());
  doc.heading({view.say.plural(
      "{n} thing to tidy, in {some} of {total} {label}s",
      "{n} things to tidy, in {some} of {total} {label}s", static_cast<long>(lint.findings.size()),
      fmt::arg("some", some), fmt::arg("total", total), label
  )});
  doc.paragraph({view.say(
      "None of it is urgent or anybody's fault: many {label}s are older than the rules.", label
  )});
  doc.paragraph(counts(lint, view));
  doc.append(replaced(view));
  return doc;
}

}  // namespace usher::proposals
