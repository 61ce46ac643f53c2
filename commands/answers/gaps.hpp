// commands/answers/gaps.hpp: what is remembered of questions: those without a good answer, and whether answers helped. Brain
// thread; inside the event's transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/answers/subject.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

inline constexpr std::chrono::days gaps_kept{90};

// Neither answered nor answered well. Nothing happens where its asker does not want it kept, or it has no words.
void keep_gap(Database& db, std::string_view space, const Subject& subject, sys_seconds now);

struct Gap {
  std::string question, topic, lang;
  sys_seconds at{};
};
// Since then, the newest first, at most so many.
std::vector<Gap> gaps_since(Database& db, sys_seconds since, int most);

// What somebody has said no to.
inline constexpr std::string_view no_keeping = "keep";     // that their questions are kept
inline constexpr std::string_view no_unasked = "unasked";  // that they are answered unasked
bool refuses(Database& db, std::string_view space, std::string_view person, std::string_view what);
// Of keeping: what was kept of theirs goes too.
void refuse(
    Database& db, std::string_view space, std::string_view person, std::string_view what,
    sys_seconds now
);
void allow(Database& db, std::string_view space, std::string_view person, std::string_view what);

// The last word of each person on each topic counts.
void vote(
    Database& db, std::string_view space, std::string_view person, const Subject& subject,
    bool helpful, sys_seconds now
);
struct Tally {
  std::string topic;
  std::int64_t helpful = 0, unhelpful = 0;
};
// Topics whose answers did not help somebody since then, the worst first, at most so many.
std::vector<Tally> unhelpful_since(Database& db, sys_seconds since, int most);
// How many it did not help that had not asked Usher.
std::int64_t unhelpful_unasked(Database& db, std::string_view topic, sys_seconds since);

void prune_gaps(Database& db, sys_seconds now);
void forget_in_gaps(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::answers
