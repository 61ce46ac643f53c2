// commands/proposals/query.hpp: what a person means by the words after "/nep". Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"
#include "commands/proposals/grammar.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace usher::proposals {

// One number that was asked for. No value: it is negative or far too long to be one.
struct AskedNumber {
  std::string typed;
  std::optional<int> number;
  bool operator==(const AskedNumber&) const = default;
};

struct Overview {};  // nothing was said
struct ByNumber {
  std::vector<AskedNumber> asked;  // each once, at most ten
  bool more = false;               // more than ten were asked for
  bool brief = false;              // "status": a line each instead of a card
};
struct ByWords {
  std::string words;
  bool brief = false;
};
struct Listing {
  std::string args;  // filters and words (list.hpp)
  int page = 0;
};
using Query = std::variant<Overview, ByNumber, ByWords, Listing>;

// Any bytes; no more than the first 600 count. "18, 47", "NEP-0050", "#18", "40-43", an address of a proposal's page and
// full-width digits are numbers; "list …" and "status:draft" are listings; all else is words.
// What is more is left out: of numbers, ByNumber says so.
struct QueryLimits {
  std::size_t numbers = 10;
  std::size_t bytes = 600;
};
Query parse_query(
    std::string_view args, const Grammar& grammar, const QueryLimits& limits = QueryLimits()
);

// The words of the command beside numbers and titles: list, status.
std::span<const WordSpec> query_words();

}  // namespace usher::proposals
