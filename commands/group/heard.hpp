// commands/group/heard.hpp: what was answered to an event that changed something: one that comes twice is answered alike.
//
// The engine gives a repeat to the feature again, with Context::repeat, and drops what it writes. A question that was answered
// is another by then, and who has left is no organiser: so a row says which answer it was (bot/migrations/0029_groups.sql).
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::group {

// Which answer it was, as stored.
namespace answer_was {
inline constexpr std::string_view question = "question";  // rest: the step
inline constexpr std::string_view stays = "stays";
inline constexpr std::string_view first = "first";  // the review, with the first event to confirm
inline constexpr std::string_view joined = "joined";
inline constexpr std::string_view dropped = "dropped";
inline constexpr std::string_view published = "published";
inline constexpr std::string_view left = "left";
inline constexpr std::string_view yes = "yes";
inline constexpr std::string_view no = "no";
inline constexpr std::string_view removed = "removed";  // rest: the key of its meeting
inline constexpr std::string_view ideas = "ideas";      // rest: "formats lightning", a line each
}  // namespace answer_was

struct Heard {
  std::int64_t id = 0;  // of the group; 0: of none
  std::string what, rest;
};
// Of the event that is being handled.
void note_answer(
    const Asked& asked, std::int64_t id, std::string_view what, std::string_view rest = {}
);
// Only of a repeat.
std::optional<Heard> heard(const Asked& asked);
void prune_heard(Database& db, sys_seconds before);

}  // namespace usher::group
