// bot/outbox_rows.cpp: taking rows out of the outbox: loading, claiming, and recording how an attempt ended.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox.hpp"
#include "bot/outbox_codec.hpp"
#include "bot/outbox_keys.hpp"
#include "bot/text.hpp"

#include <stdexcept>

namespace usher::outbox {

namespace {

OutboxRow read_row(const Query& row) {
  OutboxRow out;
  Payload payload = decode_payload(row.blob(8));
  Pending& pending = out.pending;
  pending.id = row.integer(0);
  pending.to.place = {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))};
  pending.to.people = std::move(payload.people);
  pending.kind = static_cast<Pending::Kind>(row.integer(4));
  pending.lane = static_cast<Lane>(row.integer(5));
  pending.key = row.text(6);
  pending.event = row.text(7);
  pending.audience = payload.audience;
  out.sealed = std::holds_alternative<Sealed>(payload.body);
  out.tell = payload.tell;
  if (!out.sealed) pending.doc = std::move(std::get<Doc>(payload.body));
  pending.form = std::move(payload.form);
  pending.route = std::move(payload.route);
  pending.guard = std::move(payload.guard);
  pending.emoji = std::move(payload.emoji);
  pending.add = payload.add;
  pending.replace_original = payload.replace_original;
  pending.secret_question = payload.secret_question;
  out.created = row.time(9);
  out.tries = static_cast<int>(row.integer(10));
  out.due = sys_millis(std::chrono::milliseconds(row.integer(11)));
  pending.uncertain = row.integer(12) != 0;
  out.queue = row.integer(13);
  out.begun = row.integer(14) != 0;
  out.takes = row.integer(15) != 0;
  return out;
}

// What delivered() and died() need of the row that they end.
struct Ended {
  std::string space, key, to_key, feature;
  Place at;
  Pending::Kind kind = Pending::Kind::post;
  bool tell = false;
  Lane lane = Lane::reply;
  bool takes = false;
};

Ended read_ended(const Query& row) {
  return {
      .space = std::string(row.text(0)),
      .key = std::string(row.text(1)),
      .to_key = std::string(row.text(2)),
      .feature = std::string(row.text(3)),
      .at = {std::string(row.text(0)), std::string(row.text(4)), std::string(row.text(5))},
      .kind = static_cast<Pending::Kind>(row.integer(6)),
      .tell = row.integer(7) != 0,
      .lane = static_cast<Lane>(row.integer(8)),
      .takes = row.integer(9) != 0
  };
}

To to_of(const Ended& ended) {
  To to{.place = ended.at, .people = {}};
  const auto parts = split(ended.to_key, '\n');
  for (std::size_t i = 2; i < parts.size(); ++i) to.people.emplace_back(parts[i]);
  return to;
}

Told told(const Ended& ended, std::int64_t id, What what) {
  Told out;
  out.feature = ended.feature;
  out.event.id = "outbox:" + std::to_string(id);
  out.event.at = ended.at;
  out.event.what = std::move(what);
  return out;
}

}  // namespace

std::vector<OutboxRow> load(
    Database& db, Posted& posted, std::int64_t queue, std::int64_t after, int limit, sys_seconds now
) {
  while (true) {
    std::vector<OutboxRow> rows;
    std::vector<std::int64_t> damaged;
    {
      auto row = db.query(
          "SELECT "
          "id,space,room,thread,kind,lane,key,event,payload,created,tries,due,uncertain,queue,"
          "begun,takes "
          "FROM outbox WHERE queue=? AND id>? AND dead=0 ORDER BY id LIMIT ?",
          queue, after, limit
      );
      while (row.next()) {
        try {
          rows.push_back(read_row(row));
        } catch (const DatabaseError&) {
          throw;
        } catch (const std::runtime_error&) {
          damaged.push_back(row.integer(0));
        }
      }
    }
    if (damaged.empty()) return rows;
    // A dead letter that the operator sees, so that the queue behind it goes on.
    for (const std::int64_t id : damaged) died(db, posted, id, errc::malformed, now);
  }
}

Backlog backlog(Database& db, std::string_view space) {
  Backlog out;
  auto row = db.query(
      "SELECT queue, min(lane), max(id) FROM outbox WHERE space=? AND dead=0 GROUP BY queue ORDER "
      "BY min(id)",
      space
  );
  while (row.next()) {
    out.queues.emplace_back(row.integer(0), static_cast<Lane>(row.integer(1)));
    out.newest = std::max(out.newest, row.integer(2));
  }
  return out;
}

Claim claim(Database& db, Posted& posted, std::int64_t id, Pending::Kind kind) {
  Claim out;
  out.kind = kind;
  std::string space;
  std::string key;
  std::string to;
  {
    auto row =
        db.query("SELECT space,key,to_key,feature,payload FROM outbox WHERE id=? AND dead=0", id);
    if (!row.next()) {
      out.go = Claim::Go::drop;
      return out;
    }
    space = row.text(0);
    key = row.text(1);
    to = row.text(2);
    out.feature = row.text(3);
    const Payload payload = decode_payload(row.blob(4));
    if (const auto* sealed = std::get_if<Sealed>(&payload.body)) out.sealed = *sealed;
  }
  const bool corrects = kind == Pending::Kind::correction;
  const bool edits = kind == Pending::Kind::edit || corrects;
  if (!edits && kind != Pending::Kind::retract && kind != Pending::Kind::react) return out;
  const auto post = posted.find(db, space, key, to);
  auto row = db.query("SELECT ref,dead,room,thread FROM posted WHERE id=?", post.value_or(0));
  const bool known = row.next();
  const bool dead = known && row.integer(1) != 0;
  if (known && !dead) {
    out.ref = row.text(0);
    out.at = {space, std::string(row.text(2)), std::string(row.text(3))};
    if (corrects && out.at.thread.empty()) out.at.thread = out.ref;
  } else if (const auto waits = posted.find_waiting(db, space, key, to);
             !known && waits && *waits < id) {
    out.go = Claim::Go::later;
  } else if (!dead || !edits) {
    out.go = Claim::Go::drop;
  }
  if (corrects || (dead && edits)) out.kind = Pending::Kind::post;
  return out;
}

std::optional<Told> delivered(
    Database& db, Posted& posted, const OutboxRow& row, const Receipt& receipt, sys_seconds now
) {
  const Pending& pending = row.pending;
  std::optional<Told> out;
  if (row.tell) {
    // What is told names the feature, which only the row does.
    auto found = db.query(
        "SELECT space,key,to_key,feature,room,thread,kind,tell,lane,takes FROM outbox WHERE id=?",
        pending.id
    );
    if (!found.next()) return std::nullopt;
    const Ended ended = read_ended(found);
    out = told(ended, pending.id, Delivered{ended.key, to_of(ended), receipt.at});
  }
  const std::string& space = pending.to.place.space;
  if (row.takes)
    posted.arrived(
        db, pending.id,
        {.space = space,
         .key = pending.key,
         .room = receipt.at.room,
         .thread = receipt.at.thread,
         .ref = receipt.ref,
         .person = only_one(pending.to.people),
         .at = now,
         .forever = is_forever(pending.lane, pending.to)}
    );
  // None: forgotten meanwhile.
  if (db.run("DELETE FROM outbox WHERE id=? AND key=?", pending.id, pending.key) == 0)
    return std::nullopt;
  // An edit keeps the reference of its post (on Matrix every edit names the original), unless it became the post itself.
  const bool edit = pending.kind == Pending::Kind::edit;
  if (row.takes || pending.key.empty() || (!edit && pending.kind != Pending::Kind::post))
    return out;
  const std::string to = to_key(pending.to);
  const auto post = posted.find(db, space, pending.key, to);
  if (post && edit)
    posted.revive(
        db, *post,
        {.space = space,
         .key = pending.key,
         .to_key = to,
         .room = receipt.at.room,
         .thread = receipt.at.thread,
         .ref = receipt.ref,
         .at = now}
    );
  else if (post)  // queued before keys waited in the outbox
    db.run(
        "UPDATE posted SET room=?, thread=?, ref=?, dead=0, at=? WHERE id=?", receipt.at.room,
        receipt.at.thread, receipt.ref, now, *post
    );
  return out;
}

void correct(Database& db, std::int64_t id) {
  db.run("UPDATE outbox SET kind=? WHERE id=?", static_cast<int>(Pending::Kind::correction), id);
}

void retry_later(Database& db, std::int64_t id, int tries, sys_millis due, bool uncertain) {
  db.run(
      // Once unknown it stays so, in whatever order the disk takes what became of two attempts.
      "UPDATE outbox SET tries=?, due=?, uncertain=max(uncertain,?) WHERE id=?", tries,
      due.time_since_epoch().count(), uncertain, id
  );
}

std::optional<Told> died(Database& db, Posted& posted, std::int64_t id, errc why, sys_seconds now) {
  Ended ended;
  bool nobodys = false;
  {
    auto row = db.query(
        "UPDATE outbox SET dead=?, why=? WHERE id=? RETURNING "
        "space,key,to_key,feature,room,thread,kind,tell,lane,takes,asker",
        now, static_cast<int>(why), id
    );
    if (!row.next()) return std::nullopt;
    ended = read_ended(row);
    nobodys = row.text(10).empty();
    row.next();
  }
  if (ended.takes) {
    const To to = to_of(ended);
    posted.arrived(
        db, id,
        {.space = ended.space,
         .key = ended.key,
         .person = only_one(to.people),
         .at = now,
         .dead = now,
         .forever = is_forever(ended.lane, to)}
    );
  }
  const bool answers = ended.key.starts_with("re:");
  // Whoever asked was forgotten (leave_no_trace()): no letter to them is kept.
  if (answers && nobodys) db.run("DELETE FROM outbox WHERE id=?", id);
  if (!ended.takes && !ended.key.empty() && ended.kind == Pending::Kind::post)
    if (const auto post = posted.find(db, ended.space, ended.key, ended.to_key))
      db.run("UPDATE posted SET dead=? WHERE id=?", now, *post);
  // A room is named, a person is not: notices are kept whoever asks to be forgotten. The room of an answer may be the one where
  // somebody is alone with Usher.
  const std::string where = answers                       ? "(an answer)"
                            : to_of(ended).people.empty() ? ended.at.room
                                                          : "(one person)";
  db.run(
      "INSERT INTO notices(at,feature,what) VALUES(?,?,?)", now, ended.feature,
      "a post to " + ended.space + " " + where + " was given up: " + std::string(describe(why))
  );
  if (!ended.tell) return std::nullopt;
  To to = to_of(ended);
  return told(ended, id, Undelivered{ended.key, std::move(to), why, true});
}

}  // namespace usher::outbox
