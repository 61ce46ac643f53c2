// commands/proposals/lint.hpp: what could be tidied in a series. Pure: facts and the time in, findings out.
//
// A finding is information for maintainers, who decide whether it matters; nothing is refused because of one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/shelf.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace usher::proposals {

// In the order in which they are told: what can be decided now comes first, the form of old headers later.
enum class Rule : std::uint8_t {
  no_resolution,       // Accepted, Rejected or Withdrawn, and no link to where that was decided
  no_replaced_by,      // Superseded, and by none
  not_superseded,      // Replaced-By names others, and the status is another
  replaced_by_nobody,  // Replaced-By names others that do not exist
  replaces_nobody,     // likewise Replaces
  no_replaces,         // others: named in Replaced-By, and their Replaces does not name this one
  no_counterpart,      // others: named in Replaces, and their Replaced-By does not name this one
  still_in_force,      // others: named in Replaces, and not Superseded
  chain,   // others: what follows when one goes from each Replaced-By to the next, at least two
  circle,  // likewise, and back to this one; of all in one circle, told of the lowest number
  long_accepted,   // since: when it was accepted, over a year ago
  silent_draft,    // since: its last change, over a year ago
  no_link,         // the section Discussion leads nowhere
  no_thread,       // the section Discussion leads to no mail thread
  unknown_status,  // detail: as written
  type_variant,    // detail: as written
  unknown_type,    // detail: as written
  no_header,       // no fields at all
  no_author,
  no_status,
  no_type,
  no_created,
  order,  // detail: the names of its fields in the right order, parted by commas
  authors_one_line,
  author_format,
  created_format,     // detail: as written; year-month-day is wanted
  created_day_first,  // detail: as written; 20-Dec-2007 is wanted, as in PEPs
  title_number,       // detail: the number in the title
};

struct Finding {
  Rule rule = Rule::no_resolution;
  int number = 0;  // whose file says so
  std::string detail;
  std::vector<int> others;
  sys_seconds since{};
  bool operator==(const Finding&) const = default;
};

// What is known of a proposal's past, UTC. Nothing: it is not known.
struct Dates {
  std::optional<sys_seconds> changed;  // of a Draft: the last change of its file
  std::optional<sys_seconds> status;   // of an Accepted one: since when it is
};
using DatesOf = std::function<Dates(int number)>;

struct Lint {
  std::vector<Finding> findings;  // by rule, then by number
  std::vector<int>
      undated;  // Drafts and Accepted ones of which it is not known how long they are so
};

// `only`: findings of these, and of others where they say something about one of these; empty: all. `dates_of` is asked
// for Drafts and Accepted ones that were created over a year ago, or it is not known when.
Lint lint(
    const Shelf& shelf, const Settings& settings, sys_seconds now, const DatesOf& dates_of,
    std::span<const int> only = {}
);

}  // namespace usher::proposals
