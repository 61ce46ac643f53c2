// commands/meeting/poll.hpp: keeps the rows equal to the calendars.
//
// A poll is a chain of events: Tick → Call READ → Fetched → each series that has changed is compared with its rows, as many as
// one event may take, the rest by a job that is due at once. What an event writes is whole: a crash between two of them loses
// nothing and tells nothing twice.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"
#include "commands/meeting/news.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Polled {
  std::vector<Effect> effects = {};
  std::vector<SeriesNews> news = {};
  std::vector<std::int64_t> adopted = {
  };  // series that were made in chat, and that a calendar has now
  bool read =
      false;  // a calendar was compared to its end: organisers may have to be told something
};

class Poll {
 public:
  // settings must outlive it.
  explicit Poll(const Settings& settings) : settings_(settings) {}

  // At every start: the first polls; calendars that are configured no more go, with their series.
  std::vector<Effect> start(Database& db, sys_seconds now) const;
  static bool owns(std::string_view job) {
    return job.starts_with("poll:") || job.starts_with("step:");
  }
  Polled tick(Database& db, std::string_view job, sys_seconds now) const;
  Polled fetched(Database& db, const Fetched& answer, sys_seconds now) const;

  // How far ahead dates are known, and how long they stay when nothing in the calendar has changed.
  static constexpr std::chrono::days ahead{400};
  static constexpr std::chrono::hours fresh_enough{12};

 private:
  struct Work {
    Database& db;
    CalendarState& state;
    std::size_t place;  // of its source
    sys_seconds now;
    Polled& out;
  };
  void begin(const Work& work) const;
  void take(const Work& work, const Fetched& answer) const;
  void stage(const Work& work, std::vector<ReadSeries> read) const;
  void proceed(const Work& work) const;
  void fail(const Work& work, errc why) const;
  CalendarState state_of(Database& db, std::size_t place) const;

  const Settings& settings_;
};

}  // namespace usher::meeting
