// The outbox: what is to be delivered, as rows that survive a crash. SQL only; when and how is bot/delivery.hpp's.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"
#include "bot/database.hpp"
#include "bot/model.hpp"
#include "bot/posted.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace usher {

// A row on its way to delivery.
struct OutboxRow {
  Pending pending;         // pending.id is the row's id; ref is filled by claim()
  std::int64_t queue = 0;  // what keeps order: hash of space, lane, room, thread, person
  sys_seconds created{};
  int tries = 0;
  sys_millis due{};     // not before then
  bool sealed = false;  // the text is rendered at each attempt: claim() first
  bool begun = true;    // the database has it as one that may be under way: begin()
  bool tell = false;    // its feature wants to hear of its end
  bool takes = false;   // it stands for its post's key until then (bot/posted.hpp)
  bool needs_claim() const {
    return sealed || (pending.kind != Pending::Kind::post && pending.kind != Pending::Kind::open &&
                      pending.kind != Pending::Kind::home);
  }
};

// Who causes an effect: copied into its row.
struct Origin {
  std::string_view feature;
  const Event* event = nullptr;  // may be null: a job at start
};

// Brain thread, inside a transaction.
namespace outbox {

// Places a post at once (Adapter::place). May be empty: then nothing is.
using AtHome = std::function<std::optional<Receipt>(const Pending&)>;

// Queues one effect (Post, Edit, Retract, React, Open, Home). Nothing when (key, To) was posted before, when the effect
// names a post that never was, or when the post has been placed. What waits in the same queue is never overtaken.
std::optional<OutboxRow> enqueue(
    Database& db, Posted& posted, const Origin& origin, const Effect& effect, sys_seconds now,
    const AtHome& at_home = {}
);
// A Say or Replace that the ack does not carry: lane reply, key "re:<event id>", on the event's route.
std::optional<OutboxRow> enqueue_reply(
    Database& db, Posted& posted, const Origin& origin, const Reply& reply, sys_seconds now,
    const AtHome& at_home = {}
);

// The next rows of a queue, in order, after `after`.
std::vector<OutboxRow> load(
    Database& db, Posted& posted, std::int64_t queue, std::int64_t after, int limit, sys_seconds now
);
// Queues of a space that have rows to deliver, and the newest row's id at this moment.
struct Backlog {
  std::vector<std::pair<std::int64_t, Lane>> queues;
  std::int64_t newest = 0;
};
Backlog backlog(Database& db, std::string_view space);

// What is uncertain after a restart (bot/outbox_begun.cpp says why none is left out). A new row is as begun.
struct Span {
  std::int64_t queue = 0, first = 0, last = 0;  // ids, both included
};
void begin(Database& db, std::int64_t id);  // on the disk before an attempt begins
void rest(Database& db, const Span& rows);  // they wait, and are not under way
std::int64_t newest(Database& db);          // of all rows; 0: there is none
// At start: how the attempts ended that were under way is not known. until: the newest row of the life before.
void doubt(Database& db, std::string_view space, std::int64_t until);

// What must be known at the moment of sending.
struct Claim {
  // drop: the post it belongs to is gone, or it was forgotten meanwhile; later: where that went is not on the disk yet.
  enum class Go : std::uint8_t { send, drop, later } go = Go::send;
  Pending::Kind kind =
      Pending::Kind::post;  // an Edit of a post that died, and a correction, are posts now
  std::string ref;
  Place at;  // where the post went
  std::optional<Sealed> sealed;
  std::string feature;
};
Claim claim(Database& db, Posted& posted, std::int64_t id, Pending::Kind kind);

// What tells the feature about the end of a row, where it asked for that.
struct Told {
  std::string feature;
  Event event;
};
std::optional<Told> delivered(
    Database& db, Posted& posted, const OutboxRow& row, const Receipt& receipt, sys_seconds now
);
// The platform refused the Edit: it is to be a reply in its post's thread.
void correct(Database& db, std::int64_t id);
void retry_later(Database& db, std::int64_t id, int tries, sys_millis due, bool uncertain);
std::optional<Told> died(Database& db, Posted& posted, std::int64_t id, errc why, sys_seconds now);

// To whom a post with this key went. Of a post to several people, which keeps no names, nothing.
std::vector<To> recipients(
    Database& db, Posted& posted, std::string_view space, std::string_view key
);

// Takes a person out of what waits and of what is remembered: their own messages, answers and keys go; what waits for
// others, or is kept so that nothing is posted twice, stays and names them no more.
void forget(Database& db, std::string_view space, std::string_view person);
// What a room was told where they are alone with Usher was told to them.
void forget_room(Database& db, std::string_view space, std::string_view room);
// The answer that says so leaves nothing behind either.
void leave_no_trace(Database& db, Posted& posted, OutboxRow& answer);

}  // namespace outbox
}  // namespace usher
