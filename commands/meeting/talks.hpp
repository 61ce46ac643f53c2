// commands/meeting/talks.hpp: talks that are planned for a date, and those that stand by (bot/migrations/0019_meetings.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

enum class TalkState : std::uint8_t {  // as stored
  stands_by = 0,
  asked = 1,    // for Talk::date
  planned = 2,  // for Talk::date
  dropped = 3   // fell out, or was taken back
};
struct Talk {
  std::int64_t id = 0;
  std::string key, title, name;
  Subscriber who;  // nobody where its speaker cannot be written to
  TalkState state = TalkState::stands_by;
  std::int64_t date = 0, instead_of = 0, declined = 0;
  sys_seconds asked{}, next_ask{};
  std::string reason;  // why it fell out
};
std::optional<Talk> talk_by_id(Database& db, std::int64_t id);
// Neither dropped nor of a date that is over; in order.
std::vector<Talk> talks_of(Database& db, std::string_view key, sys_seconds now);
std::vector<Talk> planned_for(Database& db, std::int64_t date);
std::int64_t add(Database& db, const Talk& talk);
void keep(Database& db, const Talk& talk);
void remove(Database& db, const Talk& talk);
void prune_talks(Database& db);  // of dates that are gone
void forget_in_talks(Database& db, std::string_view space, std::string_view person);

// “Arrays in space” (Ada); its title alone.
std::string talk_words(const Talk& talk);
std::string title_words(const Talk& talk);

// --- /talk ---
std::span<const WordSpec> talk_verbs();  // offer, plan, ask, drop
Outcome talk_asked(std::string_view args, const Asked& asked);
// The buttons "meeting.talk-yes", "meeting.talk-no": the value is the talk's id.
Outcome talk_pressed(std::string_view value, bool yes, const Asked& asked);

// --- standing in ---
// A planned talk has fallen out: whoever stands by is asked, one after the other.
std::vector<Effect> find_stand_in(const Settings& settings, Context& context, const Talk& gone);
// Who was asked has not answered: the next is asked as well. When to look again.
std::vector<Effect> ask_further(const Settings& settings, Context& context);
std::optional<sys_seconds> next_further(Database& db);
// This one is asked, for its date and in place of instead_of.
std::vector<Effect> ask_speaker(const Settings& settings, Context& context, Talk& talk);
// Everybody is told that this talk is on, once.
std::vector<Effect> tell_of_talk(const Settings& settings, Context& context, const Talk& talk);

}  // namespace usher::meeting
