// commands/answers/slots.hpp: what changes, and is put into an answer when it is asked for: {{next:community}}, {{nep:29}}.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"
#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/proposals/series.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

// Where the slots' words come from. Refers to what the composer owns.
struct SlotSources {
  // contacts and people of [answers]: "contact:team" → "team@example.org".
  std::map<std::string, std::string, std::less<>> texts = {};
  const meeting::Settings* meetings =
      nullptr;  // {{next:…}}: a series by what people type; null: there are none
  std::span<const proposals::Settings> series = {};  // {{nep:29}}: by command and number
};

// Whether there is such a one. For `usher check`: a date need not be known for it, nor a proposal that no list ships of.
bool slot_is_known(const Slot& slot, const SlotSources& sources);

// The words for one, in the reader's language; as what is not known it says so. Brain thread; throws DatabaseError.
Line fill(const Slot& slot, const SlotSources& sources, const Context& context, const Say& say);

}  // namespace usher::answers
