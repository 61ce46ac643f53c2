// The languages of a catalog, as they were loaded: each with what Boost.Locale serves. Used by Catalog alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/plural_rule.hpp"
#include "bot/po_header.hpp"

#include <boost/locale/message.hpp>

#include <array>
#include <locale>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

using CatalogMessages = boost::locale::message_format<char>;

struct LoadedLanguage {
  std::string own_name;
  std::optional<PluralRule>
      plural;  // nothing: no file says it, so sentences with plurals are English
  std::locale locale = std::locale::classic();
  const CatalogMessages* messages = nullptr;  // owned by locale; nullptr: English
  std::vector<std::string> borrowed;  // sorted msgids whose text was made from another language's
};
using LoadedByLocale = std::map<std::string, LoadedLanguage, std::less<>>;  // by locale: "pt_BR"

// Those that Usher speaks whatever is there, in the order in which they are offered.
inline constexpr std::array<std::string_view, 3> always_spoken = {"en", "zh_CN", "zh_TW"};

struct LoadedLanguages {
  LoadedByLocale languages;  // those with at least one sentence
  std::vector<Problem> problems;
};
LoadedLanguages load_languages(const std::vector<PoFile>& files);

}  // namespace usher
