// commands/group/settings.hpp: what a community has configured of user groups: [groups], and the texts in groups/.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/locales.hpp"
#include "commands/group/ideas.hpp"
#include "commands/group/names.hpp"
#include "commands/meeting/settings.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

// Where groups are listed: "Local user groups", "https://…".
struct ListOfGroups {
  std::string name, link;
};

// By locale: "en", "zh_CN", "pt_BR". What a language does not have is said in English.
template <class T>
using ByLocale = std::map<std::string, T, std::less<>>;

struct Settings {
  std::vector<std::string> announce;  // rooms that are told of a published group: "web:general"
  std::vector<ListOfGroups> lists;
  std::vector<KnownGroup> known;
  std::vector<std::string> offending;  // words and acronyms that a name is looked through for
  ByLocale<std::vector<Idea>> formats, projects;
  ByLocale<std::string> conduct;  // the text that is proposed
  // Of the meetings that its first event is one of; null where the community has none.
  const meeting::Settings* meetings = nullptr;
};

// What a reader of that language gets (BCP 47).
template <class T>
const T& in_language(const ByLocale<T>& texts, std::string_view lang) {
  static const T none{};
  for (const std::string& locale : locales_for(lang))
    if (const auto found = texts.find(locale); found != texts.end()) return found->second;
  return none;
}

}  // namespace usher::group
