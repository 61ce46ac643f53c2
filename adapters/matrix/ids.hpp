// adapters/matrix/ids.hpp: Matrix's identifiers (specification, appendices, "Identifier Grammar"). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// Each at most 255 bytes, valid UTF-8 without blanks and control characters. Nothing is read out of a room id or an event
// id: since room version 12 a room id is an event's hash without a server's name (facts/matrix.md 2, "room v12").
bool is_user_id(std::string_view text);     // "@ada:example.org"; historical localparts pass
bool is_room_id(std::string_view text);     // "!abc:example.org", "!hash"
bool is_room_alias(std::string_view text);  // "#numpy:example.org"
bool is_event_id(std::string_view text);    // "$hash", "$abc:example.org"
std::string_view server_of(std::string_view user_or_alias);  // empty where there is none

// One segment of a path, percent-encoded: "!abc:example.org" → "%21abc%3Aexample.org".
std::string segment(std::string_view text);
void append_segment(std::string& out, std::string_view text);

// "https://matrix.to/#/…": of a person, a room (with via=, without which a room id leads nowhere) or an event in a room.
std::string link_to(std::string_view user);
std::string link_to(
    std::string_view room, std::string_view event, const std::vector<std::string>& via
);

// The servers that a room may be reached through, at most three, the one with most of `members` (user ids) first; never
// out of the room's id.
std::vector<std::string> via_of(const std::vector<std::string>& members);

}  // namespace usher::matrix
