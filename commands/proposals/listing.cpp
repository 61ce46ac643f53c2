// commands/proposals/listing.cpp: lines of "<sha> <size> <name>", of which only texts are of interest.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/listing.hpp"

#include "bot/text.hpp"
#include "commands/proposals/header.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::size_t most_files = 25'000;
constexpr std::size_t most_loose = 200;
constexpr std::size_t longest_name = 200;

bool is_text(std::string_view name) {
  const std::string lower = to_lower_ascii(name);
  return name.size() <= longest_name && !name.starts_with('.') &&
         (lower.ends_with(".rst") || lower.ends_with(".txt") || lower.ends_with(".md"));
}

// "xxxx" of "nep-xxxx-title.rst": a number that is still to come.
bool stands_for_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789x?") == std::string_view::npos;
}

}  // namespace

Listed parse_listing(std::string_view listing, const Grammar& grammar) {
  Listed out;
  for (const std::string_view line : split(listing, '\n')) {
    const auto words = split_words(line);
    if (words.size() != 3) continue;
    ListedFile file{words[0], words[2], 0, -1};
    const bool hex = file.sha.size() == 40 &&
                     file.sha.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    const auto [end, ec] =
        std::from_chars(words[1].data(), words[1].data() + words[1].size(), file.size);
    if (!hex || ec != std::errc() || end != words[1].data() + words[1].size()) continue;
    if (const auto number = proposal_number(file.name, grammar)) {
      file.number = *number;
      if (out.proposals.size() < most_files) out.proposals.push_back(file);
    } else if (is_text(file.name) && out.loose.size() < most_loose) {
      out.loose.push_back(file);
    }
  }
  return out;
}

std::string fingerprint(std::span<const ListedFile> proposals) {
  std::vector<int> numbers;
  numbers.reserve(proposals.size());
  for (const ListedFile& file : proposals) numbers.push_back(file.number);
  std::ranges::sort(numbers);
  // FNV-1a: it is stored, and must be the same in the next version of the program.
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const int number : numbers)
    for (const char c : std::to_string(number) + ',')
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("{}:{:016x}", numbers.size(), hash);
}

std::string slug(std::string_view file_name, const Grammar& grammar) {
  std::string name = to_lower_ascii(file_name.substr(0, file_name.rfind('.')));
  std::ranges::replace(name, '_', '-');
  std::string_view rest = name;
  if (rest.starts_with(grammar.prefix)) rest.remove_prefix(grammar.prefix.size());
  const auto dash = std::min(rest.find('-'), rest.size());
  if (stands_for_number(rest.substr(0, dash))) rest.remove_prefix(std::min(dash + 1, rest.size()));
  return std::string(rest);
}

}  // namespace usher::proposals
