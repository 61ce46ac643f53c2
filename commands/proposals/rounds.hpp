// commands/proposals/rounds.hpp: news and reminders go round among those who watch, so many in one event, so that nobody has
// to wait while thousands are written to (bot/migrations/0017_news_in_rounds.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/watches.hpp"
#include "commands/proposals/window.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// One thing that is told, and how far it has come.
struct Round {
  enum class Kind : std::uint8_t { news = 0, window = 1 } kind = Kind::news;  // as stored
  std::int64_t of = 0;  // the poll, or the window
  Saying saying = {};   // of a window
  std::string key = {};
  sys_seconds at{};  // when it was seen
  std::int64_t id = 0;
  Watcher last = {};  // everybody up to this one was told; nobody where it is empty
};

// For the length of one event; refers to what the caller owns.
class Rounds {
 public:
  // In one event. A watcher is told of one thing by at most three messages.
  static constexpr std::size_t most_told = 100;
  static constexpr std::string_view job = "watching:round";

  Rounds(const Settings& settings, const Shelf& shelf, Context& context)
      : settings_(settings), shelf_(shelf), context_(context) {}

  // Begins where nothing else is under way, else after that.
  void tell_news(std::span<const News> news, int poll);
  void tell_window(const Window& window, const Saying& saying, std::string key);
  // What was begun in earlier events.
  void go_on();
  // The posts, and the job for what is left. Once, at the end.
  std::vector<Effect> done();
  // At the start of the program: the job, where something is left.
  static std::vector<Effect> start(Context& context, std::string_view series);
  // Who was told last is no reason to keep them in mind.
  static void forget(
      Database& db, std::string_view series, std::string_view space, std::string_view person
  );

 private:
  using TellOne = std::function<void(const Watch& watch, std::vector<Effect>& out)>;
  void begin(Round round, std::size_t looks, const TellOne& tell);
  bool walk(Round& round, std::size_t looks, const TellOne& tell);
  bool tell_on(Round& round);
  bool spent() const;

  const Settings& settings_;
  const Shelf& shelf_;
  Context& context_;
  std::vector<Effect> effects_;
  std::size_t looked_ = 0;  // at a piece of news, for one thing that somebody watches
  bool left_ = false;
};

}  // namespace usher::proposals
