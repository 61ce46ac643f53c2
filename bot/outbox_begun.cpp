// bot/outbox_begun.cpp: which rows may have been under way when the process ended, whatever ended it.
//
// A row is born with begun=1, in the transaction that makes it: it may be sent the moment that is on the disk, and no other
// write is needed for what is sent at once and delivered. Where it is known to wait instead (for its pacing, for a rate
// limit, for its next try, for those before it), rest() takes the mark away, in a transaction that nobody waits for. Then an
// attempt begins only after begin() was committed, in one group with what else waits for the disk: the end of the row before
// it, as a rule. So at every moment begun=1 holds for all rows whose attempt has begun and whose end is not on the disk; the
// mark may be there too long, by the moment that passes before a row is known to wait, and never too short:
// - The brain does what it is given in order, so a mark that is taken away and set again is set in the end.
// - rest() that fails leaves the mark; begin() that fails lets nothing begin.
// - rest() names no row that is younger than those the delivery knows of, none that is under way, and none whose last attempt
//   ended in a way that is not known.
// - When the program stops on its own, rest() is called once more for all that is not under way.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox.hpp"

namespace usher::outbox {

void begin(Database& db, std::int64_t id) {
  db.run("UPDATE outbox SET begun=1 WHERE id=? AND begun=0", id);
}

void rest(Database& db, const Span& rows) {
  db.run(
      "UPDATE outbox SET begun=0 WHERE queue=? AND id>=? AND id<=? AND dead=0 AND begun<>0",
      rows.queue, rows.first, rows.last
  );
}

std::int64_t newest(Database& db) {
  auto row = db.query("SELECT max(id) FROM outbox");
  return row.next() && !row.is_null(0) ? row.integer(0) : 0;
}

void doubt(Database& db, std::string_view space, std::int64_t until) {
  db.run(
      "UPDATE outbox SET uncertain=1 WHERE space=? AND id<=? AND dead=0 AND begun<>0 AND "
      "uncertain=0",
      space, until
  );
}

}  // namespace usher::outbox
