// commands/answers/wording.hpp: what is said: an answer, a choice of three, that people know more.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/decide.hpp"
#include "commands/answers/slots.hpp"

#include <string>
#include <string_view>

namespace usher::answers {

struct Wording {
  const SlotSources& slots;
  const Context& context;
  Say say;                    // in the language of the answer
  std::string edit_url = {};  // of the folder that the answers are edited in; may be empty
};

// The text with its slots filled, its link, and where it comes from. A translation of an older English text says so.
Doc answer_doc(const Topic& topic, std::string_view lang, const Wording& with);
// The page of this answer's file, where it can be edited; empty where that is not known.
std::string edit_page(const Topic& topic, const Wording& with);
// A button for each. action: what comes back, with the topic's id as its value.
Doc suggest_doc(const Decision& decision, std::string_view action, const Wording& with);
Doc handover_doc(const Wording& with);

}  // namespace usher::answers
