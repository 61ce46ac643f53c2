// adapters/slack/rows.cpp: the adapter's rows.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/rows.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/doc_codec.hpp"
#include "bot/posted.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace usher::slack::rows {

namespace {

constexpr std::chrono::days keep_forms{1};
constexpr std::chrono::hours keep_urls{1};

}  // namespace

std::optional<Workspace> workspace(Database& db) {
  auto row = db.query(
      "SELECT team,team_name,url,bot_user,bot,app,token,installation FROM slack_workspace WHERE "
      "team<>''"
  );
  if (!row.next()) return std::nullopt;
  Workspace out;
  out.identity.team = row.text(0);
  out.identity.team_name = row.text(1);
  out.identity.url = row.text(2);
  out.identity.user = row.text(3);
  out.identity.bot = row.text(4);
  out.identity.app = row.text(5);
  out.token = row.text(6);
  out.installation = row.text(7);
  return out;
}

std::string installation(Database& db) {
  auto row = db.query("SELECT installation FROM slack_workspace");
  return row.next() ? std::string(row.text(0)) : std::string();
}

void keep_workspace(Database& db, const Identity& who, std::string_view token, sys_seconds now) {
  db.run(
      "UPDATE slack_workspace SET team=?,team_name=?,url=?,bot_user=?,bot=?,app=?,token=?,at=?",
      who.team, who.team_name, who.url, who.user, who.bot, who.app, token, now
  );
}

std::optional<Known> person(Database& db, std::string_view id, sys_seconds now) {
  auto row = db.query(
      "SELECT lang,zone,name,roles,guest,active,bot,at FROM slack_people WHERE id=? AND at>=?", id,
      now - keep_people
  );
  if (!row.next()) return std::nullopt;
  Known out;
  out.person.id = id;
  out.person.lang = row.text(0);
  out.person.zone = row.text(1);
  out.person.name = row.text(2);
  out.person.roles = Roles::from_bits(static_cast<std::uint8_t>(row.integer(3)));
  out.person.guest = row.integer(4) != 0;
  out.active = row.integer(5) != 0;
  out.bot = row.integer(6) != 0;
  out.at = out.written = row.time(7);
  return out;
}

void keep_person(Database& db, const Known& known) {
  const Person& who = known.person;
  db.run(
      "INSERT INTO slack_people(id,lang,zone,name,roles,guest,active,bot,at) "
      "VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
      "lang=excluded.lang,zone=excluded.zone,name=excluded.name,roles=excluded.roles,"
      "guest=excluded.guest,active=excluded.active,bot=excluded.bot,at=excluded.at",
      who.id, who.lang, who.zone, who.name, static_cast<int>(who.roles.bits()), who.guest,
      known.active, known.bot, known.at
  );
}

void keep_alone(Database& db, std::string_view person, std::string_view room) {
  db.run("INSERT INTO slack_alone(person,room) VALUES(?,?) ON CONFLICT DO NOTHING", person, room);
}

void keep_form(Database& db, const LateForm& form) {
  ByteWriter bytes;
  encode(bytes, form.form);
  db.run(
      "INSERT INTO slack_forms(id,person,room,thread,form,at) VALUES(?,?,?,?,?,?) ON CONFLICT(id) "
      "DO UPDATE SET form=excluded.form,at=excluded.at",
      form.id, form.person, form.room, form.thread, Blob{bytes.view()}, form.at
  );
}

std::optional<LateForm> form(
    Database& db, std::int64_t id, std::string_view person, sys_seconds now
) {
  auto row = db.query(
      "SELECT room,thread,form,at FROM slack_forms WHERE id=? AND person=? AND at>=?", id, person,
      now - keep_forms
  );
  if (!row.next()) return std::nullopt;
  LateForm out{id, std::string(person), std::string(row.text(0)), std::string(row.text(1)),
               {}, row.time(3)};
  ByteReader bytes(row.blob(2));
  out.form = decode_form(bytes);
  if (!bytes.ok()) return std::nullopt;
  return out;
}

std::string url_mark(std::string_view url) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(
      digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(url.data()), url.size(),
      nullptr, 0
  );
  std::string hex(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();  // the terminating zero
  return hex;
}

int url_uses(Database& db, std::string_view mark) {
  auto row = db.query("SELECT uses FROM slack_urls WHERE mark=?", mark);
  return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void use_url(Database& db, std::string_view mark, int uses, sys_seconds now) {
  db.run(
      "INSERT INTO slack_urls(mark,uses,at) VALUES(?,?,?) ON CONFLICT(mark) DO UPDATE SET "
      "uses=max(uses,excluded.uses),at=excluded.at",
      mark, uses, now
  );
}

// posted.ref is a Reference (plan.hpp): "<ts>", "<ts>,<ts>", "e:<ts>". Posts stand in the order of time, and this one was
// recorded soon after its ts, or much later where an announcement's delivery was found out afterwards.
std::optional<std::string> key_of(
    Database& db, std::string_view space, std::string_view room, std::string_view ts
) {
  if (!is_ts(ts)) return std::nullopt;
  const sys_seconds said = instant(ts);
  constexpr std::chrono::minutes before{5};
  constexpr std::chrono::hours after{25};
  const auto among = [&](std::string_view sql, auto... more) -> std::optional<std::string> {
    auto row = db.query(sql, space, room, ts, more...);
    if (!row.next()) return std::nullopt;
    return std::string(row.text(0));
  };
  if (auto found = among(
          "SELECT key FROM posted WHERE space=? AND room=? AND instr(ref,?)>0 AND forever=0 AND "
          "id>=? AND id<? LIMIT 1",
          first_posted_since(db, said - before), first_posted_since(db, said + after)
      ))
    return found;
  return among(
      "SELECT key FROM posted WHERE forever=1 AND space=? AND room=? AND instr(ref,?)>0 LIMIT 1"
  );
}

void forget_person(Database& db, std::string_view id) {
  db.run("DELETE FROM slack_people WHERE id=?", id);
}

void forget(Database& db, std::string_view person) {
  forget_person(db, person);
  db.run("DELETE FROM slack_forms WHERE person=?", person);
  db.run("DELETE FROM slack_alone WHERE person=?", person);
}

std::vector<std::string> direct_rooms(Database& db, const Place& at, std::string_view person) {
  const auto is_direct = [](std::string_view room) { return room.starts_with('D'); };
  std::vector<std::string> out;
  if (is_direct(at.room)) out.push_back(at.room);
  // What was for them alone, and answers to them. What else they caused may have gone to others' conversations.
  auto row = db.query(
      "SELECT DISTINCT room FROM posted WHERE space=?1 AND (person=?2 OR (asker=?2 AND person='' "
      "AND substr(key,1,3)='re:')) AND substr(room,1,1)='D' UNION SELECT room FROM slack_alone "
      "WHERE person=?2",
      at.space, person
  );
  while (row.next())
    if (std::ranges::find(out, row.text(0)) == out.end()) out.emplace_back(row.text(0));
  return out;
}

std::int64_t prune(Database& db, sys_seconds now) {
  std::int64_t gone = 0;
  gone += db.run(
      "DELETE FROM slack_people WHERE id IN (SELECT id FROM slack_people WHERE at<? LIMIT ?)",
      now - keep_people, slice
  );
  gone += db.run(
      "DELETE FROM slack_forms WHERE id IN (SELECT id FROM slack_forms WHERE at<? LIMIT ?)",
      now - keep_forms, slice
  );
  gone += db.run(
      "DELETE FROM slack_urls WHERE mark IN (SELECT mark FROM slack_urls WHERE at<? LIMIT ?)",
      now - keep_urls, slice
  );
  return gone;
}

}  // namespace usher::slack::rows
