// commands/meeting/agenda_table.cpp: rows of agenda items and actions.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/order.hpp"

#include <utility>

namespace usher::meeting {

bool add_item(
    Database& db, std::string_view key, std::string_view text, const Asked& asked, bool question
) {
  constexpr std::int64_t most_open = 50;
  std::int64_t place = 0;
  {
    auto row = db.query(
        "SELECT coalesce(max(place),0),count(*) FROM meeting_agenda WHERE key=? AND done=0", key
    );
    if (!row.next() || row.integer(1) >= most_open) return false;
    place = row.integer(0) + 1;
  }
  const Person& who = asked.event.who;
  db.run(
      "INSERT INTO meeting_agenda(key,place,text,who,space,person,at,question) "
      "VALUES(?,?,?,?,?,?,?,?)",
      key, place, text, name_of(who), asked.event.at.space, who.id, asked.context.now, question
  );
  return true;
}

std::optional<std::string> item_text(Database& db, std::string_view key, std::string_view number) {
  const auto id = number_typed(number);
  if (!id || number.contains(' ')) return std::nullopt;
  auto row = db.query("SELECT text FROM meeting_agenda WHERE id=? AND key=? AND done=0", *id, key);
  return row.next() ? std::optional(std::string(row.text(0))) : std::nullopt;
}

std::vector<AgendaItem> open_items(Database& db, std::string_view key, sys_seconds start) {
  std::vector<AgendaItem> out;
  auto row = db.query(
      "SELECT id,text,who,at FROM meeting_agenda WHERE key=? AND done=0 AND not_before<=? ORDER BY "
      "place,id",
      key, start
  );
  while (row.next())
    out.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.time(3)}
    );
  return out;
}

std::vector<ActionItem> open_actions(Database& db, std::string_view key) {
  std::vector<ActionItem> out;
  auto row = db.query(
      "SELECT id,owner,text,title FROM meeting_actions WHERE state IN (0,1) AND (?1='' OR key=?1) "
      "ORDER BY id LIMIT 100",
      key
  );
  while (row.next())
    out.push_back(
        {row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
         std::string(row.text(3))}
    );
  return out;
}

std::int64_t add_action(
    Database& db, std::string_view key, std::string_view title, std::string_view name,
    const Subscriber& owner, std::string_view text, sys_seconds now
) {
  db.run(
      "INSERT INTO meeting_actions(key,title,owner,space,person,text,state,at) "
      "VALUES(?,?,?,?,?,?,?,?)",
      key, title, name, owner.space, owner.person, text, std::to_underlying(ActionState::proposed),
      now
  );
  return db.last_id();
}

Post ask_owner(
    std::int64_t action, std::string_view text, const Target& owner, const Reader& reader
) {
  const Say& say = reader.say;
  const std::string id = std::to_string(action);
  Doc doc;
  doc.paragraph({say("This was noted for you in a meeting:")});
  doc.quote(Text(text));
  doc.buttons(
      {Button(say("Yes, I do that"), "meeting.mine", id, Button::Style::primary),
       Button(say("That is not mine"), "meeting.not-mine", id)}
  );
  return post_to(owner.who, "meeting-action:" + id, std::move(doc), Lane::reply);
}

void prune_agenda(Database& db, sys_seconds before) {
  db.run("DELETE FROM meeting_agenda WHERE done>0 AND done<?", before);
  db.run("DELETE FROM meeting_actions WHERE state IN (2,3) AND at<?", before);
}

void forget_in_agenda(Database& db, std::string_view space, std::string_view person) {
  db.run("UPDATE meeting_agenda SET who='',person='' WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM meeting_actions WHERE space=? AND person=?", space, person);
}

}  // namespace usher::meeting
