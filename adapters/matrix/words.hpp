// adapters/matrix/words.hpp: what Usher says about rooms, unasked. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/invites.hpp"
#include "adapters/matrix/room.hpp"
#include "bot/say.hpp"

#include <string>
#include <string_view>

namespace usher::matrix {

// As the reason of a refused invitation, one line; `contact_url`: where to ask, may be empty. Empty where nothing is refused.
std::string reason_of(const Say& say, Verdict::Why why, std::string_view contact_url);
Phrase topic_of_direct(const Say& say);
// The first words in a conversation: who can read along. theirs: the other homeserver's name; empty where it is the same.
Doc who_reads_along(const Say& say, std::string_view theirs, std::string_view contact_url);
// To who invited Usher, or who turned it on.
Doc room_is_encrypted(const Say& say, const Room& room);
Doc room_is_silent(const Say& say, const Room& room);
// What was said to Usher while it was away, too long ago to be answered now.
Doc was_away(const Say& say, const Room* room);
// Why this conversation was opened: for an invitation to an encrypted one; because the one before became so (`turned`).
Doc why_opened(const Say& say, bool turned);

}  // namespace usher::matrix
