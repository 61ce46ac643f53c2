// commands/group/names.cpp: comparing names.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/names.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::group {

namespace {

constexpr std::size_t most_words = 40;
constexpr std::size_t shortest_acronym = 3;

std::string key_of(std::string_view name) {
  std::string out;
  for (const std::string& word : search::folded_words(name, most_words))
    out += (out.empty() ? "" : " ") + word;
  return out;
}

// "PUG" of "PUG Berlin" says nothing: every second one has it.
bool is_common(std::string_view acronym) {
  return acronym == "pug" || acronym == "python" || acronym == "usergroup";
}

// Words that are written as acronyms, lower-case, and the initials of the whole.
std::vector<std::string> acronyms(std::string_view name) {
  std::vector<std::string> out;
  for (const std::string_view word : split_words(name)) {
    const bool capitals = word.size() >= shortest_acronym &&
                          std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capitals) out.push_back(to_lower_ascii(word));
  }
  if (std::string all = initials(name); all.size() >= shortest_acronym)
    out.push_back(std::move(all));
  std::erase_if(out, is_common);
  return out;
}

bool clash(std::string_view name, std::string_view other) {
  const std::string one = key_of(name);
  const std::string two = key_of(other);
  constexpr std::size_t longest_compared = 60, shortest = 8;
  if (one == two) return true;
  if (one.size() >= shortest && one.size() <= longest_compared && two.size() <= longest_compared &&
      edit_distance(one, two, 1) <= 1)
    return true;
  const auto mine = acronyms(name);
  const auto theirs = acronyms(other);
  return std::ranges::any_of(mine, [&](const std::string& acronym) {
    return std::ranges::find(theirs, acronym) != theirs.end();
  });
}

}  // namespace

KnownGroup known_group(std::string_view line) {
  const auto parts = split(line, '|');
  KnownGroup out;
  if (parts.empty() || parts.size() > 3) return out;
  out.name = trim(parts[0]);
  if (parts.size() > 1) out.place = trim(parts[1]);
  if (parts.size() > 2) out.link = trim(parts[2]);
  return out;
}

std::string initials(std::string_view name) {
  std::string out;
  bool begins = true;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && begins) out += to_lower_ascii(std::string_view(&c, 1));
    begins = c == ' ' || c == '-' || c == '_';
  }
  return out;
}

std::string suggested_name(const Wizard& wizard) {
  if (wizard.kind == Kind::in_house) {
    const std::string_view whole = wizard[Step::organisation];
    std::string letters = to_upper_ascii(initials(whole));
    if (letters.size() < 2) letters = shorten(whole, 20);
    return letters.empty() ? std::string("PUG") : "PUG-" + letters;
  }
  // Of "Berlin, Germany" the city.
  std::string_view place = wizard[Step::place];
  place = place.substr(0, std::min(place.find(','), place.find("，")));
  return "Python " + std::string(trim(place));
}

Doubts doubts_about(
    std::string_view name, std::span<const KnownGroup> known, std::span<const std::string> offending
) {
  Doubts out;
  for (const KnownGroup& one : known)
    if (clash(name, one.name) && std::ranges::find(out.clashes, one.name) == out.clashes.end())
      out.clashes.push_back(one.name);
  std::vector<std::string> parts = search::folded_words(name, most_words);
  if (std::string all = initials(name); all.size() >= 2) parts.push_back(std::move(all));
  for (const std::string& word : offending) {
    const std::string key = key_of(word);
    if (!key.empty() && std::ranges::find(parts, key) != parts.end()) out.words.push_back(word);
  }
  return out;
}

bool is_meant(std::string_view typed, std::string_view name, std::string_view place) {
  const auto wanted = search::folded_words(typed, most_words);
  std::vector<std::string> there = search::folded_words(name, most_words);
  for (std::string& word : search::folded_words(place, most_words))
    there.push_back(std::move(word));
  return !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& word) {
    return std::ranges::any_of(there, [&](const std::string& other) {
      return other.starts_with(word);
    });
  });
}

bool same_name(std::string_view a, std::string_view b) { return key_of(a) == key_of(b); }

}  // namespace usher::group
