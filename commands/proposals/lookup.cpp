// commands/proposals/lookup.cpp: one answer for each kind of question.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lookup.hpp"

#include "bot/text.hpp"
#include "commands/proposals/card.hpp"
#include "commands/proposals/example.hpp"
#include "commands/proposals/list.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::size_t most_cards = 3;
constexpr std::size_t most_drafts = 10;

class Answerer {
 public:
  explicit Answerer(const View& view) : view_(view) {}

  Answer operator()(const Overview&) const {
    const auto label = fmt::arg("label", view_.label);
    Doc doc;
    doc.paragraph({view_.say(
        "A {label} is a {title}. Ask for one by its number, or by words of its title:", label,
        fmt::arg("title", Text(view_.settings.title))
    )});
    std::vector<Line> examples;
    const auto example = [&](std::string_view args, Phrase words) {
      examples.push_back(example_line(view_.command(args), std::move(words)));
    };
    for (const std::string& one : view_.settings.examples) example(one, what_for(one));
    example("status " + example_number(view_.settings), view_.say("the status only"));
    example(
        "list " + example_status(view_.settings) + " since:2022",
        view_.say("a list, by status:, type:, author:, since: and words")
    );
    doc.bullets(std::move(examples));
    doc.append(drafts());
    doc.append(as_of(view_));
    return {std::move(doc), true};
  }

  Answer operator()(const ByNumber& query) const {
    Answer answer;
    std::vector<const Proposal*> found;
    std::vector<const AskedNumber*> missing;
    for (const AskedNumber& one : query.asked) {
      const Proposal* proposal = one.number ? view_.shelf.find(*one.number) : nullptr;
      if (proposal != nullptr)
        found.push_back(proposal);
      else
        missing.push_back(&one);
    }
    show(found, query.brief, answer.doc);
    for (const AskedNumber* one : missing) answer.doc.append(no_number(*one, view_));
    if (query.more)
      answer.doc.paragraph({view_.say("Ten at a time are enough; the rest is left out.")});
    answer.found = missing.empty();
    return answer;
  }

  Answer operator()(const ByWords& query) const {
    const Ranked by_rank = ranked(query.words, view_);
    if (by_rank.all.empty()) {
      Answer answer{corrections(by_rank.found, view_), false};
      answer.doc.append(no_words(query.words, by_rank, view_));
      return answer;
    }
    if (by_rank.all.size() > 1 && !query.brief) return list(Listing{query.words, 0}, view_);
    Answer answer{corrections(by_rank.found, view_), true};
    std::vector<const Proposal*> found = by_rank.all;
    if (found.size() > most_drafts) found.resize(most_drafts);
    show(found, query.brief, answer.doc);
    return answer;
  }

  Answer operator()(const Listing& query) const { return list(query, view_); }

 private:
  // What the settings' example shows.
  Phrase what_for(const std::string& example) const {
    const Query query = parse_query(example, grammar_of(view_.settings));
    if (std::holds_alternative<Listing>(query)) return view_.say("a list");
    const auto* numbers = std::get_if<ByNumber>(&query);
    if (numbers == nullptr) return view_.say("words of the title");
    return numbers->asked.size() > 1 ? view_.say("several") : view_.say("one of them");
  }

  // Cards for a few, lines for many; the date and the buttons last.
  void show(const std::vector<const Proposal*>& found, bool brief, Doc& doc) const {
    if (found.empty()) return;
    std::vector<Button> buttons;
    if (!brief && found.size() <= most_cards) {
      for (const Proposal* proposal : found) {
        doc.append(card(*proposal, view_));
        for (Button& button : found.size() == 1 ? card_buttons(*proposal, view_)
                                                : replacement_buttons(*proposal, view_))
          if (std::ranges::find(buttons, button) == buttons.end())
            buttons.push_back(std::move(button));
      }
    } else if (brief && found.size() == 1) {
      doc.paragraph(status_row(*found.front(), view_));
    } else {
      std::vector<Line> rows;
      rows.reserve(found.size());
      for (const Proposal* proposal : found)
        rows.push_back(brief ? status_row(*proposal, view_) : row(*proposal, view_));
      doc.bullets(std::move(rows));
    }
    doc.append(as_of(view_));
    doc.buttons(std::move(buttons));
  }

  Doc drafts() const {
    std::vector<Line> rows;
    long count = 0;
    for (const Proposal& proposal : view_.shelf.proposals) {
      if (!means(proposal.header.status, Meaning::draft, view_.settings)) continue;
      ++count;
      if (rows.size() < most_drafts) rows.push_back({view_.linked(proposal)});
    }
    Doc doc;
    const Status* draft = status_for(Meaning::draft, view_.settings);
    if (draft == nullptr) return doc;
    if (count == 0) {
      doc.paragraph({no_drafts(*draft, view_.settings, view_.say)});
      return doc;
    }
    doc.heading(count_of_drafts(*draft, count, view_.say));
    doc.bullets(std::move(rows));
    return doc;
  }

  const View& view_;
};

}  // namespace

Answer look_up(std::string_view args, const View& view) {
  if (view.shelf.proposals.empty()) return {not_here_yet(view), false};
  return std::visit(Answerer(view), parse_query(args, grammar_of(view.settings)));
}

Answer pressed(std::string_view action, std::string_view value, const View& view) {
  if (view.shelf.proposals.empty()) return {not_here_yet(view), false};
  if (action == "page") return list(listing_of(value), view);
  return look_up(value, view);
}

}  // namespace usher::proposals
