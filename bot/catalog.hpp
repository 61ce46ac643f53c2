// The translations: gettext .po files, read when somebody first wants them and again when it is told to, served by Boost.Locale.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/po_header.hpp"
#include "bot/problem.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// One that people can be answered in.
struct SpokenLanguage {
  std::string tag;       // BCP 47: "zh-Hant", "es"
  std::string own_name;  // "繁體中文", "Español"
  bool operator==(const SpokenLanguage&) const = default;
};

// Any thread: who speaks while put() is at work ends the sentence in the words that they began it with. To read all of the files
// takes some 10 ms, which whoever first asks for another language than English waits for.
class Catalog {
 public:
  // English only.
  Catalog();
  // Of any languages. A zh_TW text that is missing is made from zh_CN's with OpenCC s2twp; what is missing
  // elsewhere is looked for as locales_for() says, and is English in the end. What cannot be used is skipped and described
  // in problems().
  static Catalog load(std::vector<PoFile> files);
  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;
  ~Catalog();

  // From now on the words, languages and problems of that one, whose files are read now.
  void put(const Catalog& newer);

  std::vector<Problem> problems() const;  // reads the files

  // English and both Chinese, which are always there, then the others in the order of their tags.
  std::vector<SpokenLanguage> languages() const;
  // The one of languages() that a reader of `lang` is answered in: "es-MX" → "es", "zh-HK" → "zh-Hant". Empty where it is none
  // of them, so that they read English.
  std::string spoken(std::string_view lang) const;
  // "Español" for "es", "es-MX"; "English" for what is not spoken.
  std::string own_name(std::string_view lang) const;

  // lang: BCP 47. Falls back to the msgid.
  std::string translate(std::string_view lang, const char* msgid) const;
  std::string translate(std::string_view lang, const char* one, const char* many, long n) const;

  // Whether this very locale ("zh_TW") has its own text for msgid (no fallback).
  bool has(std::string_view locale, const char* msgid) const;

 private:
  struct Impl;
  class Shelf;
  bool reads_code(std::string_view lang) const;  // English, as it stands there
  std::unique_ptr<Shelf> shelf_;
};

}  // namespace usher
