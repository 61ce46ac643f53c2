// commands/group/names.hpp: names of user groups: what one may be called, and what speaks against it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/wizard.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

// A group elsewhere, as the configuration names it, or one that is published here.
struct KnownGroup {
  std::string name, place, link;
  bool operator==(const KnownGroup&) const = default;
};
// "PyBerlin | Berlin, Germany | https://…"; the link may be left out. A flaw of it is an empty name.
KnownGroup known_group(std::string_view line);

// "Python Berlin"; of an organisation "PUG-AC": PUG and its initials.
std::string suggested_name(const Wizard& wizard);

// What a person has to decide about: nothing is forbidden.
struct Doubts {
  std::vector<std::string>
      clashes;  // names that are the same, or nearly so, or have the same acronym
  std::vector<std::string> words;  // that may offend: a word of it, or its initials
  bool any() const { return !clashes.empty() || !words.empty(); }
};
Doubts doubts_about(
    std::string_view name, std::span<const KnownGroup> known, std::span<const std::string> offending
);

// The lower-case initials of words that begin with letters of the Latin alphabet: "Python Users of Berlin" → "puob".
std::string initials(std::string_view name);

// Whether each word that was typed begins a word of the name or the place.
bool is_meant(std::string_view typed, std::string_view name, std::string_view place);
// Whether they are the same but for case, accents and signs.
bool same_name(std::string_view a, std::string_view b);

}  // namespace usher::group
