// commands/proposals/links.hpp: the addresses that a piece of text leads to, by way of footnotes and names too. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// What names and footnotes of a text stand for: ".. _gh-15228: https://…", ".. [6] A thread, https://…".
class Targets {
 public:
  explicit Targets(std::span<const std::string_view> lines);
  // Empty where it is unknown. "[6]" with its brackets.
  std::string find(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> addresses_;
};

// http and https, each once, in the order in which the text leads to them; at most `limit`.
std::vector<std::string> links_in(
    std::span<const std::string_view> lines, const Targets& targets, std::size_t limit
);

}  // namespace usher::proposals
