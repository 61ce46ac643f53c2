// commands/proposals/once.cpp: a shelf with a search index of its own, in memory.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/once.hpp"

#include "commands/proposals/list.hpp"
#include "commands/proposals/lookup.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/table.hpp"

#include <memory>
#include <variant>

namespace usher::proposals {

namespace {

constexpr std::string_view series = "once";
// A script that asks for a line each has no use for ten of them.
constexpr QueryLimits for_scripts{5'000, 64U << 10U};

// The index is made when the first words are looked for.
std::function<search::Found(std::string_view, std::size_t)> finder(const Shelf& shelf) {
  auto db = std::make_shared<std::unique_ptr<Database>>();
  return [db, &shelf](std::string_view words, std::size_t limit) {
    if (!*db) {
      *db = std::make_unique<Database>(":memory:");
      (*db)->script(search::shared_schema() + search::schema("proposals"));
      (*db)->run("BEGIN");
      put_all_words(**db, series, shelf);
      (*db)->run("COMMIT");
    }
    return search::Index(**db, "proposals", series).find(words, limit);
  };
}

struct Picker {
  const View& view;
  Picked picked;

  void operator()(const Overview&) {
    for (const Proposal& proposal : view.shelf.proposals) picked.proposals.push_back(&proposal);
  }
  void operator()(const ByNumber& query) {
    for (const AskedNumber& one : query.asked) {
      const Proposal* proposal = one.number ? view.shelf.find(*one.number) : nullptr;
      if (proposal != nullptr)
        picked.proposals.push_back(proposal);
      else
        picked.missing.push_back(one.typed);
    }
  }
  void operator()(const ByWords& query) {
    picked.proposals = ranked(query.words, view).all;
    if (picked.proposals.empty()) picked.missing.push_back(query.words);
  }
  void operator()(const Listing& query) {
    Selection selection = select(query.args, view);
    picked.proposals = std::move(selection.found);
    if (picked.proposals.empty()) picked.problem = std::move(selection.problem);
  }
};

}  // namespace

Answer look_up_once(
    std::string_view args, const Settings& settings, const Shelf& shelf, const Catalog& catalog,
    std::string_view lang
) {
  return look_up(args, View{settings, shelf, catalog, Say(catalog, lang), {}, finder(shelf)});
}

Picked pick(
    std::string_view args, const Settings& settings, const Shelf& shelf, const Catalog& catalog,
    std::string_view lang
) {
  const View view{settings, shelf, catalog, Say(catalog, lang), {}, finder(shelf)};
  Picker picker{view, {}};
  std::visit(picker, parse_query(args, grammar_of(settings), for_scripts));
  return std::move(picker.picked);
}

}  // namespace usher::proposals
