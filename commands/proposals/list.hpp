// commands/proposals/list.hpp: proposals by filters and words, ten a page.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/query.hpp"
#include "commands/proposals/view.hpp"

namespace usher::proposals {

// What filters and words select, in the order in which it is shown. A problem: a filter that cannot be understood, an
// author whom nobody is called, or nothing found.
struct Selection {
  std::vector<const Proposal*> found;
  Doc remarks;  // corrections of words
  Doc problem;
};
Selection select(std::string_view args, const View& view);

// A page that does not exist is the last one. A filter that cannot be understood is answered with what there is.
Answer list(const Listing& listing, const View& view);

// What a page button carries: "2\nstatus:draft". Anything else is the first page of everything.
std::string page_value(int page, std::string_view args);
Listing listing_of(std::string_view page_value);

// The words of a search, by rank: the numbers of those that hold every word, and of those that hold some.
struct Ranked {
  std::vector<const Proposal*> all, some;
  search::Found found;
};
Ranked ranked(std::string_view words, const View& view);

// "Showing “array” for “aray”." for each word that was mistyped.
Doc corrections(const search::Found& found, const View& view);

}  // namespace usher::proposals
