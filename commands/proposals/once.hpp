// commands/proposals/once.hpp: one-shot look-ups, for the command line: from a shelf alone, without a database.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// The answer of look_up(); its buttons lead nowhere. Words are searched in memory.
Answer look_up_once(
    std::string_view args, const Settings& settings, const Shelf& shelf, const Catalog& catalog,
    std::string_view lang
);

// The proposals that `args` name, in order, and the numbers or words that name none: for `usher nep 18 47 --json`.
struct Picked {
  std::vector<const Proposal*> proposals;  // point into the shelf
  std::vector<std::string> missing;        // as typed
  Doc problem;  // of a list: a filter that cannot be understood, or that nothing is like; what to type instead
};
Picked pick(
    std::string_view args, const Settings& settings, const Shelf& shelf, const Catalog& catalog,
    std::string_view lang = "en"
);

}  // namespace usher::proposals
