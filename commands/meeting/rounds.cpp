// commands/meeting/rounds.cpp: rows of rounds, and who is next.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rounds.hpp"

#include "bot/bytes.hpp"
#include "commands/meeting/feeds.hpp"
#include "commands/meeting/news_words.hpp"
#include "commands/meeting/receipts.hpp"
#include "commands/meeting/reminding.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace usher::meeting {

namespace {

bool any_left(Database& db) { return db.query("SELECT 1 FROM meeting_rounds LIMIT 1").next(); }

std::optional<Round> next_round(Database& db) {
  auto row = db.query(
      "SELECT id,kind,bytes,at,rooms,space,room,person FROM meeting_rounds ORDER BY id LIMIT 1"
  );
  if (!row.next()) return std::nullopt;
  Round out;
  out.id = row.integer(0);
  out.kind = static_cast<Round::Kind>(row.integer(1));
  out.bytes = row.blob(2);
  out.at = row.time(3);
  out.rooms = row.integer(4) != 0;
  out.last = {std::string(row.text(5)), std::string(row.text(6)), std::string(row.text(7))};
  return out;
}

void keep(Database& db, const Round& round) {
  if (round.id == 0)
    db.run(
        "INSERT INTO meeting_rounds(kind,bytes,at,rooms,space,room,person) VALUES(?,?,?,?,?,?,?)",
        std::to_underlying(round.kind), Blob{round.bytes}, round.at, round.rooms, round.last.space,
        round.last.room, round.last.person
    );
  else
    db.run(
        "UPDATE meeting_rounds SET rooms=?,space=?,room=?,person=? WHERE id=?", round.rooms,
        round.last.space, round.last.room, round.last.person, round.id
    );
}

}  // namespace

std::string encode(const std::vector<Due>& dues) {
  ByteWriter to;
  to.number(dues.size());
  for (const Due& one : dues) {
    to.integer(one.date);
    to.integer(one.lead.count());
  }
  return to.take();
}

std::vector<Due> decode_dues(std::string_view bytes) {
  ByteReader from(bytes);
  std::vector<Due> out(from.count());
  for (Due& one : out) {
    one.date = from.integer();
    one.lead = Lead(from.integer());
  }
  if (!from.ok()) out.clear();
  return out;
}

// Whoever is told of two things is told of them in order.
void Rounds::begin(Round round) {
  round.at = context_.now;
  left_ = left_ || any_left(context_.db);
  if (!left_ && walk(round)) return;
  left_ = true;
  keep(context_.db, round);
}

void Rounds::remind(const std::vector<Due>& dues) {
  if (!dues.empty()) begin({.kind = Round::Kind::reminders, .bytes = encode(dues)});
}

void Rounds::tell(const SeriesNews& news) {
  effects_.push_back(feeds_changed(context_));
  begin({.kind = Round::Kind::news, .bytes = meeting::encode(news)});
}

bool Rounds::walk(Round& round) {
  if (spent()) return false;
  if (round.kind == Round::Kind::reminders) return walk_reminders(round, decode_dues(round.bytes));
  const auto news = decode_news(round.bytes);
  return !news || walk_news(round, *news);
}

// False where it has not come to the end.
bool Rounds::walk_reminders(Round& round, const std::vector<Due>& dues) {
  Reminding reminding(settings_, context_, dues, round.at);
  if (!round.rooms) {
    told_ += reminding.tell_rooms(effects_);
    round.rooms = true;
  }
  const std::vector<Wanted> wanted = reminding.wanted();
  while (!spent()) {
    const Page page = subscribers(context_.db, wanted, round.last, most_told - told_);
    for (const Told& one : page.told) {
      told_ += reminding.tell(one, effects_);
      round.last = one.who;
    }
    if (page.last) return true;
    // Nobody of them had anything left to be told: the page after it may have.
    if (page.told.empty()) return true;
  }
  return false;
}

bool Rounds::walk_news(Round& round, const SeriesNews& news) {
  NewsTeller teller(settings_, context_, news, round.at);
  if (!teller.sound()) return true;
  if (!round.rooms) {
    told_ += teller.tell_rooms(effects_);
    round.rooms = true;
  }
  const std::vector<Wanted> wanted = teller.wanted();
  bool whole = false;
  while (!whole && !spent()) {
    const Page page = subscribers(context_.db, wanted, round.last, most_told - told_);
    for (const Told& one : page.told) {
      // A configured room has heard it.
      if (!teller.is_configured(one.who)) told_ += teller.tell(one, effects_);
      round.last = one.who;
    }
    whole = page.last || page.told.empty();
  }
  if (news.receipt != 0)
    for (Effect& effect : note_posts(settings_, context_, news.receipt, teller.posts_made(), whole))
      effects_.push_back(std::move(effect));
  return whole;
}

void Rounds::go_on() {
  while (!spent()) {
    auto round = next_round(context_.db);
    if (!round) break;
    if (walk(*round))
      context_.db.run("DELETE FROM meeting_rounds WHERE id=?", round->id);
    else
      keep(context_.db, *round);
  }
  left_ = any_left(context_.db);
}

std::vector<Effect> Rounds::done() {
  if (left_) effects_.emplace_back(Remind{std::string(job), context_.now});
  return std::move(effects_);
}

std::vector<Effect> Rounds::start(Context& context) {
  if (!any_left(context.db)) return {};
  return {Remind{std::string(job), context.now}};
}

}  // namespace usher::meeting
