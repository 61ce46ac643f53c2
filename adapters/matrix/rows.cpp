// adapters/matrix/rows.cpp: the account, pushed transactions, what was forgotten and what is too old.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rows.hpp"

#include "adapters/matrix/ids.hpp"

#include <chrono>

namespace usher::matrix::rows {

namespace {

constexpr std::int64_t keep_transactions = 1000;
constexpr std::chrono::days keep_doings{7}, keep_told{90}, keep_buttons_for{30}, keep_reactions{1};

}  // namespace

Account account(Database& db) {
  auto row = db.query("SELECT user,device,name,installation,since FROM matrix_account");
  Account out;
  if (!row.next()) return out;
  out.identity.user = row.text(0);
  out.identity.server = server_of(out.identity.user);
  out.device = row.text(1);
  out.identity.name = row.text(2);
  out.installation = row.text(3);
  out.since = row.text(4);
  return out;
}

void keep_identity(
    Database& db, const Identity& identity, std::string_view device, sys_seconds now
) {
  // Another account has heard other things: its first sync is a first one.
  db.run(
      "UPDATE matrix_account SET since=CASE WHEN user=?1 THEN since ELSE '' END,"
      "user=?1,device=?2,name=?3,at=?4",
      identity.user, device, identity.name, now
  );
}

void keep_since(Database& db, std::string_view since, sys_seconds now) {
  db.run("UPDATE matrix_account SET since=?,at=?", since, now);
}

bool took(Database& db, std::string_view txn) {
  return db.query("SELECT 1 FROM matrix_transactions WHERE txn=?", txn).next();
}

void take(Database& db, std::string_view txn, sys_seconds now) {
  db.run("INSERT OR IGNORE INTO matrix_transactions(txn,at) VALUES(?,?)", txn, now);
}

namespace {

// Where they are alone with Usher, everything was said to them.
void forget_conversations(Database& db, std::string_view person) {
  for (const std::string& room : direct_rooms(db, person)) {
    db.run("DELETE FROM matrix_buttons WHERE room=?", room);
    // "hello:!room"
    db.run("DELETE FROM matrix_told WHERE substr(about,-length(?1)-1)=':'||?1", room);
  }
}

}  // namespace

void forget(Database& db, std::string_view person) {
  forget_conversations(db, person);
  db.run("UPDATE matrix_rooms SET with_person='' WHERE with_person=?", person);
  db.run("UPDATE matrix_rooms SET inviter='' WHERE inviter=?", person);
  forget_in_standings(db, person);
  db.run("DELETE FROM matrix_doings WHERE person=?", person);
  // "open:@ada:example.org"
  db.run("DELETE FROM matrix_told WHERE substr(about,-length(?1)-1)=':'||?1", person);
  db.run("DELETE FROM matrix_buttons WHERE person=?", person);
  // What a button for all carries may be somebody's: a line of its own is their id.
  db.run("DELETE FROM matrix_buttons WHERE instr(value, char(10)||?||char(10))>0", person);
  db.run("DELETE FROM matrix_reactions WHERE person=?", person);
}

std::int64_t prune(Database& db, sys_seconds now) {
  std::int64_t gone = db.run(
      "DELETE FROM matrix_transactions WHERE id IN (SELECT id FROM matrix_transactions WHERE "
      "id<=(SELECT max(id) FROM matrix_transactions)-? ORDER BY id LIMIT ?)",
      keep_transactions, slice
  );
  gone += db.run(
      "DELETE FROM matrix_doings WHERE id IN (SELECT id FROM matrix_doings WHERE at<? LIMIT ?)",
      now - keep_doings, slice
  );
  gone += db.run(
      "DELETE FROM matrix_told WHERE about IN (SELECT about FROM matrix_told WHERE at<? LIMIT ?)",
      now - keep_told, slice
  );
  gone += db.run(
      "DELETE FROM matrix_buttons WHERE (event,number) IN (SELECT event,number FROM matrix_buttons "
      "WHERE at<? LIMIT ?)",
      now - keep_buttons_for, slice
  );
  gone += db.run(
      "DELETE FROM matrix_reactions WHERE id IN (SELECT id FROM matrix_reactions WHERE at<? LIMIT "
      "?)",
      now - keep_reactions, slice
  );
  return gone;
}

}  // namespace usher::matrix::rows
