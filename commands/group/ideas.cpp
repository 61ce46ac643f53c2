// commands/group/ideas.cpp: everybody begins elsewhere and goes round.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/ideas.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace usher::group {

namespace {

// FNV-1a: the same on every machine.
std::uint64_t digest(std::string_view text) {
  std::uint64_t out = 14695981039346656037U;
  for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return out;
}

// One that steps through all of them and not next door: neighbours in the file are alike.
std::size_t stride(std::size_t count, std::uint64_t seed) {
  if (count < 4) return 1;
  std::size_t step = 2 + static_cast<std::size_t>(seed % (count - 2));
  while (std::gcd(step, count) != 1) ++step;
  return step;
}

}  // namespace

std::vector<Idea> read_ideas(std::string_view file) {
  std::vector<Idea> out;
  for (std::string_view line : split(file, '\n')) {
    line = trim(line);
    const auto colon = line.find(':');
    if (line.empty() || line.starts_with('#') || colon == std::string_view::npos) continue;
    Idea one{std::string(trim(line.substr(0, colon))), sanitize(trim(line.substr(colon + 1)))};
    const bool there = std::ranges::find(out, one.id, &Idea::id) != out.end();
    if (!there && !one.id.empty() && !one.text.empty()) out.push_back(std::move(one));
  }
  return out;
}

std::vector<const Idea*> next_ideas(
    std::span<const Idea> all, std::span<const std::string> shown, std::string_view person,
    std::size_t count
) {
  std::vector<const Idea*> out;
  if (all.empty()) return out;
  const std::uint64_t seed = digest(person);
  const std::size_t step = stride(all.size(), seed / 7);
  std::size_t at = static_cast<std::size_t>(seed % all.size());
  for (std::size_t i = 0; i < all.size() && out.size() < count; ++i) {
    const Idea& one = all[at];
    if (std::ranges::find(shown, one.id) == shown.end()) out.push_back(&one);
    at = (at + step) % all.size();
  }
  return out;
}

}  // namespace usher::group
