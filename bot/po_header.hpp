// What a catalog says of itself: its language, what that is called, and how it counts.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/plural_rule.hpp"
#include "bot/po.hpp"
#include "bot/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct PoFile {
  std::string name;    // for messages: "config/numpy/locale/zh_TW.po"
  std::string locale;  // "zh_CN", "pt_BR": the file's name
  std::string text;
  bool shipped = false;  // comes with the program
};

// The fields of the entry with the empty msgid, one a line there ("Plural-Forms: nplurals=2; plural=(n != 1);").
struct PoHeader {
  std::string
      own_name;  // X-Language-Name: as its speakers call it, "Español"; empty where it is not said
  std::optional<PluralRule> plural;  // nothing where it is not said, or cannot be used
};

// A language that Usher knows without a header.
struct BuiltInLanguage {
  std::string_view locale, own_name, plural;
};
// English, and both Chinese.
const BuiltInLanguage* built_in_language(std::string_view locale);

// Everything that is wrong with it goes to `problems`, each with its line. All fields are needed where the language is not built
// in; where it is, those that are there must be right.
PoHeader read_header(const PoFile& file, const po::File& read, std::vector<Problem>& problems);

constexpr std::size_t longest_own_name = 40;  // bytes; it stands on a button

}  // namespace usher
