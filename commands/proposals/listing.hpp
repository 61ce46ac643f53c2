// commands/proposals/listing.hpp: the answer of a tree service to LIST (bot/service.hpp). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/grammar.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// A line of a listing: git's blob id, size and name of a file.
struct ListedFile {
  std::string_view sha, name;
  std::int64_t size = 0;
  int number = 0;  // -1 where its name has none
};

// What a listing holds. The views point into it.
struct Listed {
  std::vector<ListedFile> proposals;  // whose names have numbers
  std::vector<ListedFile> loose;      // other texts, which may get a number one day
};
// Files of other kinds, and lines that cannot be read, are left out.
Listed parse_listing(std::string_view listing, const Grammar& grammar);

// The same for listings of the same proposals, whatever these say and in whichever order.
std::string fingerprint(std::span<const ListedFile> proposals);

// "nep-0018-array_function.rst" and "array-function.txt" → "array-function": what is left when a file gets a number.
std::string slug(std::string_view file_name, const Grammar& grammar);

}  // namespace usher::proposals
