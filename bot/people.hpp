// What Usher remembers of a person: the language that they chose, until they change it or ask to be forgotten. And which
// language they are answered in.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"

#include <string>
#include <string_view>

namespace usher {
struct Context;
}

namespace usher::people {

// The language that the person set with /language; empty when none.
std::string chosen_language(Database& db, std::string_view space, std::string_view person);
void choose_language(
    Database& db, std::string_view space, std::string_view person, std::string_view lang,
    sys_seconds now
);
void clear_language(Database& db, std::string_view space, std::string_view person);
void forget(Database& db, std::string_view space, std::string_view person);

// In which language somebody is written to unasked: the one that they set, else that in which they use their chat system now.
// Empty where neither is known.
std::string language_unasked(
    const Context& context, std::string_view space, std::string_view person
);

// The language of an answer: set, else that of the message, else the platform's, else
// the room's.
std::string negotiate(Database& db, const Event& event, std::string_view room_language);

// "zh-Hant", "zh-Hans" or "" from the characters of a message that is mostly Chinese; "en" is never
// guessed.
std::string_view script_of(std::string_view text);

}  // namespace usher::people
