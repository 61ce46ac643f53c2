// commands/echo.cpp: the same words, to where they came from.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/echo.hpp"

#include "bot/text.hpp"

namespace usher {

bool Echo::concerns(const Event& event) const {
  const auto* message = event.as<Message>();
  return message != nullptr && (message->direct || message->mention);
}

Outcome Echo::on(const Event& event, Context&) {
  if (!concerns(event)) return {};
  Doc doc;
  for (const std::string_view line : split(event.as<Message>()->text, '\n'))
    if (const Text words(line); !trim(words.str()).empty()) doc.paragraph({words});
  if (doc.empty()) return {};
  // Not for the asker alone: in a room everybody sees it, and in a conversation with Usher that conversation is the room.
  return {SayReply{.doc = std::move(doc), .only_you = false}, {}};
}

}  // namespace usher
