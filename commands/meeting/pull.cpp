// commands/meeting/pull.cpp: an answer's words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/pull.hpp"

#include "bot/text.hpp"
#include "commands/meeting/order.hpp"

#include <array>
#include <utility>

namespace usher::meeting {

std::optional<Standing> read_standing(const Fetched& answer) {
  if (answer.error != errc::ok) return std::nullopt;
  const auto words = split_words(answer.body);
  if (words.size() != 4) return std::nullopt;
  constexpr std::array<std::pair<std::string_view, Pull>, 6> states = {
      {{"made", Pull::open},
       {"open", Pull::open},
       {"merged", Pull::merged},
       {"closed", Pull::closed},
       {"there", Pull::there},
       {"none", Pull::none}}
  };
  for (const auto& [word, pull] : states) {
    if (words[0] != word) continue;
    const auto text = [](std::string_view one) { return std::string(one == "-" ? "" : one); };
    return Standing{
        pull, word == "made", number_typed(words[1]).value_or(0), text(words[2]), text(words[3])
    };
  }
  return std::nullopt;
}

}  // namespace usher::meeting
