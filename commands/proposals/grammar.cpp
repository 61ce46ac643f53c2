// commands/proposals/grammar.cpp: from a label or the settings.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/grammar.hpp"

#include "bot/text.hpp"

namespace usher::proposals {

namespace {

// "nep" → "nep-"; nothing where files begin with their number.
std::string prefix_of(std::string_view name) {
  std::string out = to_lower_ascii(name);
  if (!out.empty()) out += '-';
  return out;
}

}  // namespace

Grammar::Grammar(std::string_view of) : label(of), prefix(prefix_of(of)) {}

Grammar grammar_of(const Settings& settings) {
  Grammar out(settings.label);
  if (settings.file_prefix) out.prefix = prefix_of(*settings.file_prefix);
  out.style = settings.header;
  return out;
}

}  // namespace usher::proposals
