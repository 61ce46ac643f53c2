// commands/meeting/settings.cpp: which settings are of which series.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/settings.hpp"

#include "commands/meeting/names.hpp"

namespace usher::meeting {

void index(Settings& settings) {
  settings.by_key.clear();
  for (std::size_t i = 0; i < settings.series.size(); ++i) {
    settings.by_key.try_emplace(name_key(settings.series[i].title), i);
    for (const std::string& title : settings.series[i].also)
      settings.by_key.try_emplace(name_key(title), i);
  }
}

const SeriesSettings* settings_of(const Settings& settings, std::string_view key) {
  const auto found = settings.by_key.find(key);
  return found == settings.by_key.end() ? nullptr : &settings.series[found->second];
}

}  // namespace usher::meeting
