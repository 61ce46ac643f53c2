// bot/tidying.cpp: one row among the facts about the database itself: ids with commas between them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/tidying.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace usher::tidying {

namespace {

using Ids = std::vector<std::int64_t>;

Ids read(std::string_view text) {
  Ids out;
  for (const std::string_view one : split(text, ',')) {
    std::int64_t id = 0;
    if (std::from_chars(one.data(), one.data() + one.size(), id).ec == std::errc() && id > 0)
      out.push_back(id);
  }
  return out;
}

void write(Database& db, const Ids& ids) {
  std::string text;
  for (const std::int64_t id : ids) {
    if (!text.empty()) text += ',';
    text += std::to_string(id);
  }
  db.run(
      "INSERT INTO meta(name,value) VALUES('rewrite_owed',?) ON CONFLICT(name) DO UPDATE SET "
      "value=excluded.value",
      Blob{text}
  );
}

// Those that wait; dead letters are kept for the operator, whatever they say.
Ids waiting(Database& db, Ids ids) {
  std::erase_if(ids, [&](std::int64_t id) {
    return !db.query("SELECT 1 FROM outbox WHERE id=? AND dead=0", id).next();
  });
  return ids;
}

}  // namespace

std::optional<Ids> owed(Database& db) {
  auto row = db.query("SELECT value FROM meta WHERE name='rewrite_owed'");
  if (!row.next()) return std::nullopt;
  return read(row.blob(0));
}

void owe(Database& db, std::span<const std::int64_t> answers) {
  Ids ids = owed(db).value_or(Ids());
  for (const std::int64_t id : answers)
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  write(db, ids);
}

void owe_for(Database& db, std::span<const OutboxRow> answers) {
  Ids ids;
  for (const OutboxRow& row : answers) ids.push_back(row.pending.id);
  owe(db, ids);
}

void settle(Database& db) {
  const std::optional<Ids> ids = owed(db);
  if (!ids) return;
  const Ids left = waiting(db, *ids);
  if (left.empty())
    db.run("DELETE FROM meta WHERE name='rewrite_owed'");
  else if (left != *ids)
    write(db, left);
}

}  // namespace usher::tidying
