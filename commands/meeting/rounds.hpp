// commands/meeting/rounds.hpp: reminders and news go round among those who are to hear of them, as many in one event as keep
// nobody waiting (bot/migrations/0019_meetings.sql, meeting_rounds).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/news.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/telling.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// One thing that is told, and how far it has come.
struct Round {
  enum class Kind : std::uint8_t { reminders = 0, news = 1 } kind = Kind::reminders;  // as stored
  std::string bytes;   // what it is about: encode(dues), encode(news)
  sys_seconds at{};    // when it became due
  bool rooms = false;  // configured rooms were told
  Subscriber last;     // everybody up to this one was told; nobody where it is empty
  std::int64_t id = 0;
};

std::string encode(const std::vector<Due>& dues);
std::vector<Due> decode_dues(std::string_view bytes);

// For the length of one event; refers to what the caller owns.
class Rounds {
 public:
  static constexpr std::size_t most_told = 100;  // in one event
  static constexpr std::string_view job = "round";

  Rounds(const Settings& settings, Context& context) : settings_(settings), context_(context) {}

  void remind(const std::vector<Due>& dues);
  void tell(const SeriesNews& news);
  // What was begun in earlier events.
  void go_on();
  // The posts, and the job for what is left. Once, at the end.
  std::vector<Effect> done();
  // At the start of the program: the job, where something is left.
  static std::vector<Effect> start(Context& context);

 private:
  void begin(Round round);
  bool walk(Round& round);
  bool walk_reminders(Round& round, const std::vector<Due>& dues);
  bool walk_news(Round& round, const SeriesNews& news);
  bool spent() const { return told_ >= most_told; }

  const Settings& settings_;
  Context& context_;
  std::vector<Effect> effects_;
  std::size_t told_ = 0;
  bool left_ = false;
};

}  // namespace usher::meeting
