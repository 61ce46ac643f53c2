-- Final comment periods, and the mails that open them.

-- One row for each time that a proposal was proposed for acceptance. Kept for ever: the mail's address, instants and
-- what became of it; `space` and `person` (who opened it by hand, so that they may close it again) until forgotten.
CREATE TABLE proposal_windows (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  series  TEXT    NOT NULL,
  number  INTEGER NOT NULL,                -- of the proposal
  state   INTEGER NOT NULL,                -- WindowState (commands/proposals/window.hpp)
  opened  INTEGER NOT NULL,                -- the mail's date, or when it was opened by hand, UTC seconds
  closes  INTEGER NOT NULL,                -- UTC seconds
  url     TEXT    NOT NULL,
  mail    TEXT    NOT NULL,                -- mail_key(url) (commands/proposals/proposing_mail.hpp)
  council TEXT    NOT NULL,                -- where it was put to the Steering Council; else empty
  told    INTEGER NOT NULL,                -- Told (commands/proposals/window.hpp)
  by_mail INTEGER NOT NULL,                -- 1: found in the archive
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL
) STRICT;
CREATE INDEX proposal_windows_number ON proposal_windows (series, number, id);
CREATE INDEX proposal_windows_open ON proposal_windows (series, closes) WHERE state = 0;

-- Objections, as they were claimed; what a maintainer said of them. `space` and `person` (who recorded it here, so that
-- they may take it back) until they are forgotten.
CREATE TABLE proposal_objections (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  window  INTEGER NOT NULL REFERENCES proposal_windows (id),
  url     TEXT    NOT NULL,
  at      INTEGER NOT NULL,                -- UTC seconds
  verdict INTEGER NOT NULL,                -- Objection::Verdict (commands/proposals/window.hpp)
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL
) STRICT;
CREATE INDEX proposal_objections_window ON proposal_objections (window, id);

-- How far the list's archive has been read.
CREATE TABLE proposal_mail (
  series   TEXT    PRIMARY KEY,
  source   TEXT    NOT NULL,               -- the archive's address
  seen     INTEGER NOT NULL,               -- everything up to then was read, UTC seconds; 0: nothing yet
  etag     TEXT    NOT NULL,
  failures INTEGER NOT NULL,               -- in a row
  partial  INTEGER NOT NULL,               -- answers in a row that did not reach back to what was read before
  poll     INTEGER NOT NULL,               -- counts polls: an answer to an earlier one is not taken
  started  INTEGER NOT NULL                -- when the poll under way began, UTC seconds; 0: none is
) STRICT, WITHOUT ROWID;

-- Mails that propose acceptance and were met, whether a period began or not: none is taken twice. Pruned after a year;
-- the archive is read back sixty days at most.
CREATE TABLE proposal_mails (
  series TEXT    NOT NULL,
  mail   TEXT    NOT NULL,                 -- mail_key of its address
  at     INTEGER NOT NULL,                 -- its date, UTC seconds
  waits  INTEGER NOT NULL,                 -- 1: there was no such draft; it is looked at again
  PRIMARY KEY (series, mail)
) STRICT, WITHOUT ROWID;
