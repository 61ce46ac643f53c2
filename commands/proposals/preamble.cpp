// commands/proposals/preamble.cpp: the lists of NEP 0 and PEP 1.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/preamble.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace usher::proposals {

namespace {

// "-version" stands for one that begins as it likes: "NumPy-Version".
constexpr std::array<std::string_view, 9> fields_of_nep_0 = {
    "author",   "status",   "type",        "created",   "requires",
    "-version", "replaces", "replaced-by", "resolution"
};
// The label's own field, "PEP: 8", comes before all of these.
constexpr std::array<std::string_view, 15> fields_of_pep_1 = {
    "title",    "author",       "sponsor",  "delegate",      "discussions-to",
    "status",   "type",         "topic",    "requires",      "created",
    "-version", "post-history", "replaces", "superseded-by", "resolution"
};

}  // namespace

std::optional<std::size_t> place_in_preamble(std::string_view key, bool mail_like) {
  std::span<const std::string_view> fields = fields_of_nep_0;
  if (mail_like) fields = fields_of_pep_1;
  if (key == "authors") key = "author";
  if (key == "replaced-by" || key == "superseded-by")
    key = mail_like ? "superseded-by" : "replaced-by";
  if (key.ends_with("-version")) key = "-version";
  if (key.ends_with("-delegate")) key = "delegate";
  const auto found = std::ranges::find(fields, key);
  if (found == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - fields.begin());
}

std::string field_name(std::string_view key) {
  std::string out(key);
  bool first = true;
  for (char& c : out) {
    if (first && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    first = c == '-' || c == ' ';
  }
  return out;
}

}  // namespace usher::proposals
