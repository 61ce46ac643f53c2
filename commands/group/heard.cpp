// commands/group/heard.cpp: one row for each event that changed something.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/heard.hpp"

#include "bot/text.hpp"
#include "commands/meeting/reading.hpp"

#include <fmt/format.h>

namespace usher::group {

namespace {

std::string digest(const Asked& asked) {
  return fmt::format(
      "{:016x}", meeting::digest_of(fmt::format("{} {}", asked.space(), asked.event.id))
  );
}

}  // namespace

void note_answer(
    const Asked& asked, std::int64_t id, std::string_view what, std::string_view rest
) {
  asked.db().run(
      "INSERT OR REPLACE INTO user_group_heard(event,id,said,at) VALUES(?,?,?,?)", digest(asked),
      id, fmt::format("{} {}", what, rest), asked.context.now
  );
}

std::optional<Heard> heard(const Asked& asked) {
  if (!asked.context.repeat) return std::nullopt;
  auto row = asked.db().query("SELECT id,said FROM user_group_heard WHERE event=?", digest(asked));
  if (!row.next()) return std::nullopt;
  const auto [what, rest] = first_word(row.text(1));
  return Heard{row.integer(0), std::string(what), std::string(rest)};
}

void prune_heard(Database& db, sys_seconds before) {
  db.run("DELETE FROM user_group_heard WHERE at<?", before);
}

}  // namespace usher::group
