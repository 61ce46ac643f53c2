// bot/config_checks_notes.cpp: where notes of meetings go, and where reports do.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

// "community_meetings/{year}/community-{date}.md"
Verdict check_archive(std::string_view value) {
  const bool fine = value.size() <= 200 && value.contains("{date}") && !value.starts_with('/') &&
                    !value.ends_with('/') && !value.contains("//") && !value.contains("..") &&
                    value.find_first_of(" \\\n") == std::string_view::npos;
  if (fine) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no file of an archive for each date.", shown(value)),
      "Write its path with {date}, and {year} where years have folders: "
      "notes/{year}/call-{date}.md."
  };
}

// The id of a page on HackMD: what stands last in its address.
Verdict check_page(std::string_view value) {
  const bool fine =
      value.size() >= 6 && value.size() <= 64 && std::ranges::all_of(value, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
      });
  if (fine) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no id of a page on HackMD.", shown(value)),
      "Write what stands last in the address in which it is edited: 76o-IxCjQX2mOXO_wwkcpg."
  };
}

Verdict check_email(std::string_view value) {
  const auto at = value.find('@');
  const bool fine = at != std::string_view::npos && at > 0 && value.size() <= 120 &&
                    value.substr(at + 1).contains('.') && value.find(' ') == std::string_view::npos;
  if (fine) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no e-mail address.", shown(value)),
      "Write it whole, conduct@example.org for instance."
  };
}

}  // namespace usher
