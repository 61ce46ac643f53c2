// commands/proposals/index.hpp: facts of proposals as lines of text: the index that ships with the program.
//
// "as-of<TAB>2026-08-21T19:32:39Z", then a line a proposal, its fields parted by tabs in the order of the comment line at
// the top. In a field \n parts the items of a list, \t and \\ are a tab and a backslash.
// Facts only: notes and abstract, which are prose, are left out; a proposal that has some is marked with +, so that it is
// read again when its source can be reached. Lines without the last three fields, of earlier versions, are read too.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/problem.hpp"
#include "commands/proposals/shelf.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

std::string write_index(const Shelf& shelf);

// Nothing where the text is no index. A line that cannot be read is passed over. The shelf is marked as shipped.
std::optional<Shelf> facts_from_index(std::string_view text);

// What is wrong with an index, line by line; nothing where facts_from_index reads all of it. `name` is for the messages.
std::vector<Problem> check_index(std::string_view text, const std::string& name);

// One proposal with its prose, as the files of a poll under way are kept.
std::string to_line(const Proposal& proposal);
std::optional<Proposal> from_line(std::string_view line);

// Lists as lines, the way the index and the table keep them.
std::string lines_of(const std::vector<std::string>& items);
std::string lines_of(const std::vector<int>& items);
std::vector<std::string> items_of(std::string_view lines);
std::vector<int> numbers_of_lines(std::string_view lines);

}  // namespace usher::proposals
