// bot/dialogues.cpp: keeping forms under way, each where it may be kept.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogues.hpp"

namespace usher {

std::optional<Dialogue> Dialogues::load(
    Database& db, std::string_view space, std::string_view person, sys_seconds now
) {
  if (const auto bytes = secret_.find(db, space, person, now)) return Dialogue::decode(*bytes);
  auto row = db.query(
      "SELECT state FROM dialogues WHERE space=? AND person=? AND touched>?", space, person,
      now - lifetime
  );
  if (!row.next()) return std::nullopt;
  return Dialogue::decode(row.blob(0));
}

bool Dialogues::save(
    Database& db, std::string_view space, std::string_view person, const Dialogue& dialogue,
    sys_seconds now
) {
  std::string state = dialogue.encode();
  if (dialogue.secret()) {
    db.run("DELETE FROM dialogues WHERE space=? AND person=?", space, person);
    const bool locked = secret_.put(db, space, person, state, now);
    wipe(state);
    return locked;
  }
  secret_.remove(db, space, person);
  db.run(
      "INSERT INTO dialogues(space,person,state,touched) VALUES(?,?,?,?) "
      "ON CONFLICT(space,person) DO UPDATE SET state=excluded.state, touched=excluded.touched",
      space, person, Blob{state}, now
  );
  return true;
}

void Dialogues::remove(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM dialogues WHERE space=? AND person=?", space, person);
  secret_.remove(db, space, person);
}

}  // namespace usher
