// commands/meeting/choosing.cpp: names, tags, words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/choosing.hpp"

#include "bot/text.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/subscriptions.hpp"

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
