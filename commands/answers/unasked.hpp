// commands/answers/unasked.hpp: questions that were put to nobody, in rooms for newcomers: people come first, and Usher speaks
// once, seldom, or not at all. Brain thread; inside the event's transaction; throws DatabaseError.
//
// facts/answers.md 3.4 has the rules and where they come from.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::answers {

inline constexpr std::chrono::minutes between_two_of_a_person{10};
inline constexpr int most_an_hour_in_a_room = 6;
inline constexpr int unhelpful_to_mute = 3;  // in a week, of one topic
inline constexpr std::chrono::days muted_for{7};
// So late, after a downtime, people have moved on.
inline constexpr std::chrono::minutes latest_unasked{15};

struct Unasked {
  std::int64_t id = 0;
  Place at;           // the thread that the answer goes to, where there is one
  std::string event;  // the message's id
  std::string person, lang, topic;
  sys_seconds due{};  // 0: it was given
};

// Whether one more is not too much: for this person, in this room, on this topic.
bool may_answer_unasked(
    Database& db, const Place& at, std::string_view person, std::string_view topic, sys_seconds now
);
// People have until `due`. Of one person in one room the last question waits.
std::int64_t wait_for_people(Database& db, const Unasked& question, sys_seconds now);
// Somebody spoke there: the questions of others need no answer of Usher's any more. Where a chat system has not told of which
// thread would begin at a question, any thread may be that.
void people_spoke(Database& db, const Place& at, std::string_view person);
// They have asked Usher itself meanwhile.
void asked_usher(Database& db, std::string_view space, std::string_view person);
// An edit of what has been heard before (its root is the same): that row is taken away, and its event's id is given back. Empty
// where there is none. What was given already is not given again: nothing.
std::optional<std::string> edited(Database& db, const Place& at);
std::optional<Unasked> waiting(Database& db, std::int64_t id);
void drop_waiting(Database& db, std::int64_t id);
void given_unasked(Database& db, std::int64_t id, sys_seconds now);
// To somebody alone, at once: it counts as given to them.
void given_alone(Database& db, const Unasked& what, sys_seconds now);
// What waits for the message, or was given to it.
std::optional<Unasked> by_event(Database& db, const Place& at, std::string_view event);
// The key of the post that answers it. It names nobody: it is kept longer than the row.
std::string unasked_key(std::int64_t id);

void prune_unasked(Database& db, sys_seconds now);
void forget_in_unasked(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::answers
