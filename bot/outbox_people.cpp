// bot/outbox_people.cpp: to whom something went, and forgetting them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox.hpp"
#include "bot/text.hpp"

namespace usher::outbox {

std::vector<To> recipients(Database& db, std::string_view space, std::string_view key) {
  std::vector<To> out;
  auto row = db.query("SELECT to_key, person FROM posted WHERE space=? AND key=?", space, key);
  while (row.next()) {
    const std::string to_key_text(row.text(0));
    const auto parts = split(to_key_text, '\n');
    const bool several = parts.size() > 3;
    if (parts.size() < 2 || several) continue;
    To to{.place = {std::string(space), std::string(parts[0]), std::string(parts[1])}};
    if (!row.text(1).empty()) to.people.emplace_back(row.text(1));
    out.push_back(std::move(to));
  }
  return out;
}

void forget(Database& db, std::string_view space, std::string_view person) {
  // Theirs: what was for them alone, and the answers to what they asked. A report on its way to them is somebody's cry
  // for help and goes on.
  for (const char* table : {"outbox", "posted"})
    db.run(
        std::string("DELETE FROM ") + table +
            " WHERE space=?1 AND lane<>?2 AND (person=?3 OR (asker=?3 AND lane=?4 AND person=''))",
        space, static_cast<int>(Lane::report), person, static_cast<int>(Lane::reply)
    );
  // A dead letter to several is for the operator alone by now.
  db.run(
      "DELETE FROM outbox WHERE space=? AND dead<>0 AND lane<>? AND person<>'' AND "
      "instr(','||person||',', ','||?||',')>0",
      space, static_cast<int>(Lane::report), person
  );
  // Not theirs alone: a report, a word to a whole room, a message to somebody else.
  for (const char* table : {"outbox", "posted"})
    db.run(
        std::string("UPDATE ") + table + " SET asker='' WHERE space=? AND asker=?", space, person
    );
}

void leave_no_trace(Database& db, const OutboxRow& answer) {
  db.run(
      "DELETE FROM posted WHERE space=? AND key=?", answer.pending.to.place.space,
      answer.pending.key
  );
  db.run("UPDATE outbox SET asker='' WHERE id=?", answer.pending.id);
}

}  // namespace usher::outbox
