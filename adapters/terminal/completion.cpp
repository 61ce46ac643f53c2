// adapters/terminal/completion.cpp: the shared beginning, or the list.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/completion.hpp"

#include "bot/text.hpp"

#include <algorithm>

namespace usher::terminal {

namespace {

std::string shared_beginning(const std::vector<Completion>& found) {
  std::string_view shared = found.front().text;
  for (const Completion& one : found) {
    const std::string_view other = one.text;
    std::size_t same = 0;
    for (std::size_t a = 0, b = 0; a < shared.size() && b < other.size(); same = a)
      if (next_code_point(shared, a) != next_code_point(other, b)) break;
    shared = shared.substr(0, same);
  }
  return std::string(shared);
}

}  // namespace

Completed complete_line(std::string_view line, const std::vector<Completion>& found) {
  const auto space = line.rfind(' ');
  const std::string_view word = space == std::string_view::npos ? line : line.substr(space + 1);
  if (found.size() == 1) return {std::string(word), found.front().text + " ", {}};
  std::string shared = shared_beginning(found);
  if (shared.size() > word.size()) return {std::string(word), std::move(shared), {}};
  int widest = 0;
  for (const Completion& one : found) widest = std::max(widest, display_width(one.text));
  Completed out;
  for (const Completion& one : found) {
    const int gap = widest - display_width(one.text) + 2;
    out.list += "  " + one.text;
    if (!one.note.empty()) out.list += std::string(static_cast<std::size_t>(gap), ' ') + one.note;
    out.list += "\n";
  }
  return out;
}

}  // namespace usher::terminal
