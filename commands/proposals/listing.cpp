// commands/proposals/listing.cpp: lines of "<sha> <size> <name>", of which only proposals are of interest.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/listing.hpp"

#include "bot/text.hpp"
#include "commands/proposals/header.hpp"

#include <charconv>

namespace usher::proposals {

constexpr std::size_t most_files = 5000;

std::vector<ListedFile> parse_listing(std::string_view listing, std::string_view label) {
  std::vector<ListedFile> files;
  for (const std::string_view line : split(listing, '\n')) {
    const auto words = split_words(line);
    if (words.size() != 3 || files.size() == most_files) continue;
    ListedFile file{words[0], words[2], 0, 0};
    const bool hex = file.sha.size() == 40 &&
                     file.sha.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    const auto [end, ec] =
        std::from_chars(words[1].data(), words[1].data() + words[1].size(), file.size);
    const auto number = proposal_number(file.name, label);
    if (!hex || ec != std::errc() || end != words[1].data() + words[1].size() || !number) continue;
    file.number = *number;
    files.push_back(file);
  }
  return files;
}

}  // namespace usher::proposals
