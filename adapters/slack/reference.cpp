// adapters/slack/reference.cpp: how the outbox remembers which of Slack's messages a post became.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/plan.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::slack {

namespace {

// "1712345678.000100".
bool is_ts(std::string_view text) {
  return !text.empty() && text.find('.') != std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

std::string Reference::write() const {
  std::string out = sort == Sort::ephemeral ? "e:" : sort == Sort::responded ? "r:" : "";
  for (const std::string& one : messages) {
    if (&one != messages.data()) out += ',';
    out += one;
  }
  return out;
}

Reference Reference::read(std::string_view ref) {
  Reference out;
  if (ref.starts_with("e:") || ref.starts_with("r:")) {
    out.sort = ref.front() == 'e' ? Sort::ephemeral : Sort::responded;
    ref.remove_prefix(2);
  }
  for (const std::string_view one : split(ref, ','))
    if (is_ts(one)) out.messages.emplace_back(one);
  return out;
}

std::string Reference::root() const {
  return sort == Sort::posted && !messages.empty() ? messages.front() : std::string();
}

}  // namespace usher::slack
