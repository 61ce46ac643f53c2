// commands/proposals/list.cpp: filtering, ranking and paging.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/list.hpp"

#include "bot/text.hpp"
#include "commands/proposals/card.hpp"
#include "commands/proposals/filters.hpp"
#include "commands/proposals/misses.hpp"

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr int rows_a_page = 10;
constexpr std::size_t most_found = 200;

Doc page(const std::vector<const Proposal*>& found, const Listing& listing, const View& view) {
  const int total = static_cast<int>(found.size());
  const int pages = (total + rows_a_page - 1) / rows_a_page;
  const int at = std::clamp(listing.page, 0, pages - 1);
  const int first = at * rows_a_page;
  const int last = std::min(total, first + rows_a_page);
  const auto label = fmt::arg("label", view.label);
  Doc doc;
  if (pages == 1) {
    doc.heading({view.say.plural("{n} {label}", "{n} {label}s", total, label)});
  } else {
    const Phrase words = view.say(
        "{label}s {first} to {last} of {total}", label, fmt::arg("first", first + 1),
        fmt::arg("last", last), fmt::arg("total", total)
    );
    doc.heading({words});
  }
  std::vector<Line> rows;
  for (int i = first; i < last; ++i) rows.push_back(row(*found[static_cast<std::size_t>(i)], view));
  doc.bullets(std::move(rows));
  doc.append(as_of(view));
  std::vector<Button> buttons;
  if (at > 0)
    buttons.emplace_back(
        view.say("Previous page"), view.actions + "page", page_value(at - 1, listing.args)
    );
  if (at + 1 < pages)
    buttons.emplace_back(
        view.say("Next page"), view.actions + "page", page_value(at + 1, listing.args)
    );
  doc.buttons(std::move(buttons));
  return doc;
}

}  // namespace

std::string page_value(int page, std::string_view args) {
  return std::to_string(page) + "\n" + std::string(args);
}

Listing listing_of(std::string_view value) {
  const auto end = value.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view page = value.substr(0, end);
  Listing listing{std::string(value.substr(end + 1)), 0};
  std::from_chars(page.data(), page.data() + page.size(), listing.page);
  return listing;
}

Ranked ranked(std::string_view words, const View& view) {
  Ranked out;
  out.found = view.find(words, most_found);
  for (const search::Hit& hit : out.found.hits) {
    int number = -1;
    std::from_chars(hit.id.data(), hit.id.data() + hit.id.size(), number);
    const Proposal* proposal = view.shelf.find(number);
    if (proposal != nullptr)
      (hit.covered == out.found.asked ? out.all : out.some).push_back(proposal);
  }
  return out;
}

Doc corrections(const search::Found& found, const View& view) {
  Doc doc;
  for (const search::Correction& one : found.corrections)
    doc.paragraph({view.say(
        "Showing “{used}” for “{typed}”.", fmt::arg("used", Text(one.used)),
        fmt::arg("typed", Text(one.typed))
    )});
  return doc;
}

Selection select(std::string_view args, const View& view) {
  Selection out;
  const auto filters = parse_filters(args, view.settings, view.catalog);
  if (!filters) {
    out.problem = bad_filter(filters.error(), view);
    return out;
  }
  AuthorFilter authors(filters->authors);
  std::vector<const Proposal*> by_them;  // in order
  for (const Proposal& proposal : view.shelf.proposals)
    if (authors.passes(proposal.header)) by_them.push_back(&proposal);
  if (const auto nobody = authors.nobody()) {
    out.problem = no_author(filters->authors[*nobody], view);
    return out;
  }
  if (filters->words.empty()) {
    out.found = std::move(by_them);
  } else {
    Ranked by_rank = ranked(filters->words, view);
    out.remarks = corrections(by_rank.found, view);
    out.found = std::move(by_rank.all);
    std::erase_if(out.found, [&](const Proposal* proposal) {
      return !authors.passes(proposal->header);
    });
  }
  std::erase_if(out.found, [&](const Proposal* proposal) {
    return !passes(*filters, proposal->header, view.settings);
  });
  if (out.found.empty()) out.problem = nothing_listed(view);
  return out;
}

Answer list(const Listing& listing, const View& view) {
  Selection selection = select(listing.args, view);
  if (!selection.problem.empty()) return {std::move(selection.problem), false};
  Doc doc = std::move(selection.remarks);
  doc.append(page(selection.found, listing, view));
  return {std::move(doc), true};
}

}  // namespace usher::proposals
