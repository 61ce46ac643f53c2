-- What an organiser has changed of a date while its calendar says otherwise, and the pull request that tells the file which the
-- calendar is made of. Of one date there is a row for each change. They go with the date.
CREATE TABLE meeting_source_edits (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  occurrence INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,              -- of the date as it was changed so; another: it was changed again
  at         INTEGER NOT NULL,              -- when
  branch     TEXT    NOT NULL,
  title      TEXT    NOT NULL DEFAULT '',   -- of the pull request
  blob       TEXT    NOT NULL DEFAULT '',   -- git's id of the file as it was found or written there last
  pull       INTEGER NOT NULL DEFAULT 0,    -- Pull (commands/meeting/pages.hpp)
  number     INTEGER NOT NULL DEFAULT 0,
  url        TEXT    NOT NULL DEFAULT '',
  asked      INTEGER NOT NULL DEFAULT 0,    -- how often somebody wanted it
  under_way  INTEGER NOT NULL DEFAULT 0,    -- 1: it is being made
  space      TEXT    NOT NULL,              -- who changed it, or wanted it last; no person once they are forgotten
  person     TEXT    NOT NULL,
  next_ask   INTEGER NOT NULL DEFAULT 0,    -- when they are told that the calendar still says otherwise; 0: not any more
  UNIQUE (occurrence, sequence)
) STRICT;
CREATE INDEX meeting_source_edits_next ON meeting_source_edits (next_ask) WHERE next_ask > 0;

-- The edit that a receipt is about; 0: none.
ALTER TABLE meeting_receipts ADD COLUMN edit INTEGER NOT NULL DEFAULT 0;

-- Calendars of holidays, as they were read last.
CREATE TABLE meeting_holidays (
  source TEXT    NOT NULL,                  -- its address
  day    INTEGER NOT NULL,                  -- days since 1970-01-01
  name   TEXT    NOT NULL,
  PRIMARY KEY (source, day, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_holiday_sources (
  source   TEXT    PRIMARY KEY,
  etag     TEXT    NOT NULL DEFAULT '',
  read     INTEGER NOT NULL DEFAULT 0,      -- when it was read last; 0: never
  failures INTEGER NOT NULL DEFAULT 0       -- in a row
) STRICT, WITHOUT ROWID;

-- What organisers were told of a date, once. kind: Warned (commands/meeting/warned.hpp). They go with the date.
CREATE TABLE meeting_warned (
  occurrence INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  what       TEXT    NOT NULL,
  PRIMARY KEY (occurrence, kind, what)
) STRICT, WITHOUT ROWID;
-- Pages that were read for what they say of a date. They go with the date.
CREATE TABLE meeting_pad_checks (
  occurrence INTEGER PRIMARY KEY,
  start      INTEGER NOT NULL               -- for which it was read
) STRICT;
