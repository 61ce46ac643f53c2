// commands/meeting/agenda.hpp: what is to be talked about, and what somebody has taken on: /agenda and /action.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/telling.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

std::span<const WordSpec> agenda_words();  // add, move, defer, done
std::span<const WordSpec> action_words();  // list, done

Outcome agenda_asked(std::string_view args, const Asked& asked);
Outcome action_asked(std::string_view args, const Asked& asked);
// The buttons "meeting.mine" and "meeting.not-mine": the value is the action's id.
Outcome action_answered(std::string_view value, bool mine, const Asked& asked);

// --- rows; brain thread, inside a transaction ---
struct AgendaItem {
  std::int64_t id = 0;
  std::string text, who;
  sys_seconds at{};  // since when
};
// The text of the open item with this number, of this series.
std::optional<std::string> item_text(Database& db, std::string_view key, std::string_view number);
// At the end. question: of somebody who cannot come, and is told the answer. False where the agenda is full.
bool add_item(
    Database& db, std::string_view key, std::string_view text, const Asked& asked, bool question
);
// Open, in order, for a meeting of this series that begins then.
std::vector<AgendaItem> open_items(Database& db, std::string_view key, sys_seconds start);

enum class ActionState : std::uint8_t { proposed = 0, accepted = 1, done = 2, declined = 3 };
struct ActionItem {
  std::int64_t id = 0;
  std::string owner, text, title;
};
// Neither done nor declined; of one series, or of all where the key is empty.
std::vector<ActionItem> open_actions(Database& db, std::string_view key);
// Noted in a meeting. owner: whom it is, where that is one who was there.
std::int64_t add_action(
    Database& db, std::string_view key, std::string_view title, std::string_view name,
    const Subscriber& owner, std::string_view text, sys_seconds now
);
// "Noted for you: … · yes · not me"
Post ask_owner(
    std::int64_t action, std::string_view text, const Target& owner, const Reader& reader
);

// What was done or declined before then.
void prune_agenda(Database& db, sys_seconds before);
void forget_in_agenda(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::meeting
