// commands/proposals/watches.cpp: rows of watches.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/watches.hpp"

#include <algorithm>
#include <charconv>

namespace usher::proposals {

namespace {

void put_in_order(std::vector<Watched>& watched) {
  std::ranges::sort(watched, [](const Watched& a, const Watched& b) {
    return std::pair(a.what, a.number) < std::pair(b.what, b.number);
  });
}

}  // namespace

std::string word_of(const Watched& watched) {
  switch (watched.what) {
    case Watched::What::number:
      return std::to_string(watched.number);
    case Watched::What::all:
      return "all";
    case Watched::What::fresh:
      return "new";
    case Watched::What::status:
      return "status";
  }
  return {};
}

std::optional<Watched> watched_from(std::string_view word) {
  if (word == "all") return Watched{Watched::What::all, 0};
  if (word == "new") return Watched{Watched::What::fresh, 0};
  if (word == "status") return Watched{Watched::What::status, 0};
  int number = 0;
  const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (word.empty() || ec != std::errc() || end != word.data() + word.size() || number < 0)
    return std::nullopt;
  return Watched{Watched::What::number, number};
}

bool concerns(const Watched& watched, const News& news) {
  switch (watched.what) {
    case Watched::What::number:
      return watched.number == news.number;
    case Watched::What::all:
      return true;
    case Watched::What::fresh:
      return news.kind == NewsKind::fresh;
    case Watched::What::status:
      return news.kind == NewsKind::status || news.kind == NewsKind::first_status;
  }
  return false;
}

void add_watch(
    Database& db, std::string_view series, const Watcher& watcher, const Watched& watched,
    sys_seconds now
) {
  db.run(
      "INSERT INTO proposal_watches(series,space,room,person,what,since) VALUES(?,?,?,?,?,?) ON "
      "CONFLICT DO NOTHING",
      series, watcher.space, watcher.room, watcher.person, word_of(watched), now
  );
}

void remove_watch(
    Database& db, std::string_view series, const Watcher& watcher, const Watched& watched
) {
  db.run(
      "DELETE FROM proposal_watches WHERE series=? AND space=? AND room=? AND person=? AND what=?",
      series, watcher.space, watcher.room, watcher.person, word_of(watched)
  );
}

void remember_language(
    Database& db, std::string_view series, const Watcher& person, std::string_view lang
) {
  db.run(
      "UPDATE proposal_watches SET lang=? WHERE series=? AND space=? AND room=? AND person=? AND "
      "lang<>?",
      lang, series, person.space, person.room, person.person, lang
  );
}

void move_watches(Database& db, std::string_view series, int from, int to) {
  db.run(
      "UPDATE OR REPLACE proposal_watches SET what=? WHERE series=? AND what=?", std::to_string(to),
      series, std::to_string(from)
  );
}

void remove_watches(Database& db, std::string_view series, const Watcher& watcher) {
  db.run(
      "DELETE FROM proposal_watches WHERE series=? AND space=? AND room=? AND person=?", series,
      watcher.space, watcher.room, watcher.person
  );
}

std::vector<Watched> watched_by(Database& db, std::string_view series, const Watcher& watcher) {
  std::vector<Watched> out;
  auto row = db.query(
      "SELECT what FROM proposal_watches WHERE series=? AND space=? AND room=? AND person=?",
      series, watcher.space, watcher.room, watcher.person
  );
  while (row.next())
    if (const auto watched = watched_from(row.text(0))) out.push_back(*watched);
  put_in_order(out);
  return out;
}

void each_watch(
    Database& db, std::string_view series, const Watcher& after,
    const std::function<bool(const Watch&)>& go_on
) {
  auto row = db.query(
      "SELECT space,room,person,what,lang FROM proposal_watches WHERE series=? AND "
      "(space,room,person)>(?,?,?) ORDER BY space,room,person",
      series, after.space, after.room, after.person
  );
  Watch watch;
  while (row.next()) {
    const auto watched = watched_from(row.text(3));
    if (!watched) continue;
    Watcher watcher{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
    if (watch.watcher != watcher) {
      put_in_order(watch.watched);
      if (!watch.watched.empty() && !go_on(watch)) return;
      watch = {std::move(watcher), {}, std::string(row.text(4))};
    }
    watch.watched.push_back(*watched);
  }
  put_in_order(watch.watched);
  if (!watch.watched.empty()) go_on(watch);
}

}  // namespace usher::proposals
