// adapters/web/rows.cpp: writing messages, and taking a person out of them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/rows.hpp"

#include "bot/doc_codec.hpp"
#include "bot/step.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <chrono>

namespace usher::web::rows {

namespace {

constexpr std::chrono::days keep_messages{90};
constexpr std::chrono::days keep_forms{1};
constexpr std::chrono::days keep_acts{7};

std::int64_t next_rev(Database& db) { return newest_rev(db) + 1; }

// Before rows are deleted: the newest rev may be one of theirs, and is not to be given a second time.
void keep_rev(Database& db) {
  db.run("UPDATE web_state SET value=? WHERE name='rev'", newest_rev(db));
}

// The row as it is now, under a new rev.
Changed touched(Database& db, std::int64_t id) {
  db.run("UPDATE web_messages SET rev=? WHERE id=?", next_rev(db), id);
  Changed out;
  if (auto message = find(db, id)) out.push_back(std::move(*message));
  return out;
}

// What had come before: nothing changes.
std::int64_t known_as(Database& db, const Message& message, std::int64_t outbox) {
  if (outbox != 0) {
    auto row = db.query("SELECT id FROM web_messages WHERE outbox=?", outbox);
    if (row.next()) return row.integer(0);
  }
  return message.event.empty() ? 0 : id_of_event(db, message.event);
}

}  // namespace

Added add(Database& db, Message message, std::int64_t outbox) {
  Added out;
  message.rev = next_rev(db);
  const bool is_doc = message.kind == Message::Kind::doc;
  const std::string body =
      message.sealed ? std::string() : (is_doc ? encode_doc(message.doc) : message.text);
  constexpr std::string_view sql =
      "INSERT INTO web_messages(rev,room,thread,author,only,kind,body,event,key,outbox,at,sealed) "
      "VALUES(?,?,?,?,?,?,?,?,?,nullif(?,0),?,?) ON CONFLICT DO NOTHING";
  const std::int64_t added = db.run(
      sql, message.rev, message.room, message.thread, message.author, message.only,
      static_cast<int>(message.kind), Blob{body}, message.event, message.key, outbox, message.at,
      message.sealed
  );
  if (added == 0) {
    out.id = known_as(db, message, outbox);
    return out;
  }
  out.id = message.id = db.last_id();
  const std::int64_t root = message.thread;
  out.changed.push_back(std::move(message));
  if (root != 0) {
    db.run("UPDATE web_messages SET replies=replies+1 WHERE id=?", root);
    std::ranges::move(touched(db, root), std::back_inserter(out.changed));
  }
  step("web row written");
  return out;
}

Changed set_text(Database& db, std::int64_t id, std::string_view text) {
  const std::int64_t changed = db.run(
      "UPDATE web_messages SET body=?, edited=1 WHERE id=? AND deleted=0 AND kind=? AND body<>?",
      Blob{text}, id, static_cast<int>(Message::Kind::said), Blob{text}
  );
  return changed == 0 ? Changed{} : touched(db, id);
}

Changed set_doc(Database& db, std::int64_t id, const Doc& doc) {
  const std::string body = encode_doc(doc);
  const std::int64_t changed = db.run(
      "UPDATE web_messages SET body=? WHERE id=? AND deleted=0 AND kind=? AND body<>?", Blob{body},
      id, static_cast<int>(Message::Kind::doc), Blob{body}
  );
  return changed == 0 ? Changed{} : touched(db, id);
}

Changed remove(Database& db, std::int64_t id) {
  const std::int64_t changed =
      db.run("UPDATE web_messages SET body=x'', deleted=1 WHERE id=? AND deleted=0", id);
  if (changed == 0) return {};
  db.run("DELETE FROM web_reactions WHERE message=?", id);
  return touched(db, id);
}

Changed react(
    Database& db, std::int64_t id, std::string_view emoji, std::string_view person, bool add
) {
  if (add) {
    auto row = db.query(
        "SELECT count(DISTINCT emoji) FROM web_reactions WHERE message=? AND emoji<>?", id, emoji
    );
    if (row.next() && row.integer(0) >= static_cast<std::int64_t>(most_emoji)) return {};
  }
  const std::int64_t changed =
      add ? db.run(
                "INSERT INTO web_reactions(message,emoji,person) VALUES(?,?,?) ON CONFLICT DO "
                "NOTHING",
                id, emoji, person
            )
          : db.run(
                "DELETE FROM web_reactions WHERE message=? AND emoji=? AND person=?", id, emoji,
                person
            );
  return changed == 0 ? Changed{} : touched(db, id);
}

bool act_once(Database& db, std::string_view event, sys_seconds now) {
  return db.run("INSERT INTO web_acts(id,at) VALUES(?,?) ON CONFLICT DO NOTHING", event, now) == 1;
}

namespace {

// What Usher said to all and is about this person: a button that carries their id on a line of its own, or their words quoted
// beside their name.
bool is_about(const Doc& doc, std::string_view person) {
  bool named = false, quoted = false;
  for (const Block& block : doc.blocks()) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block))
      named = named || std::ranges::any_of(paragraph->line, [&](const Inline& one) {
                return one.kind == Inline::Kind::mention && one.target == person;
              });
    quoted = quoted || std::holds_alternative<Quote>(block);
    const auto* buttons = std::get_if<Buttons>(&block);
    const auto carries = [&](const Button& button) {
      const auto lines = split(button.value, '\n');
      return std::ranges::find(lines, person) != lines.end();
    };
    if (buttons != nullptr && std::ranges::any_of(buttons->buttons, carries)) return true;
  }
  return named && quoted;
}

std::vector<std::int64_t> about(Database& db, std::string_view person) {
  std::vector<std::int64_t> out;
  auto row = db.query(
      "SELECT id,body FROM web_messages WHERE kind=? AND only='' AND instr(body,CAST(? AS BLOB))>0",
      static_cast<int>(Message::Kind::doc), person
  );
  while (row.next())
    if (const auto doc = decode_doc(row.blob(1)); doc && is_about(*doc, person))
      out.push_back(row.integer(0));
  return out;
}

}  // namespace

void forget(Database& db, std::string_view person) {
  const std::string own = direct_room(person);
  keep_rev(db);
  db.run(
      "DELETE FROM web_reactions WHERE message IN (SELECT id FROM web_messages WHERE only=? OR "
      "(only='' AND room=?))",
      person, own
  );
  db.run("DELETE FROM web_messages WHERE only=? OR (only='' AND room=?)", person, own);
  // "ada/" to "ada0", which is the next string after all that begin so.
  const std::string begin = std::string(person) + "/";
  const std::string end = std::string(person) + "0";
  std::vector<std::int64_t> written;
  {
    auto row = db.query(
        "SELECT id FROM web_messages WHERE event<>'' AND event>=? AND event<?", begin, end
    );
    while (row.next()) written.push_back(row.integer(0));
  }
  // They stay as gaps, so that threads hang together and every page learns that the words are gone.
  for (const std::int64_t id : written) {
    db.run("UPDATE web_messages SET author='', event='' WHERE id=?", id);
    remove(db, id);
  }
  for (const std::int64_t id : about(db, person)) {
    db.run("UPDATE web_messages SET key='' WHERE id=?", id);
    remove(db, id);
  }
  // The key of an answer names the event, and so the person, that it answers; it is found by nobody any more.
  const std::string answers = "re:" + begin;
  db.run("UPDATE web_messages SET key='' WHERE substr(key,1,?)=?", answers.size(), answers);
  std::vector<std::int64_t> liked;
  {
    auto row = db.query("SELECT DISTINCT message FROM web_reactions WHERE person=?", person);
    while (row.next()) liked.push_back(row.integer(0));
  }
  db.run("DELETE FROM web_reactions WHERE person=?", person);
  for (const std::int64_t id : liked) touched(db, id);
  db.run("DELETE FROM web_members WHERE person=?", person);
  db.run("DELETE FROM web_forms WHERE person=?", person);
  db.run("DELETE FROM web_homes WHERE person=?", person);
  db.run("DELETE FROM web_acts WHERE id>=? AND id<?", begin, end);
  db.run("DELETE FROM web_people WHERE id=?", person);
}

std::int64_t prune(Database& db, sys_seconds now) {
  db.run("DELETE FROM web_forms WHERE at<?", now - keep_forms);
  const std::int64_t acts = db.run(
      "DELETE FROM web_acts WHERE id IN (SELECT id FROM web_acts WHERE at<? LIMIT ?)",
      now - keep_acts, slice
  );
  // Ids grow with time, so the oldest are the first.
  const sys_seconds oldest = now - keep_messages;
  keep_rev(db);
  constexpr std::string_view old =
      "DELETE FROM web_reactions WHERE message IN (SELECT id FROM (SELECT id,at FROM web_messages "
      "ORDER BY id LIMIT ?) WHERE at<?)";
  db.run(old, slice, oldest);
  constexpr std::string_view sql =
      "DELETE FROM web_messages WHERE id IN (SELECT id FROM (SELECT id,at FROM web_messages ORDER "
      "BY id LIMIT ?) WHERE at<?)";
  return std::max(acts, db.run(sql, slice, oldest));
}

}  // namespace usher::web::rows
