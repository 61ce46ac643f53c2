// commands/meeting/receipts.cpp: counting ends, and the receipt itself.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/receipts.hpp"

#include "commands/meeting/sources.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::string_view begin_of_key = "meeting-told:";

struct Receipt {
  std::int64_t id = 0, posts = 0, people = 0, missed = 0, edit = 0;
  std::string title;
  Subscriber who;
  sys_seconds at{};
  bool complete = false;
};

std::optional<Receipt> receipt_by_id(Database& db, std::int64_t id) {
  auto row = db.query(
      "SELECT title,space,person,at,posts,complete,people,missed,edit FROM meeting_receipts WHERE "
      "id=?",
      id
  );
  if (!row.next()) return std::nullopt;
  Receipt out;
  out.id = id;
  out.title = row.text(0);
  out.who = {std::string(row.text(1)), "", std::string(row.text(2))};
  out.at = row.time(3);
  out.posts = row.integer(4);
  out.complete = row.integer(5) != 0;
  out.people = row.integer(6);
  out.missed = row.integer(7);
  out.edit = row.integer(8);
  return out;
}

struct RoomEnd {
  std::string space, room;
  sys_seconds at{};
  errc why = errc::ok;
};

std::vector<RoomEnd> rooms_of(Database& db, std::int64_t receipt) {
  std::vector<RoomEnd> out;
  auto row = db.query(
      "SELECT space,room,at,why FROM meeting_receipt_rooms WHERE receipt=? ORDER BY space,room",
      receipt
  );
  while (row.next())
    out.push_back(
        {std::string(row.text(0)), std::string(row.text(1)), row.time(2),
         static_cast<errc>(row.integer(3))}
    );
  return out;
}

Doc worded(const Receipt& receipt, const std::vector<RoomEnd>& rooms, const Reader& to) {
  const Say& say = to.say;
  const Zone zone = to.zone.value_or(Zone());
  const Text title(receipt.title);
  Doc doc;
  doc.heading({say("Told: {title}", fmt::arg("title", title))});
  std::vector<Line> lines;
  for (const RoomEnd& one : rooms) {
    const Text place(one.space + " " + one.room);
    const Text time(clock_words(one.at, zone));
    const auto place_arg = fmt::arg("place", place);
    const auto time_arg = fmt::arg("time", time);
    lines.push_back(
        {one.why == errc::ok
             ? say("✓ {place} at {time}", place_arg, time_arg)
             : say("✗ {place} could not be told; gave up at {time}", place_arg, time_arg)}
    );
  }
  if (receipt.people + receipt.missed > 0) {
    lines.push_back({say.plural(
        "✓ {n} person, directly", "✓ {n} people, directly", static_cast<long>(receipt.people)
    )});
    if (receipt.missed > 0)
      lines.push_back({say.plural(
          "✗ {n} person could not be told", "✗ {n} people could not be told",
          static_cast<long>(receipt.missed)
      )});
  }
  if (lines.empty()) lines.push_back({say("There was nobody to tell.")});
  doc.bullets(std::move(lines));
  return doc;
}

std::vector<Effect> finish(const Settings& settings, const Context& context, std::int64_t id) {
  Database& db = context.db;
  const auto receipt = receipt_by_id(db, id);
  if (!receipt || !receipt->complete) return {};
  const auto rooms = rooms_of(db, id);
  const auto ended = static_cast<std::int64_t>(rooms.size()) + receipt->people + receipt->missed;
  if (ended < receipt->posts) return {};
  db.run("DELETE FROM meeting_receipt_rooms WHERE receipt=?", id);
  db.run("DELETE FROM meeting_receipts WHERE id=?", id);
  if (receipt->who.person.empty()) return {};
  const Target to{receipt->who};
  const Reader reader = reader_for(to, settings, context);
  Doc doc = worded(*receipt, rooms, reader);
  doc.append(differs(settings, db, receipt->edit, reader));
  return {post_to(to.who, fmt::format("meeting-receipt:{}", id), std::move(doc), Lane::reply)};
}

std::optional<std::int64_t> receipt_in(std::string_view key) {
  if (!key.starts_with(begin_of_key)) return std::nullopt;
  key.remove_prefix(begin_of_key.size());
  std::int64_t out = 0;
  if (std::from_chars(key.data(), key.data() + key.size(), out).ptr != key.data() + key.size())
    return std::nullopt;
  return out;
}

}  // namespace

std::string receipt_key(std::int64_t receipt) {
  return std::string(begin_of_key) + std::to_string(receipt);
}

std::int64_t begin_receipt(
    Database& db, const Subscriber& for_whom, std::string_view title, sys_seconds now,
    std::int64_t edit
) {
  db.run(
      "INSERT INTO meeting_receipts(key,title,space,person,at,edit) "
      "VALUES('?'||random(),?,?,?,?,?)",
      title, for_whom.space, for_whom.person, now, edit
  );
  const std::int64_t id = db.last_id();
  db.run("UPDATE meeting_receipts SET key=? WHERE id=?", receipt_key(id), id);
  return id;
}

std::vector<Effect> note_posts(
    const Settings& settings, const Context& context, std::int64_t receipt, std::size_t posts,
    bool complete
) {
  context.db.run(
      "UPDATE meeting_receipts SET posts=posts+?,complete=max(complete,?) WHERE id=?", posts,
      complete, receipt
  );
  return complete ? finish(settings, context, receipt) : std::vector<Effect>{};
}

std::vector<Effect> note_end(
    const Settings& settings, const Context& context, std::string_view key, const To& to, errc why
) {
  const auto receipt = receipt_in(key);
  if (!receipt || !receipt_by_id(context.db, *receipt)) return {};
  if (!to.people.empty())
    context.db.run(
        why == errc::ok ? "UPDATE meeting_receipts SET people=people+1 WHERE id=?"
                        : "UPDATE meeting_receipts SET missed=missed+1 WHERE id=?",
        *receipt
    );
  else
    context.db.run(
        "INSERT OR REPLACE INTO meeting_receipt_rooms(receipt,space,room,at,why) "
        "VALUES(?,?,?,?,?)",
        *receipt, to.place.space, to.place.room, context.now, static_cast<int>(why)
    );
  return finish(settings, context, *receipt);
}

}  // namespace usher::meeting
