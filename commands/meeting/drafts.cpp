// commands/meeting/drafts.cpp: drafts as bytes and rows.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/drafts.hpp"

#include "bot/bytes.hpp"
#include "commands/meeting/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::uint64_t version = 3;
constexpr std::chrono::days kept{2};

void put(ByteWriter& to, sys_seconds at) { to.integer(at.time_since_epoch().count()); }
sys_seconds get_time(ByteReader& from) { return sys_seconds(std::chrono::seconds(from.integer())); }

std::string encode(const Draft& draft) {
  ByteWriter to;
  to.number(version);
  to.number(std::to_underlying(draft.kind));
  for (const std::string* text :
       {&draft.made.key, &draft.made.title, &draft.made.link, &draft.made.about, &draft.made.owner})
    to.text(*text);
  to.number(draft.made.tags.size());
  for (const std::string& tag : draft.made.tags) to.text(tag);
  to.number(draft.made.rooms.size());
  for (const Place& room : draft.made.rooms) {
    to.text(room.space);
    to.text(room.room);
  }
  to.number(draft.made.hosts.size());
  for (const std::string& host : draft.made.hosts) to.text(host);
  to.number(draft.granted ? 1 : 0);
  to.text(encode(draft.made.rhythm));
  to.integer(draft.series);
  to.integer(draft.change);
  put(to, draft.since);
  to.text(encode(draft.rhythm));
  put(to, draft.first);
  to.number(draft.seen);
  to.text(draft.reason);
  return to.take();
}

std::optional<Draft> decode(std::string_view bytes) {
  ByteReader from(bytes);
  if (from.number() != version) return std::nullopt;
  Draft out;
  const std::uint64_t kind = from.number();
  if (kind > std::to_underlying(Draft::Kind::back)) return std::nullopt;
  out.kind = static_cast<Draft::Kind>(kind);
  for (std::string* text :
       {&out.made.key, &out.made.title, &out.made.link, &out.made.about, &out.made.owner})
    *text = from.string();
  out.made.tags.resize(from.count());
  for (std::string& tag : out.made.tags) tag = from.string();
  out.made.rooms.resize(from.count());
  for (Place& room : out.made.rooms) {
    room.space = from.string();
    room.room = from.string();
  }
  out.made.hosts.resize(from.count());
  for (std::string& host : out.made.hosts) host = from.string();
  out.granted = from.number() != 0;
  auto made = decode_rhythm(from.text());
  out.series = from.integer();
  out.change = from.integer();
  out.since = get_time(from);
  auto rhythm = decode_rhythm(from.text());
  out.first = get_time(from);
  out.seen = from.number();
  out.reason = from.string();
  if (!from.ok() || !from.at_end() || !made || !rhythm) return std::nullopt;
  out.made.rhythm = std::move(*made);
  out.rhythm = std::move(*rhythm);
  return out;
}

struct Kept {
  std::string id;
  std::string host;  // whom it was shown to, as hosts are named
  bool done = false;
  std::optional<Draft> draft;  // nothing: another version of the program has written it
};
std::vector<Kept> all_kept(Database& db) {
  std::vector<Kept> out;
  auto row = db.query("SELECT id,bytes,done,space,person FROM meeting_drafts");
  while (row.next())
    out.push_back(
        {std::string(row.text(0)), person_named(row.text(3), row.text(4)), row.integer(2) != 0,
         decode(row.blob(1))}
    );
  return out;
}

void remove(Database& db, const Kept& one) {
  db.run("DELETE FROM meeting_drafts WHERE id=?", one.id);
}

void rewrite(Database& db, const Kept& one) {
  const std::string bytes = encode(*one.draft);
  db.run("UPDATE meeting_drafts SET bytes=? WHERE id=?", Blob{bytes}, one.id);
}

}  // namespace

std::string keep_draft(
    Database& db, const Draft& draft, std::string_view event, const Subscriber& by, sys_seconds now
) {
  // Of the event's id: whoever guesses one may only confirm what another organiser was shown.
  const std::string id = fmt::format("{:016x}", digest_of(fmt::format("{} {}", by.space, event)));
  const std::string bytes = encode(draft);
  db.run(
      "INSERT OR REPLACE INTO meeting_drafts(id,bytes,space,person,at,done) VALUES(?,?,?,?,?,0)",
      id, Blob{bytes}, by.space, by.person, now
  );
  return id;
}

std::optional<Draft> draft_by_id(Database& db, std::string_view id) {
  auto row = db.query("SELECT bytes,done,space,person FROM meeting_drafts WHERE id=?", id);
  if (!row.next()) return std::nullopt;
  auto out = decode(row.blob(0));
  if (!out) return std::nullopt;
  out->done = row.integer(1) != 0;
  out->by = {std::string(row.text(2)), "", std::string(row.text(3))};
  return out;
}

void set_done(Database& db, std::string_view id) {
  db.run("UPDATE meeting_drafts SET done=1 WHERE id=?", id);
}

void forget_in_drafts(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM meeting_drafts WHERE space=? AND person=?", space, person);
  const std::string host = person_named(space, person);
  for (Kept& one : all_kept(db)) {
    // Whom it names is not known then.
    if (!one.draft)
      remove(db, one);
    else if (std::erase(one.draft->made.hosts, host) > 0)
      rewrite(db, one);
  }
}

void set_draft_hosts(Database& db, std::string_view owner, const std::vector<std::string>& hosts) {
  for (Kept& one : all_kept(db)) {
    if (!one.draft || one.done || one.draft->made.owner != owner) continue;
    if (std::ranges::find(hosts, one.host) == hosts.end()) {
      remove(db, one);
      continue;
    }
    one.draft->made.hosts = hosts;
    rewrite(db, one);
  }
}

void remove_drafts(Database& db, std::string_view owner) {
  for (const Kept& one : all_kept(db))
    if (one.draft && one.draft->made.owner == owner) remove(db, one);
}

void prune_drafts(Database& db, sys_seconds now) {
  db.run("DELETE FROM meeting_drafts WHERE at<?", now - kept);
}

std::uint64_t fingerprint(Database& db, std::int64_t series, sys_seconds since) {
  constexpr int looked_at = 20;
  ByteWriter to;
  for (const MeetingDate& date :
       dates_after(db, series, since - std::chrono::seconds(1), looked_at)) {
    to.integer(date.id);
    put(to, date.said);
    put(to, date.start);
    to.number(std::to_underlying(date.state));
    to.integer(date.sequence);
  }
  auto row = db.query("SELECT coalesce(max(id),0) FROM meeting_changes WHERE series=?", series);
  to.integer(row.next() ? row.integer(0) : 0);
  return digest_of(to.view());
}

}  // namespace usher::meeting
