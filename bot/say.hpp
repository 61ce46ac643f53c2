// say("…"): the only way to a Phrase. xgettext extracts the sentence; the catalog holds its
// translations.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/doc.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>

template <>
struct fmt::formatter<usher::Phrase> : fmt::formatter<std::string_view> {
  fmt::appender format(const usher::Phrase& phrase, fmt::format_context& to) const;
};
template <>
struct fmt::formatter<usher::Text> : fmt::formatter<std::string_view> {
  fmt::appender format(const usher::Text& text, fmt::format_context& to) const;
};

namespace usher {

class Catalog;

// An English sentence as it stands in the code: a literal, never a computed string. Placeholders
// are named: "{number}".
class Msgid {
 public:
  template <std::size_t N>
  consteval Msgid(const char (&literal)[N])
      : text_(literal) {}  // NOLINT(google-explicit-constructor)
  constexpr Msgid() : text_("") {}
  constexpr const char* c_str() const { return text_; }
  constexpr bool empty() const { return *text_ == '\0'; }

 private:
  const char* text_;
};

// Marks a sentence for extraction where it is only stored (command tables); Say it where it is
// shown.
consteval Msgid mark(Msgid id) { return id; }

// Speaks one language. Cheap to copy; the catalog must outlive it. Arguments are fmt::arg("name",
// value), where a value is a number, a Phrase or a Text. A translation whose placeholders are wrong
// falls back to the English sentence.
class Say {
 public:
  Say(const Catalog& catalog, std::string_view lang) : catalog_(&catalog), lang_(lang) {}

  template <class... Args>
  Phrase operator()(Msgid id, const Args&... args) const {
    return worded(id, fmt::make_format_args(args...));
  }
  // The plural form that the language wants for n; n itself is also the argument "n".
  template <class... Args>
  Phrase plural(Msgid one, Msgid many, long n, const Args&... args) const {
    const auto count = fmt::arg("n", n);
    return worded_plural(one, many, n, fmt::make_format_args(count, args...));
  }
  // With its placeholders as they are, for a page that fills them in itself.
  std::string as_written(Msgid id) const;
  const std::string& lang() const { return lang_; }
  const Catalog& catalog() const { return *catalog_; }

 private:
  Phrase worded(Msgid id, fmt::format_args args) const;
  Phrase worded_plural(Msgid one, Msgid many, long n, fmt::format_args args) const;

  const Catalog* catalog_;
  std::string lang_;  // BCP 47
};

}  // namespace usher
