// What catalogs are called ("pt_BR", as gettext has it), and which of them a reader's language leads to.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher {

// "es", "pt_BR", "sr_Latn", "es_419": a language, perhaps a script, perhaps a territory. Chinese is zh_TW, zh_CN and the like,
// never zh alone: its two scripts are languages of their own here.
bool is_locale(std::string_view name);

// The BCP 47 tag of a locale: "pt_BR" → "pt-BR"; zh_CN is zh-Hans and zh_TW zh-Hant.
std::string tag_of(std::string_view locale);

// Where the words for a reader are looked for, best first, and English last (RFC 4647's look-up, in gettext's names): pt-BR →
// pt_BR, pt, en. zh-HK → zh_HK, zh_TW, en; zh-Hans-TW → zh_CN, en: a script says more than a region. What is no tag → en.
std::vector<std::string> locales_for(std::string_view bcp47);

bool is_english(std::string_view bcp47);

// Whether one stands in for the other where nothing nearer is there: es_ES for es_MX. Not for Chinese, whose scripts differ.
bool are_akin(std::string_view locale, std::string_view other);

}  // namespace usher
