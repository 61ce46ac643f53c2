// adapters/matrix/said.hpp: what a message says to a person who reads it, and whether it speaks to Usher. Pure; linear.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/identity.hpp"
#include "bot/command_table.hpp"
#include "bot/event.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace usher::matrix {

// The body without the fallback of a reply ("> <@ada:example.org> …" and the "> " lines and the blank one after it: old clients
// still send it, also without <mx-reply>), harmless (bot/text.hpp, sanitize), lines kept, trimmed. At most 64 KiB, as an event
// is. What a person has quoted by hand stays: it may be part of an answer.
std::string words_of(const boost::json::object& content, bool is_reply);

// Where the message begins with a pill that is Usher's, the words with its user id in place of what the pill calls it: the name
// that it had yesterday, or has in that client.
std::string with_user_id(std::string words, const boost::json::object& content, const Identity& us);
// The same with every person's pill: "thank Ada" → "thank @ada:example.org", which says whom, and is not taken for a word. Each
// where its name stands next.
std::string with_people(std::string words, const boost::json::object& content);

// Whether the message names Usher: m.mentions where it is there (clients since v1.7), else a pill (matrix.to link to it in
// formatted_body), its user id, "@localpart", or its display name, as a word of its own, in capitals or not.
bool names(const boost::json::object& content, std::string_view words, const Identity& us);

// How many bytes of `text`, from `at` on, are Usher's name as a word of its own: "@usher:example.org", "@usher" (not
// "@usher:elsewhere.org"), "@Usher", or its display name. 0: it is not named there.
std::size_t named_at(std::string_view text, std::size_t at, const Identity& us);

// "!nep 0" where "nep" is a command ("!important" is chatter; "! nep" is none); "/nep 0" likewise; "@usher nep 0",
// "Usher: nep 0", "usher, nep 0", typed by hand too, whatever m.mentions says; in a direct room "nep 0" alone. An unknown first
// word is a Command only where it stands behind a sign and Usher was addressed or the room is direct: so that it can be asked
// what was meant. Else a Message without the address. named: names() above.
std::variant<usher::Message, Command> addressed(
    std::string_view words, bool named, bool direct, const Identity& us,
    const CommandTable& commands
);

}  // namespace usher::matrix
