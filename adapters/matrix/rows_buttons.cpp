// adapters/matrix/rows_buttons.cpp: rows of what messages offer, of reactions to them, and whose posts they are.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rows.hpp"

namespace usher::matrix::rows {

void keep_buttons(
    Database& db, std::string_view room, std::string_view event, std::string_view key,
    std::string_view person, const std::vector<Button>& buttons, sys_seconds now
) {
  // An edit may have taken some away.
  db.run("DELETE FROM matrix_buttons WHERE event=?", event);
  std::int64_t number = 0;
  for (const Button& button : buttons)
    db.run(
        "INSERT INTO matrix_buttons(event,number,room,key,action,value,person,at) "
        "VALUES(?,?,?,?,?,?,?,?)",
        event, ++number, room, key, button.action, button.value, person, now
    );
}

std::optional<Offer> button(Database& db, std::string_view event, std::size_t number) {
  auto row = db.query(
      "SELECT key,action,value FROM matrix_buttons WHERE event=? AND number=?", event, number
  );
  if (!row.next()) return std::nullopt;
  Offer out;
  out.key = row.text(0);
  out.action = row.text(1);
  out.value = row.text(2);
  out.event = event;
  return out;
}

void keep_reaction(Database& db, const Reaction& reaction, sys_seconds now) {
  db.run(
      "INSERT OR IGNORE INTO matrix_reactions(id,room,event,emoji,person,at) VALUES(?,?,?,?,?,?)",
      reaction.id, reaction.room, reaction.event, reaction.emoji, reaction.person, now
  );
}

std::optional<Reaction> reaction(Database& db, std::string_view id) {
  auto row = db.query("SELECT room,event,emoji,person FROM matrix_reactions WHERE id=?", id);
  if (!row.next()) return std::nullopt;
  return Reaction{
      std::string(id), std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
      std::string(row.text(3))
  };
}

// posted.ref is a reference (plan.hpp): "$one", "$one,$two". Nothing says when a message was said: so of the latest posts, and
// of announcements, which are few. An event's id is never part of another's, both being hashes; older ones are looked for
// with what ends them.
std::optional<std::string> key_of(
    Database& db, std::string_view space, std::string_view room, std::string_view event
) {
  if (event.empty() || event.contains(',')) return std::nullopt;
  const auto among = [&](std::string_view sql) -> std::optional<std::string> {
    auto row = db.query(sql, space, room, event);
    if (!row.next()) return std::nullopt;
    return std::string(row.text(0));
  };
  if (auto offered = among(
          "SELECT key FROM matrix_buttons WHERE ?1<>'' AND room=?2 AND event=?3 AND key<>'' LIMIT 1"
      ))
    return offered;
  if (auto found = among(
          "SELECT key FROM (SELECT key,space,room,ref FROM posted WHERE forever=0 ORDER BY id DESC "
          "LIMIT 2000) WHERE space=?1 AND room=?2 AND instr(','||ref||',',','||?3||',')>0 LIMIT 1"
      ))
    return found;
  return among(
      "SELECT key FROM posted WHERE forever=1 AND space=?1 AND room=?2 AND "
      "instr(','||ref||',',','||?3||',')>0 LIMIT 1"
  );
}

}  // namespace usher::matrix::rows
