// bot/retention.cpp: how long each kind of row is kept. docs/privacy.md says the same in prose.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/retention.hpp"

#include <algorithm>

namespace usher {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr days keep_inbox{7};
constexpr days keep_posted{90};
constexpr days keep_dead{30};
constexpr days keep_waiting{30};
constexpr days keep_notices{30};
constexpr hours keep_dialogue{24};
constexpr int slice = 500;  // rows of a table in one run: the brain has other things to do

// What waits for an adapter that has been switched off never becomes a dead letter, since nobody tries to deliver it. Ids
// grow with time, so the oldest are the first. Reports are never given up; nor is what a feature waits to hear the end of,
// which it hears when the adapter runs again.
std::int64_t prune_waiting(Database& db, sys_seconds now) {
  const std::int64_t gone = db.run(
      "DELETE FROM outbox WHERE id IN (SELECT id FROM (SELECT id,created FROM outbox WHERE dead=0 "
      "AND lane<>? AND tell=0 ORDER BY id LIMIT ?) WHERE created<?)",
      static_cast<int>(Lane::report), slice, now - keep_waiting
  );
  if (gone > 0)
    db.run(
        "INSERT INTO notices(at,feature,what) VALUES(?,'retention',?)", now,
        std::to_string(gone) +
            " posts that had waited for 30 days were dropped: the adapter of "
            "their space does not run"
    );
  return gone;
}

// How many rows went from the table that lost most; a full slice means that there may be more.
std::int64_t prune(Database& db, sys_seconds now, const Retention::PruneInbox& prune_inbox) {
  return std::max(
      {prune_inbox(db, now - keep_inbox, slice), prune_waiting(db, now),
       // Ids grow with time here too, but for a clock that was wrong: so some more are looked at.
       db.run(
           "DELETE FROM posted WHERE id IN (SELECT id FROM (SELECT id,at FROM posted WHERE "
           "forever=0 ORDER BY id LIMIT ?) WHERE at<? LIMIT ?)",
           8 * slice, now - keep_posted, slice
       ),
       db.run(
           "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE dead<>0 AND dead<? LIMIT "
           "?)",
           now - keep_dead, slice
       ),
       db.run(
           "DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE at<? LIMIT ?)",
           now - keep_notices, slice
       ),
       db.run(
           "DELETE FROM dialogues WHERE (space,person) IN (SELECT space,person FROM dialogues "
           "WHERE "
           "touched<? LIMIT ?)",
           now - keep_dialogue, slice
       )}
  );
}

}  // namespace

std::vector<Effect> Retention::start(Context& context) {
  return {Remind{"prune", context.now + seconds(60)}};
}

Outcome Retention::on(const Event& event, Context& context) {
  if (event.as<Tick>() == nullptr) return {};
  const bool more = prune(context.db, context.now, prune_inbox_) >= slice;
  return {None{}, {Remind{"prune", context.now + (more ? seconds(1) : seconds(3600))}}};
}

}  // namespace usher
