// commands/proposals/lint_answer.cpp: grouping, paging, and what is said where there is nothing to say.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint_answer.hpp"

#include "commands/proposals/lint_summary.hpp"
#include "commands/proposals/lint_words.hpp"
#include "commands/proposals/misses.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

constexpr int rows_a_page = 10;

Text plain(const std::string& words) { return Text(words); }

void append(Line& line, Line more) {
  for (Inline& piece : more) line.push_back(std::move(piece));
}

Inline named(int number, const View& view) {
  const Proposal* proposal = view.shelf.find(number);
  if (proposal != nullptr) return view.linked(*proposal);
  return plain(view.settings.label + " " + std::to_string(number));
}

Line row(const Finding& finding, const View& view) {
  Line line = {named(finding.number, view)};
  Line detail = finding_detail(finding, view);
  if (!detail.empty()) line.emplace_back(plain(": "));
  append(line, std::move(detail));
  return line;
}

void page_buttons(Doc& doc, int page, int pages, std::string_view action, const View& view) {
  std::vector<Button> buttons;
  const auto button = [&](Phrase words, int to) {
    buttons.emplace_back(std::move(words), std::string(action), std::to_string(to));
  };
  if (page > 0) button(view.say("Previous page"), page - 1);
  if (page + 1 < pages) button(view.say("Next page"), page + 1);
  if (!buttons.empty()) doc.buttons(std::move(buttons));
}

// What it is, how it is here, and what can be done.
Line whole(const Finding& finding, int asked, const View& view) {
  Line line;
  if (finding.number != asked) {
    line.push_back(named(finding.number, view));
    line.emplace_back(plain(": "));
  }
  line.push_back(bold(rule_title(finding.rule, view)));
  Line detail = finding_detail(finding, view);
  if (!detail.empty()) line.emplace_back(plain(": "));
  append(line, std::move(detail));
  line.emplace_back(plain(". "));
  append(line, rule_advice(finding.rule, view));
  return line;
}

}  // namespace

Doc all_findings(
    const Lint& lint, int page, std::string_view action, const View& view, Doc remarks
) {
  const int total = static_cast<int>(lint.findings.size());
  const int pages = std::max(1, (total + rows_a_page - 1) / rows_a_page);
  page = std::clamp(page, 0, pages - 1);
  Doc doc;
  const int first = page * rows_a_page;
  const int last = std::min(total, first + rows_a_page);
  if (page == 0) {
    doc = lint_summary(lint, view);
  } else {
    doc.heading({view.say(
        "Things to tidy, {first} to {last} of {total}", fmt::arg("first", first + 1),
        fmt::arg("last", last), fmt::arg("total", total)
    )});
  }
  for (int at = first; at < last;) {
    const Rule rule = lint.findings[static_cast<std::size_t>(at)].rule;
    Line title = {bold(rule_title(rule, view)), plain(". ")};
    append(title, rule_advice(rule, view));
    doc.paragraph(std::move(title));
    std::vector<Line> rows;
    for (; at < last && lint.findings[static_cast<std::size_t>(at)].rule == rule; ++at)
      rows.push_back(row(lint.findings[static_cast<std::size_t>(at)], view));
    doc.bullets(std::move(rows));
  }
  doc.append(std::move(remarks));
  page_buttons(doc, page, pages, action, view);
  return doc;
}

Doc findings_of(const Lint& lint, const ByNumber& asked, const View& view) {
  Doc doc;
  for (const AskedNumber& one : asked.asked) {
    const Proposal* proposal = one.number ? view.shelf.find(*one.number) : nullptr;
    if (proposal == nullptr) {
      doc.append(no_number(one, view));
      continue;
    }
    std::vector<Line> rows;
    for (const Finding& finding : lint.findings) {
      const auto& others = finding.others;
      if (finding.number == proposal->number ||
          std::ranges::find(others, proposal->number) != others.end())
        rows.push_back(whole(finding, proposal->number, view));
    }
    doc.heading({view.linked(*proposal)});
    if (rows.empty())
      doc.paragraph({view.say("There is nothing to tidy.")});
    else
      doc.bullets(std::move(rows));
  }
  if (asked.more) doc.paragraph({view.say("Ten at a time are enough; the rest is left out.")});
  return doc;
}

Doc undated_ones(const Lint& lint, bool reading, const View& view) {
  Doc doc;
  if (lint.undated.empty()) return doc;
  const auto count = static_cast<long>(lint.undated.size());
  const Text named = numbers_said(lint.undated, view);
  const auto which = fmt::arg("which", named);
  if (reading)
    doc.paragraph({view.say.plural(
        "How long {which} has been as it is, I do not know yet: I am reading its history. Ask "
        "again in a few minutes.",
        "How long {which} have been as they are, I do not know yet: I am reading their history. "
        "Ask again in a few minutes.",
        count, which
    )});
  else
    doc.paragraph({view.say.plural(
        "How long {which} has been as it is, I do not know: its history could not be read.",
        "How long {which} have been as they are, I do not know: their history could not be read.",
        count, which
    )});
  return doc;
}

}  // namespace usher::proposals
