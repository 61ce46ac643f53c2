// commands/proposals/watches.hpp: who wants to hear of what (bot/migrations/0004_proposal_news.sql, 0011_watch_language.sql).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"
#include "commands/proposals/news.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// A room (no person) or a person (no room), who is written to directly.
struct Watcher {
  std::string space, room, person;
  bool operator==(const Watcher&) const = default;
};

// What is watched: one proposal, or all news, new proposals, changes of status.
struct Watched {
  enum class What : std::uint8_t { number, all, fresh, status } what = What::number;
  int number = 0;  // of What::number
  bool operator==(const Watched&) const = default;
};
// "18", "all", "new", "status": as it is stored, and as it is typed after "/nep watch".
std::string word_of(const Watched& watched);
std::optional<Watched> watched_from(std::string_view word);

bool concerns(const Watched& watched, const News& news);

struct Watch {
  Watcher watcher;
  std::vector<Watched> watched;  // numbers first, in order
  std::string lang;              // BCP 47: in which a person has asked; empty for rooms
};

// Watching twice is one watch.
void add_watch(
    Database& db, std::string_view series, const Watcher& watcher, const Watched& watched,
    sys_seconds now
);
void remove_watch(
    Database& db, std::string_view series, const Watcher& watcher, const Watched& watched
);
// A person who watches nothing leaves no trace.
void remember_language(
    Database& db, std::string_view series, const Watcher& person, std::string_view lang
);
// Whoever watches the one watches the other instead.
void move_watches(Database& db, std::string_view series, int from, int to);
void remove_watches(Database& db, std::string_view series, const Watcher& watcher);
std::vector<Watched> watched_by(Database& db, std::string_view series, const Watcher& watcher);
// Those who watch anything of this series, in order, after this one (all: after an empty one), for as long as they are to go
// on. No watch may be written meanwhile.
void each_watch(
    Database& db, std::string_view series, const Watcher& after,
    const std::function<bool(const Watch&)>& go_on
);

}  // namespace usher::proposals
