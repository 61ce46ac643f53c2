// bot/say.cpp: a sentence in the reader's language, its placeholders filled in.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/say.hpp"

#include "bot/catalog.hpp"

#include <fmt/format.h>

#include <utility>

fmt::appender fmt::formatter<usher::Phrase>::format(
    const usher::Phrase& phrase, fmt::format_context& to
) const {
  return formatter<std::string_view>::format(phrase.str(), to);
}

fmt::appender fmt::formatter<usher::Text>::format(const usher::Text& text, fmt::format_context& to)
    const {
  return formatter<std::string_view>::format(text.str(), to);
}

namespace usher {

namespace {

// What the translator wrote, else English, else the English as it stands: an answer with a visible
// {name} in it is a bug that the tests find, an answer that never comes is worse.
std::string fill(const std::string& translated, const char* english, fmt::format_args args) {
  try {
    return fmt::vformat(translated, args);
  } catch (const fmt::format_error&) {
    // falls through to English
  }
  try {
    return fmt::vformat(english, args);
  } catch (const fmt::format_error&) {
    return english;
  }
}

}  // namespace

Phrase Say::worded(Msgid id, fmt::format_args args) const {
  return Phrase(fill(catalog_->translate(lang_, id.c_str()), id.c_str(), args));
}

std::string Say::as_written(Msgid id) const { return catalog_->translate(lang_, id.c_str()); }

Phrase Say::worded_plural(Msgid one, Msgid many, long n, fmt::format_args args) const {
  const char* english = n == 1 ? one.c_str() : many.c_str();
  return Phrase(fill(catalog_->translate(lang_, one.c_str(), many.c_str(), n), english, args));
}

}  // namespace usher
