// commands/proposals/filters.hpp: "status:draft author:harris since:2024 words", understood or refused with a reason.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "commands/proposals/header.hpp"
#include "commands/proposals/words.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::proposals {

struct Filters {
  std::vector<std::string> statuses, types;  // any of them, as the series calls them; empty: all
  std::vector<std::string> authors;          // all of them; as typed
  std::string since;                         // ISO date; empty: ever
  std::string words;
};

struct FilterProblem {
  enum class Why { unknown_filter, no_value, status, type, since } why = Why::unknown_filter;
  std::string key, value;  // as typed
};

std::expected<Filters, FilterProblem> parse_filters(
    std::string_view args, const Settings& settings, const Catalog& catalog
);

// Whether one of the words is a filter that exists: "status:draft", "狀態:草案".
bool has_filter(std::string_view args);

// Everything but the words, which are the search's, and the authors.
bool passes(const Filters& filters, const Header& header, const Settings& settings);

// Whether one of the authors is meant: each word begins a word of the name, whatever accents and case.
bool is_author(std::string_view typed, std::string_view name);

// The same asked of many proposals. Each name is looked at once, however many have it. What it is asked of outlives it.
class AuthorFilter {
 public:
  explicit AuthorFilter(const std::vector<std::string>& typed);
  // Whether each of those that were typed is among the authors.
  bool passes(const Header& header);
  // The first of those that were typed who is an author of none that was asked of.
  std::optional<std::size_t> nobody() const;

 private:
  std::vector<std::vector<std::string>> typed_;  // in words
  std::vector<bool> met_;
  std::unordered_map<std::string_view, std::vector<bool>>
      names_;  // whether they are meant, by `typed_`
};

}  // namespace usher::proposals
