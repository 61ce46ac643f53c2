// adapters/slack/reference.cpp: how the outbox remembers which of Slack's messages a post became.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/payload.hpp"
#include "adapters/slack/plan.hpp"
#include "bot/text.hpp"

namespace usher::slack {

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
