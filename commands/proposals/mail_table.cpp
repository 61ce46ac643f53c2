// commands/proposals/mail_table.cpp: rows of proposal_mail and proposal_mails.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/mail_table.hpp"

namespace usher::proposals {

MailState mail_state(Database& db, std::string_view series) {
  auto row = db.query(
      "SELECT source,seen,etag,failures,partial,poll,started FROM proposal_mail WHERE series=?",
      series
  );
  if (!row.next()) return {};
  MailState out;
  out.source = row.text(0);
  out.seen = row.time(1);
  out.etag = row.text(2);
  out.failures = static_cast<int>(row.integer(3));
  out.partial = static_cast<int>(row.integer(4));
  out.poll = static_cast<int>(row.integer(5));
  out.started = row.time(6);
  return out;
}

void set_mail_state(Database& db, std::string_view series, const MailState& state) {
  db.run(
      "INSERT OR REPLACE INTO proposal_mail(series,source,seen,etag,failures,partial,poll,started) "
      "VALUES(?,?,?,?,?,?,?,?)",
      series, state.source, state.seen, state.etag, state.failures, state.partial, state.poll,
      state.started
  );
}

std::optional<MailMet> mail_met(Database& db, std::string_view series, std::string_view key) {
  auto row = db.query("SELECT waits FROM proposal_mails WHERE series=? AND mail=?", series, key);
  if (!row.next()) return std::nullopt;
  return row.integer(0) != 0 ? MailMet::waits : MailMet::done;
}

void note_mail(
    Database& db, std::string_view series, std::string_view key, sys_seconds date, MailMet met
) {
  db.run(
      "INSERT INTO proposal_mails(series,mail,at,waits) VALUES(?,?,?,?) ON CONFLICT(series,mail) "
      "DO "
      "UPDATE SET waits=excluded.waits",
      series, key, date, met == MailMet::waits
  );
}

bool any_mail_waits(Database& db, std::string_view series, sys_seconds since) {
  auto row = db.query(
      "SELECT 1 FROM proposal_mails WHERE series=? AND waits=1 AND at>=? LIMIT 1", series, since
  );
  return row.next();
}

void prune_mails(Database& db, std::string_view series, sys_seconds before) {
  db.run("DELETE FROM proposal_mails WHERE series=? AND at<?", series, before);
}

}  // namespace usher::proposals
