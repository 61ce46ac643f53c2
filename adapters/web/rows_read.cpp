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
  auto row = db.query("SELECT value FROM web_state WHERE name='rev'");
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
  auto row = db.query("SELECT id FROM web_messages WHERE event=? AND event<>''", event);
  return row.next() ? row.integer(0) : 0;
}

Page page(
    Database& db, std::string_view room, std::int64_t thread, std::string_view person,
    std::int64_t before, int limit
) {
  Page out;
  out.messages = all(
      db,
      "SELECT id,rev,room,thread,author,only,kind,body,event,key,at,edited,deleted,sealed,replies "
      "FROM web_messages WHERE room=? AND thread=? AND (only='' OR only=?) AND id<? ORDER BY id "
      "DESC LIMIT ?",
      room, thread, person, before == 0 ? std::numeric_limits<std::int64_t>::max() : before,
      limit + 1
  );
  out.more = out.messages.size() > static_cast<std::size_t>(limit);
  if (out.more) out.messages.pop_back();
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
  auto row = db.query(
      "SELECT count(*) FROM (SELECT 1 FROM web_messages WHERE room=? AND thread=0 AND id>? AND "
      "author<>? AND deleted=0 AND kind<2 AND (only='' OR only=?) LIMIT 100)",
      room, out.read, person, person
  );
  if (row.next()) out.unread = row.integer(0);
  return out;
}

}  // namespace usher::web::rows
