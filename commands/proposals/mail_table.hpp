// commands/proposals/mail_table.hpp: how far an archive was read, and which mails were met
// (bot/migrations/0007_comment_windows.sql). Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

// A row of proposal_mail.
struct MailState {
  std::string source;  // the archive's address
  sys_seconds seen{};  // everything up to then was read; 0: nothing yet
  std::string etag;    // of the last answer
  int failures = 0;    // in a row
  int partial = 0;     // answers in a row that did not reach back to what was read before
  int poll = 0;
  sys_seconds started{};  // 0 where no poll is under way
};
MailState mail_state(Database& db, std::string_view series);
void set_mail_state(Database& db, std::string_view series, const MailState& state);

enum class MailMet : bool { waits, done };
// A mail by its mail_key; nothing where it was never met.
std::optional<MailMet> mail_met(Database& db, std::string_view series, std::string_view key);
void note_mail(
    Database& db, std::string_view series, std::string_view key, sys_seconds date, MailMet met
);
// Whether one of that date or later waits.
bool any_mail_waits(Database& db, std::string_view series, sys_seconds since);
// Those that are older than can be read back.
void prune_mails(Database& db, std::string_view series, sys_seconds before);

}  // namespace usher::proposals
