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
