// commands/proposals/grammar.hpp: how the files of a series are called and how their headers are written.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/series.hpp"

#include <string>
#include <string_view>

namespace usher::proposals {

// A label alone is a grammar: "NEP" stands for files "nep-0018-….rst", titles "NEP 18 — …" and either style of header.
struct Grammar {
  // NOLINTBEGIN(google-explicit-constructor): see above
  Grammar(std::string_view of);
  Grammar(const char* of) : Grammar(std::string_view(of)) {}
  Grammar(const std::string& of) : Grammar(std::string_view(of)) {}
  // NOLINTEND(google-explicit-constructor)

  std::string label;   // "NEP"
  std::string prefix;  // what the names of files begin with, in lower case: "nep-"; may be empty
  HeaderStyle style = HeaderStyle::either;
};

Grammar grammar_of(const Settings& settings);

}  // namespace usher::proposals
