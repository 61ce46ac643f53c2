// commands/answers/suggestion_diff.cpp: two texts, line by line, in the format that patch(1) and people read.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/answers/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace usher::answers {

namespace {

constexpr std::size_t about = 3;  // lines shown about a change
constexpr std::size_t most_cells =
    1'000'000;  // of what is compared; above, all is taken out and put in

struct Step {
  char kind = ' ';  // ' ', '-', '+'
  std::string_view line;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  if (!text.empty()) out = split(text, '\n');
  if (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

using Lines = std::span<const std::string_view>;

// By the longest common subsequence.
void compare(Lines one, Lines two, std::vector<Step>& out) {
  const std::size_t wide = two.size() + 1;
  const bool large = (one.size() + 1) * wide > most_cells;
  std::vector<std::uint32_t> common(large ? 0 : (one.size() + 1) * wide);
  for (std::size_t i = large ? 0 : one.size(); i-- > 0;)
    for (std::size_t j = two.size(); j-- > 0;)
      common[i * wide + j] = one[i] == two[j]
                                 ? common[(i + 1) * wide + j + 1] + 1
                                 : std::max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
  std::size_t i = 0, j = 0;
  while (i < one.size() || j < two.size()) {
    if (!large && i < one.size() && j < two.size() && one[i] == two[j]) {
      out.push_back({' ', one[i++]});
      ++j;
    } else if (j == two.size() || (i < one.size() && (large || common[(i + 1) * wide + j] >=
                                                                   common[i * wide + j + 1]))) {
      out.push_back({'-', one[i++]});
    } else {
      out.push_back({'+', two[j++]});
    }
  }
}

std::vector<Step> steps_of(Lines one, Lines two) {
  std::vector<Step> out;
  while (!one.empty() && !two.empty() && one.front() == two.front()) {
    out.push_back({' ', one.front()});
    one = one.subspan(1);
    two = two.subspan(1);
  }
  std::size_t same = 0;
  while (same < one.size() && same < two.size() &&
         one[one.size() - 1 - same] == two[two.size() - 1 - same])
    ++same;
  compare(one.first(one.size() - same), two.first(two.size() - same), out);
  for (const std::string_view line : one.last(same)) out.push_back({' ', line});
  return out;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name) {
  const auto one = lines_of(before), two = lines_of(after);
  const auto steps = steps_of(one, two);
  std::string out;
  std::size_t at = 0, line_one = 1, line_two = 1;  // of the step at `at`
  const auto pass = [&](const Step& step) {
    if (step.kind != '+') ++line_one;
    if (step.kind != '-') ++line_two;
  };
  while (at < steps.size()) {
    std::size_t change = at;
    while (change < steps.size() && steps[change].kind == ' ') ++change;
    if (change == steps.size()) break;
    const std::size_t from = std::max(at, change - std::min(change, about));
    for (; at < from; ++at) pass(steps[at]);
    // To the end of what is at most twice `about` lines apart.
    std::size_t to = change + 1;
    for (std::size_t same = 0, i = to; i < steps.size() && same <= 2 * about; ++i) {
      same = steps[i].kind == ' ' ? same + 1 : 0;
      if (steps[i].kind != ' ') to = i + 1;
    }
    to = std::min(steps.size(), to + about);
    std::string hunk;
    const std::size_t first_one = line_one, first_two = line_two;
    for (; at < to; ++at) {
      hunk += steps[at].kind;
      hunk += steps[at].line;
      hunk += '\n';
      pass(steps[at]);
    }
    const std::size_t count_one = line_one - first_one, count_two = line_two - first_two;
    if (out.empty())
      out = before.empty() ? fmt::format("--- /dev/null\n+++ b/{}\n", name)
                           : fmt::format("--- a/{0}\n+++ b/{0}\n", name);
    out += fmt::format(
        "@@ -{},{} +{},{} @@\n{}", count_one == 0 ? first_one - 1 : first_one, count_one,
        count_two == 0 ? first_two - 1 : first_two, count_two, hunk
    );
  }
  return out;
}

}  // namespace usher::answers
