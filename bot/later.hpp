// bot/later.hpp: who waits for what a service says later. They go with the Call, in its tag, and are told by a message of its own.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/event.hpp"
#include "bot/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher {

struct Later {
  std::string what;  // which of the feature's calls it is: "reload"
  Place at;
  std::string person, lang, event;

  // The tag of the Call: a line each. what and the ids have no line breaks.
  std::string tag() const;
  // Who waits for this, where it was asked under that name.
  static std::optional<Later> of(const Fetched& fetched, std::string_view what);
  static Later asked(std::string_view what, const Event& event);

  // Tells them, and nobody else, where they asked. Once, however often the service answers: the key is
  // "<feature>:<what>:<event>".
  Post tell(std::string_view feature, Doc doc) const;
};

}  // namespace usher
