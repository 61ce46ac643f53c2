// The translations: gettext .po files, read once, served by Boost.Locale.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/problem.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct PoFile {
  std::string name;    // for messages: "config/numpy/locale/zh_TW.po"
  std::string locale;  // "zh_CN", "zh_TW"
  std::string text;
};

// Immutable once loaded; any thread.
class Catalog {
 public:
  // English only.
  Catalog();
  // A zh_TW text that is missing is made from zh_CN's with OpenCC s2twp at load time; what is
  // missing in both is English. What cannot be used is skipped and described in problems().
  static Catalog load(const std::vector<PoFile>& files);
  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;
  ~Catalog();

  const std::vector<Problem>& problems() const;

  // lang: BCP 47, mapped by locale_for(). Falls back to the msgid. The result lives as long as the
  // catalog.
  std::string translate(std::string_view lang, const char* msgid) const;
  std::string translate(std::string_view lang, const char* one, const char* many, long n) const;

  // Whether this very language has its own text for msgid (no fallback).
  bool has(std::string_view locale, const char* msgid) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// zh-Hans*|zh-CN|zh-SG → "zh_CN"; zh-Hant*|zh-TW|zh-HK|zh-MO → "zh_TW"; plain zh → "zh_CN";
// anything else → "en".
std::string_view locale_for(std::string_view bcp47);

}  // namespace usher
