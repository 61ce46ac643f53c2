// commands/proposals/listing.hpp: the answer of a tree service to LIST (bot/service.hpp). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::proposals {

// A line of a listing: git's blob id, size and name of a proposal's file.
struct ListedFile {
  std::string_view sha, name;
  std::int64_t size = 0;
  int number = 0;
};
// Files that are no proposals, and lines that cannot be read, are left out. The views point into `listing`.
std::vector<ListedFile> parse_listing(std::string_view listing, std::string_view label);

}  // namespace usher::proposals
