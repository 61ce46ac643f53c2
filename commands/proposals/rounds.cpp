// commands/proposals/rounds.cpp: as many as one event may tell, and a row for the rest.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/rounds.hpp"

#include "commands/proposals/announce.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_telling.hpp"

#include <optional>
#include <utility>

namespace usher::proposals {

namespace {

// In one event: a few milliseconds.
constexpr std::size_t most_looks = 1'000'000;

bool any_left(Database& db, std::string_view series) {
  return db.query("SELECT 1 FROM proposal_rounds WHERE series=? LIMIT 1", series).next();
}

std::optional<Round> next_round(Database& db, std::string_view series) {
  auto row = db.query(
      "SELECT id,kind,of,notice,late,objection,key,at,space,room,person FROM proposal_rounds WHERE "
      "series=? ORDER BY id LIMIT 1",
      series
  );
  if (!row.next()) return std::nullopt;
  Round out;
  out.id = row.integer(0);
  out.kind = static_cast<Round::Kind>(row.integer(1));
  out.of = row.integer(2);
  out.saying.what = static_cast<Notice>(row.integer(3));
  out.saying.late = row.integer(4) != 0;
  if (row.integer(5) >= 0) out.saying.objection = static_cast<std::size_t>(row.integer(5));
  out.key = row.text(6);
  out.at = row.time(7);
  out.last = {std::string(row.text(8)), std::string(row.text(9)), std::string(row.text(10))};
  return out;
}

void keep(Database& db, std::string_view series, const Round& round) {
  const auto objection =
      round.saying.objection ? static_cast<std::int64_t>(*round.saying.objection) : -1;
  db.run(
      "INSERT INTO proposal_rounds(series,kind,of,notice,late,objection,key,at,space,room,person) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?)",
      series, std::to_underlying(round.kind), round.of, std::to_underlying(round.saying.what),
      round.saying.late, objection, round.key, round.at, round.last.space, round.last.room,
      round.last.person
  );
}

}  // namespace

bool Rounds::spent() const { return effects_.size() >= most_told || looked_ >= most_looks; }

// False where it has not come to the end. `looks`: what it costs to see what somebody wants to hear of it.
bool Rounds::walk(Round& round, std::size_t looks, const TellOne& tell) {
  if (spent()) return false;
  bool whole = true;
  each_watch(context_.db, settings_.command, round.last, [&](const Watch& watch) {
    tell(watch, effects_);
    looked_ += looks * watch.watched.size();
    round.last = watch.watcher;
    whole = !spent();
    return whole;
  });
  return whole;
}

void Rounds::begin(Round round, std::size_t looks, const TellOne& tell) {
  round.at = context_.now;
  // Whoever is told of two things is told of them in order.
  left_ = left_ || any_left(context_.db, settings_.command);
  if (!left_ && walk(round, looks, tell)) return;
  left_ = true;
  keep(context_.db, settings_.command, round);
}

void Rounds::tell_news(std::span<const News> news, int poll) {
  if (news.empty()) return;
  Announcer announcer(settings_, shelf_, {news, poll, context_.now}, context_);
  begin({Round::Kind::news, poll}, news.size(), [&](const Watch& watch, std::vector<Effect>& out) {
    announcer.tell(watch, out);
  });
}

void Rounds::tell_window(const Window& window, const Saying& saying, std::string key) {
  WindowTeller teller(settings_, shelf_, {window, saying, key}, context_);
  begin(
      {Round::Kind::window, window.id, saying, std::move(key)}, 1,
      [&](const Watch& watch, std::vector<Effect>& out) { teller.tell(watch, out); }
  );
}

// Worded as things stand now: a proposal may have another title, a window may close later.
bool Rounds::tell_on(Round& round) {
  Database& db = context_.db;
  if (round.kind == Round::Kind::news) {
    const int poll = static_cast<int>(round.of);
    const std::vector<News> news = news_of_poll(db, settings_.command, poll);
    Announcer announcer(settings_, shelf_, {news, poll, round.at}, context_);
    return walk(round, news.size(), [&](const Watch& watch, std::vector<Effect>& out) {
      announcer.tell(watch, out);
    });
  }
  const auto window = window_by_id(db, round.of);
  if (!window) return true;
  if (round.saying.objection && *round.saying.objection >= window->objections.size()) return true;
  WindowTeller teller(settings_, shelf_, {*window, round.saying, round.key}, context_);
  return walk(round, 1, [&](const Watch& watch, std::vector<Effect>& out) {
    teller.tell(watch, out);
  });
}

void Rounds::go_on() {
  Database& db = context_.db;
  while (!spent()) {
    auto round = next_round(db, settings_.command);
    if (!round) return;
    if (tell_on(*round)) {
      db.run("DELETE FROM proposal_rounds WHERE id=?", round->id);
    } else {
      const Watcher& last = round->last;
      db.run(
          "UPDATE proposal_rounds SET space=?,room=?,person=? WHERE id=?", last.space, last.room,
          last.person, round->id
      );
    }
  }
  left_ = any_left(db, settings_.command);
}

std::vector<Effect> Rounds::done() {
  if (left_) effects_.emplace_back(Remind{std::string(job), context_.now});
  return std::move(effects_);
}

std::vector<Effect> Rounds::start(Context& context, std::string_view series) {
  if (!any_left(context.db, series)) return {};
  return {Remind{std::string(job), context.now}};
}

// The order goes on where their space begins; posts are told apart by their keys, and nobody gets one twice.
void Rounds::forget(
    Database& db, std::string_view series, std::string_view space, std::string_view person
) {
  db.run(
      "UPDATE proposal_rounds SET person='' WHERE series=? AND space=? AND person=?", series, space,
      person
  );
}

}  // namespace usher::proposals
