// commands/meeting/choosing.cpp: names, tags, words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/choosing.hpp"

#include "bot/text.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace usher::meeting {

namespace {

constexpr std::array<std::string_view, 5> all_words = {"all", "everything", "全部", "所有", "*"};
constexpr std::array<std::string_view, 4> tag_signs = {"tag:", "标签:", "標籤:", "#"};

std::string typed_as(const Settings& settings, std::string_view key) {
  const SeriesSettings* own = settings_of(settings, key);
  return own != nullptr && !own->name.empty() ? own->name : std::string(key);
}

constexpr std::size_t longest_typed = 200;

// Words that a slip of the finger makes of each other. A short one is near to too many.
bool is_near(std::string_view word, std::string_view other) {
  constexpr std::size_t shortest = 4, longer = 8;
  const std::size_t slips = word.size() < shortest ? 0 : word.size() < longer ? 1 : 2;
  return other.starts_with(word) || edit_distance(word, other, slips) <= slips;
}

bool has_tag(const Settings& settings, std::string_view tag) {
  return std::ranges::any_of(settings.series, [&](const SeriesSettings& one) {
    return std::ranges::any_of(one.tags, [&](const std::string& other) {
      return same_ascii(other, tag);
    });
  });
}

}  // namespace

std::vector<Series> series_typed(Database& db, const Settings& settings, std::string_view typed) {
  std::vector<Series> all = all_series(db);
  if (trim(typed).empty()) return all;
  const std::string wanted = name_key(typed);
  std::vector<Series> named;
  for (const Series& one : all) {
    const SeriesSettings* own = settings_of(settings, one.key);
    const bool by_name = own != nullptr && name_key(own->name) == wanted;
    if (by_name || one.key == wanted) named.push_back(one);
  }
  if (!named.empty()) return named;
  std::erase_if(all, [&](const Series& one) {
    const SeriesSettings* own = settings_of(settings, one.key);
    return !answers_to(one.key, typed) &&
           (own == nullptr || !answers_to(name_key(own->name), typed));
  });
  return all;
}

std::vector<std::string> near_typed(
    Database& db, const Settings& settings, std::string_view typed
) {
  const std::string key = name_key(typed.substr(0, std::min(typed.size(), longest_typed)));
  const auto wanted = split_words(key);
  std::vector<std::string> out;
  if (wanted.empty()) return out;
  for (const Series& one : all_series(db)) {
    const std::string name = typed_as(settings, one.key);
    const std::string all = fmt::format("{} {}", one.key, name_key(name));
    const auto words = split_words(all);
    const bool near = std::ranges::all_of(wanted, [&](std::string_view word) {
      return std::ranges::any_of(words, [&](std::string_view other) {
        return is_near(word, other);
      });
    });
    if (near) out.push_back(name);
  }
  return out;
}

std::size_t known_beginning(Database& db, const Settings& settings, std::string_view typed) {
  typed = typed.substr(0, std::min(typed.size(), longest_typed));
  const auto words = split_words(typed);
  for (std::size_t count = words.size(); count-- > 1;) {
    const auto end = static_cast<std::size_t>(words[count - 1].end() - typed.begin());
    if (series_typed(db, settings, typed.substr(0, end)).size() == 1) return end;
  }
  return 0;
}

std::vector<std::string> names_of_all(Database& db, const Settings& settings) {
  std::vector<std::string> out;
  for (const Series& one : all_series(db)) out.push_back(typed_as(settings, one.key));
  return out;
}

Choice choose(Database& db, const Settings& settings, std::string_view typed) {
  const std::string lower = to_lower_ascii(trim(typed));
  if (lower.empty()) return {};
  if (std::ranges::find(all_words, lower) != all_words.end()) return {std::string(of_all), {}};
  for (const std::string_view sign : tag_signs)
    if (lower.starts_with(sign)) {
      const std::string_view tag = trim(std::string_view(lower).substr(sign.size()));
      return has_tag(settings, tag) ? Choice{of_tag(tag), {}} : Choice{};
    }
  const std::vector<Series> found = series_typed(db, settings, typed);
  if (found.size() == 1) return {of_series(found.front().key), {}};
  Choice out;
  for (const Series& one : found) out.several.push_back(typed_as(settings, one.key));
  if (!found.empty()) return out;
  // One that is configured, and that no calendar has just now.
  for (const SeriesSettings& one : settings.series)
    if (name_key(one.name) == name_key(typed)) return {of_series(name_key(one.title)), {}};
  return out;
}

}  // namespace usher::meeting
