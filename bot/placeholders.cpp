// bot/placeholders.cpp: finding and comparing replacement fields.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/placeholders.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace usher {

namespace {

bool has_braces(std::string_view sentence) {
  return sentence.contains('{') || sentence.contains('}');
}

}  // namespace

std::optional<std::vector<std::string_view>> placeholders(std::string_view sentence) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const char c = sentence[at];
    if (c != '{' && c != '}') continue;
    if (at + 1 < sentence.size() && sentence[at + 1] == c) {
      ++at;
      continue;
    }
    if (c == '}') return std::nullopt;
    const auto end = sentence.find_first_of("{}", at + 1);
    if (end == std::string_view::npos || sentence[end] == '{') return std::nullopt;
    found.push_back(sentence.substr(at + 1, end - at - 1));
    at = end;
  }
  std::ranges::sort(found);
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

bool same_placeholders(std::string_view one, std::string_view many, std::string_view translated) {
  // Most sentences have none.
  if (std::ranges::none_of(std::array{one, many, translated}, has_braces)) return true;
  const auto first = placeholders(one);
  const auto second = placeholders(many);
  const auto own = placeholders(translated);
  if (!first || !second || !own) return false;
  std::vector<std::string_view> needed;
  std::vector<std::string_view> allowed;
  std::ranges::set_intersection(*first, *second, std::back_inserter(needed));
  std::ranges::set_union(*first, *second, std::back_inserter(allowed));
  return std::ranges::includes(*own, needed) && std::ranges::includes(allowed, *own);
}

}  // namespace usher
