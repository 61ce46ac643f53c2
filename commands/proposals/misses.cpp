// commands/proposals/misses.cpp: help for what was not found.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/misses.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"
#include "commands/proposals/card.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <set>
#include <vector>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_echo = 80;  // bytes of what was typed that are said again
constexpr std::size_t most_near = 5;

Text echo(std::string_view typed) { return Text(shorten(sanitize(typed), longest_echo)); }

void try_instead(Doc& doc, const View& view, std::string_view first, std::string_view second) {
  doc.paragraph({view.say(
      "Try {first} or {second}.", fmt::arg("first", view.command(first)),
      fmt::arg("second", view.command(second))
  )});
}

void add_word(Line& line, std::string_view name, const View& view) {
  if (!line.empty()) line.emplace_back(Text(std::string(", ")));
  line.push_back(word_inline(name, view.say));
}

Line statuses(const View& view) {
  Line line;
  for (const Status& status : view.settings.statuses) add_word(line, status.name, view);
  return line;
}

Line types(const View& view) {
  Line line;
  for (const std::string& type : view.settings.types) add_word(line, type, view);
  return line;
}

// Whether a word of the name is nearly one of those that were typed.
bool is_near(const std::vector<std::string>& typed, const std::vector<std::string>& name) {
  return std::ranges::any_of(name, [&](const std::string& word) {
    return word.size() > 2 && std::ranges::any_of(typed, [&](const std::string& one) {
             return edit_distance(one, word, 2) <= (one.size() < 5 ? 1U : 2U);
           });
  });
}

// A filter by somebody who is there: "author:berg".
std::string example_author(const View& view) {
  for (const Proposal& proposal : view.shelf.proposals | std::views::reverse)
    for (const std::string& name : proposal.header.authors)
      if (const auto words = search::folded_words(name, 16); words.size() > 1)
        return "author:" + words.back();
  return example_status(view.settings);
}

void try_filters(Doc& doc, const View& view) {
  try_instead(
      doc, view, "list " + example_status(view.settings),
      "list " + example_author(view) + " since:2020"
  );
}

// The proposals just below and just above a number that is missing.
std::vector<const Proposal*> neighbours(int number, const Shelf& shelf) {
  std::vector<const Proposal*> out;
  const auto above = std::ranges::lower_bound(shelf.proposals, number, {}, &Proposal::number);
  if (above != shelf.proposals.begin()) out.push_back(&*std::prev(above));
  if (above != shelf.proposals.end()) out.push_back(&*above);
  return out;
}

}  // namespace

Doc no_number(const AskedNumber& asked, const View& view) {
  const auto label = fmt::arg("label", view.label);
  const int highest = view.shelf.highest();
  Doc doc;
  if (!asked.number || *asked.number > 99999) {
    doc.paragraph({view.say(
        "“{typed}” is no {label} number: they go from {lowest} to {highest}.",
        fmt::arg("typed", echo(asked.typed)), label,
        fmt::arg("lowest", view.shelf.proposals.front().number), fmt::arg("highest", highest)
    )});
    try_instead(doc, view, std::to_string(highest), "list");
    return doc;
  }
  const auto near = neighbours(*asked.number, view.shelf);
  doc.paragraph({view.say(
      "There is no {label} {number}. The highest is {label} {highest}; these are the nearest:",
      label, fmt::arg("number", *asked.number), fmt::arg("highest", highest)
  )});
  std::vector<Line> rows;
  std::vector<Button> buttons;
  for (const Proposal* proposal : near) {
    rows.push_back(row(*proposal, view));
    buttons.push_back(show_button(proposal->number, view));
  }
  doc.bullets(std::move(rows));
  doc.buttons(std::move(buttons));
  return doc;
}

Doc no_words(std::string_view words, const Ranked& ranked, const View& view) {
  const auto label = fmt::arg("label", view.label);
  Doc doc;
  if (ranked.some.empty()) {
    doc.paragraph({view.say("No {label} matches “{words}”.", label, fmt::arg("words", echo(words)))}
    );
  } else {
    doc.paragraph({view.say(
        "No {label} matches all of “{words}”; these come nearest:", label,
        fmt::arg("words", echo(words))
    )});
    std::vector<Line> rows;
    for (std::size_t i = 0; i < ranked.some.size() && i < most_near; ++i)
      rows.push_back(row(*ranked.some[i], view));
    doc.bullets(std::move(rows));
  }
  doc.paragraph({view.say(
      "Titles are in English. Numbers go up to {highest}. To see them all: {command}.",
      fmt::arg("highest", view.shelf.highest()), fmt::arg("command", view.command("list"))
  )});
  return doc;
}

Doc bad_filter(const FilterProblem& problem, const View& view) {
  using Why = FilterProblem::Why;
  const Say& say = view.say;
  const Text typed_key = echo(problem.key + ":");
  const Text typed_value = echo(problem.value);
  const auto key = fmt::arg("key", typed_key);
  const auto value = fmt::arg("value", typed_value);
  Doc doc;
  switch (problem.why) {
    case Why::unknown_filter:
      doc.paragraph(
          {say("There is no filter “{key}”. There are status:, type:, author: and since:.", key)}
      );
      break;
    case Why::no_value:
      doc.paragraph({say("Something must follow “{key}”.", key)});
      break;
    case Why::status:
      doc.paragraph({say("There is no status “{value}”. These exist:", value)});
      doc.paragraph(statuses(view));
      break;
    case Why::type:
      doc.paragraph({say("There is no type “{value}”. These exist:", value)});
      doc.paragraph(types(view));
      break;
    case Why::since:
      doc.paragraph({say(
          "“{value}” is no date. Write a year, a month or a day: 2024, 2024-03 or 2024-03-31.",
          value
      )});
      break;
  }
  try_filters(doc, view);
  return doc;
}

Doc no_author(std::string_view typed, const View& view) {
  std::set<std::string_view> names;
  for (const Proposal& proposal : view.shelf.proposals)
    names.insert(proposal.header.authors.begin(), proposal.header.authors.end());
  std::vector<std::string_view> near;
  const auto wanted = search::folded_words(typed, 4);
  std::ranges::copy_if(names, std::back_inserter(near), [&](std::string_view name) {
    return near.size() < most_near && is_near(wanted, search::folded_words(name, 8));
  });
  Doc doc;
  doc.paragraph({view.say("No author is called “{name}”.", fmt::arg("name", echo(typed)))});
  if (!near.empty()) {
    std::vector<Line> rows;
    rows.reserve(near.size());
    for (const std::string_view name : near) rows.push_back({Text(name)});
    doc.paragraph({view.say("Did you mean one of these?")});
    doc.bullets(std::move(rows));
  }
  try_instead(doc, view, "list " + example_author(view), "list");
  return doc;
}

Doc nothing_listed(const View& view) {
  Doc doc;
  doc.paragraph({view.say("No {label} is like that.", fmt::arg("label", view.label))});
  try_instead(doc, view, "list " + example_status(view.settings), "list");
  return doc;
}

Doc not_here_yet(const View& view) {
  Doc doc;
  doc.paragraph({view.say(
      "The list of {label}s has not been fetched yet. Please try again in a few minutes, or look "
      "here:",
      fmt::arg("label", view.label)
  )});
  doc.paragraph({link(Text(view.settings.site), view.settings.site)});
  return doc;
}

}  // namespace usher::proposals
