// bot/outbox_people.cpp: to whom something went, and forgetting them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox.hpp"
#include "bot/text.hpp"

namespace usher::outbox {

namespace {

// Rows of one person. No index has people: some ten milliseconds for a hundred thousand rows, for a wish that has the whole file
// written anew.
struct Of {
  Database& db;
  std::string_view space, person;
  // What was for them alone. A report on its way to them is somebody's cry for help and goes on.
  void forget_own() const {
    const int kept = static_cast<int>(Lane::report);
    db.run("DELETE FROM outbox WHERE space=? AND person=? AND lane<>?", space, person, kept);
    db.run("DELETE FROM posted WHERE space=? AND person=? AND lane<>?", space, person, kept);
  }
  // The answers to what they asked before a room.
  void forget_answers() const {
    const int reply = static_cast<int>(Lane::reply);
    db.run(
        "DELETE FROM outbox WHERE space=? AND asker=? AND lane=? AND person=''", space, person,
        reply
    );
    db.run(
        "DELETE FROM posted WHERE space=? AND asker=? AND lane=? AND person=''", space, person,
        reply
    );
  }
  // What is left is not theirs alone: a report, a word to a whole room, a message to somebody else. The id of the event that it
  // came of may name them: the web's do.
  void name_no_more() const {
    db.run("UPDATE outbox SET asker='', event='' WHERE space=? AND asker=?", space, person);
    db.run("UPDATE posted SET asker='' WHERE space=? AND asker=?", space, person);
  }
};

}  // namespace

std::vector<To> recipients(
    Database& db, Posted& posted, std::string_view space, std::string_view key
) {
  std::vector<To> out;
  const auto one = [&](std::string_view sql, std::int64_t id) {
    auto row = db.query(sql, id, space, key);
    if (!row.next()) return false;
    const std::string to_key_text(row.text(0));
    const auto parts = split(to_key_text, '\n');
    const bool several = parts.size() > 3;
    if (parts.size() < 2 || several) return false;
    To to{.place = {std::string(space), std::string(parts[0]), std::string(parts[1])}};
    if (!row.text(1).empty()) to.people.emplace_back(row.text(1));
    out.push_back(std::move(to));
    return false;  // there may be more
  };
  posted.among(db, space, key, [&one](std::int64_t id) {
    return one("SELECT to_key, person FROM posted WHERE id=? AND space=? AND key=?", id);
  });
  posted.waiting(db, space, key, [&one](std::int64_t id) {
    return one(
        "SELECT to_key, person FROM outbox WHERE id=? AND space=? AND key=? AND takes=1 AND dead=0",
        id
    );
  });
  return out;
}

void forget(Database& db, std::string_view space, std::string_view person) {
  const Of of{db, space, person};
  of.forget_own();
  of.forget_answers();
  // A dead letter to several is for the operator alone by now.
  db.run(
      "DELETE FROM outbox WHERE space=? AND dead<>0 AND lane<>? AND person<>'' AND "
      "instr(','||person||',', ','||?||',')>0",
      space, static_cast<int>(Lane::report), person
  );
  // Nor does anybody wait for one that they caused, which may have their name in its words: an invitation that never arrived.
  db.run(
      "DELETE FROM outbox WHERE space=? AND dead<>0 AND lane<>? AND person<>'' AND asker=?", space,
      static_cast<int>(Lane::report), person
  );
  of.name_no_more();
}

void forget_room(Database& db, std::string_view space, std::string_view room) {
  const int kept = static_cast<int>(Lane::report);
  db.run("DELETE FROM outbox WHERE space=? AND room=? AND lane<>?", space, room, kept);
  // Where it was to go, and where it went.
  db.run(
      "DELETE FROM posted WHERE space=?1 AND lane<>?2 AND (room=?3 OR "
      "substr(to_key,1,length(?3)+1)=?3||char(10))",
      space, kept, room
  );
}

void leave_no_trace(Database& db, Posted& posted, OutboxRow& answer) {
  const Pending& pending = answer.pending;
  posted.among(db, pending.to.place.space, pending.key, [&](std::int64_t id) {
    db.run(
        "DELETE FROM posted WHERE id=? AND space=? AND key=?", id, pending.to.place.space,
        pending.key
    );
    return false;
  });
  db.run("UPDATE outbox SET asker='', takes=0 WHERE id=?", pending.id);
  answer.takes = false;
}

}  // namespace usher::outbox
