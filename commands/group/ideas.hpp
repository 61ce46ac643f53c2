// commands/group/ideas.hpp: formats of meetings and projects for groups: which somebody is shown next. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

struct Idea {
  std::string id, text;
  bool operator==(const Idea&) const = default;
};
// Of a file: "lightning: Five minutes each, …", a line each; empty lines and those that begin with # say nothing. The first of
// two with one id counts.
std::vector<Idea> read_ideas(std::string_view file);

// The next so many that are not among those shown, in an order of this person's own; fewer where not so many are left.
std::vector<const Idea*> next_ideas(
    std::span<const Idea> all, std::span<const std::string> shown, std::string_view person,
    std::size_t count
);

}  // namespace usher::group
