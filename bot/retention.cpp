// bot/retention.cpp: how long each kind of row is kept. docs/privacy.md says the same in prose.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/retention.hpp"

#include "bot/inbox.hpp"

namespace usher {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr days keep_inbox{7};
constexpr days keep_posted{90};
constexpr days keep_dead{30};
constexpr days keep_notices{30};
constexpr hours keep_dialogue{24};
constexpr int slice = 500;  // rows a run: the brain has other things to do

// How many rows went; a full slice means that there may be more.
std::int64_t prune(Database& db, sys_seconds now) {
  std::int64_t most = Inbox::prune(db, now - keep_inbox, slice);
  most = std::max(
      most, db.run(
                "DELETE FROM posted WHERE (space,key,to_key) IN (SELECT space,key,to_key FROM "
                "posted WHERE forever=0 AND at<? LIMIT ?)",
                now - keep_posted, slice
            )
  );
  most = std::max(
      most,
      db.run(
          "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE dead<>0 AND dead<? LIMIT ?)",
          now - keep_dead, slice
      )
  );
  most = std::max(
      most, db.run(
                "DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE at<? LIMIT ?)",
                now - keep_notices, slice
            )
  );
  most = std::max(most, db.run("DELETE FROM dialogues WHERE touched<?", now - keep_dialogue));
  return most;
}

}  // namespace

std::vector<Effect> Retention::start(Context& context) {
  return {Remind{"prune", context.now + seconds(60)}};
}

Outcome Retention::on(const Event& event, Context& context) {
  if (event.as<Tick>() == nullptr) return {};
  const bool more = prune(context.db, context.now) >= slice;
  return {None{}, {Remind{"prune", context.now + (more ? seconds(1) : seconds(3600))}}};
}

}  // namespace usher
