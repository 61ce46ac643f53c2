// adapters/web/rows_read.cpp: reading messages.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/rows.hpp"
#include "bot/doc_codec.hpp"

#include <algorithm>
#include <limits>

namespace usher::web::rows {

namespace {

// In the order in which every query below names its columns.
Message read(const Query& row) {
  Message out;
  out.id = row.integer(0);
  out.rev = row.integer(1);
  out.room = row.text(2);
  out.thread = row.integer(3);
  out.author = row.text(4);
  out.only = row.text(5);
  out.kind = static_cast<Message::Kind>(row.integer(6));
  out.event = row.text(8);
  out.key = row.text(9);
  out.at = row.time(10);
  out.edited = row.integer(11) != 0;
  out.deleted = row.integer(12) != 0;
  out.sealed = row.integer(13) != 0;
  out.replies = row.integer(14);
  if (out.deleted) return out;
  if (out.kind == Message::Kind::said) out.text = row.blob(7);
  if (out.kind == Message::Kind::doc)
    if (auto doc = decode_doc(row.blob(7))) out.doc = std::move(*doc);
  return out;
}

void add_reactions(Database& db, Message& message) {
  auto row = db.query(
      "SELECT emoji,person FROM web_reactions WHERE message=? ORDER BY emoji,person", message.id
  );
  while (row.next()) {
    if (message.reactions.empty() || message.reactions.back().first != row.text(0))
      message.reactions.emplace_back(std::string(row.text(0)), std::vector<std::string>{});
    message.reactions.back().second.emplace_back(row.text(1));
  }
}

template <class... Args>
std::vector<Message> all(Database& db, std::string_view sql, const Args&... args) {
  std::vector<Message> out;
  {
    auto row = db.query(sql, args...);
    while (row.next()) out.push_back(read(row));
  }
  for (Message& message : out) add_reactions(db, message);
  return out;
}

}  // namespace

std::int64_t newest_rev(Database& db) {
  auto row = db.query(
      "SELECT max(value, ifnull((SELECT max(rev) FROM web_messages), 0)) FROM web_state WHERE "
      "name='rev'"
  );
  return row.next() ? row.integer(0) : 0;
}

std::optional<Message> find(Database& db, std::int64_t id) {
  auto found = all(
      db,
      "SELECT id,rev,room,thread,author,only,kind,body,event,key,at,edited,deleted,sealed,replies "
      "FROM web_messages WHERE id=?",
      id
  );
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t id_of_event(Database& db, std::string_view event) {
  // As its index has it (migrations/0002_fewer_pages.sql). Without the plus SQLite puts the event's value into the
  // expression, which is then no longer the index's.
  const std::string_view id = event.substr(event.find('/') + 1);
  auto row = db.query(
      "SELECT id FROM web_messages WHERE event<>'' AND substr(event, instr(event, '/') + 1)=? AND "
      "+event=?",
      id, event
  );
  return row.next() ? row.integer(0) : 0;
}

std::size_t size_of(const Message& message) {
  return 256 + message.text.size() + plain_text(message.doc).size();
}

Page page(
    Database& db, std::string_view room, std::int64_t thread, std::string_view person,
    std::int64_t before, int limit
) {
  // Two stretches of the index, each read from its end.
  constexpr std::string_view sql =
      "SELECT id,rev,room,thread,author,only,kind,body,event,key,at,edited,deleted,sealed,replies "
      "FROM (SELECT * FROM (SELECT * FROM web_messages WHERE room=?1 AND thread=?2 AND only='' AND "
      "id<?4 ORDER BY id DESC LIMIT ?5) UNION ALL SELECT * FROM (SELECT * FROM web_messages WHERE "
      "room=?1 AND thread=?2 AND only=?3 AND only<>'' AND id<?4 ORDER BY id DESC LIMIT ?5)) ORDER "
      "BY id DESC LIMIT ?5";
  const std::int64_t end = before == 0 ? std::numeric_limits<std::int64_t>::max() : before;
  Page out;
  out.messages = all(db, sql, room, thread, person, end, limit + 1);
  out.more = out.messages.size() > static_cast<std::size_t>(limit);
  if (out.more) out.messages.pop_back();
  std::size_t bytes = 0;
  const auto too_many = std::ranges::find_if(out.messages, [&](const Message& message) {
    bytes += size_of(message);
    return bytes > most_bytes && &message != out.messages.data();
  });
  out.more = out.more || too_many != out.messages.end();
  out.messages.erase(too_many, out.messages.end());
  std::ranges::reverse(out.messages);
  return out;
}

std::vector<Message> since(Database& db, std::int64_t rev, int limit) {
  return all(
      db,
      "SELECT id,rev,room,thread,author,only,kind,body,event,key,at,edited,deleted,sealed,replies "
      "FROM web_messages WHERE rev>? ORDER BY rev LIMIT ?",
      rev, limit
  );
}

Mark mark(Database& db, std::string_view room, std::string_view person) {
  Mark out;
  {
    auto row = db.query("SELECT read FROM web_members WHERE room=? AND person=?", room, person);
    if (row.next()) out.read = row.integer(0);
  }
  constexpr std::string_view sql =
      "SELECT count(*) FROM (SELECT * FROM (SELECT author,deleted,kind FROM web_messages WHERE "
      "room=?1 AND thread=0 AND only='' AND id>?2 ORDER BY id DESC LIMIT 200) UNION ALL SELECT * "
      "FROM (SELECT author,deleted,kind FROM web_messages WHERE room=?1 AND thread=0 AND only=?3 "
      "AND only<>'' AND id>?2 ORDER BY id DESC LIMIT 200)) WHERE author<>?3 AND deleted=0 AND "
      "kind<2";
  constexpr std::int64_t most_counted = 100;
  auto row = db.query(sql, room, out.read, person);
  if (row.next()) out.unread = std::min(row.integer(0), most_counted);
  return out;
}

}  // namespace usher::web::rows
