-- What the notes of a meeting have become: the file for the archive, and the pull request that brings it there.
-- They go with the notes (0019, meeting_minutes).
CREATE TABLE meeting_pages (
  minutes   INTEGER PRIMARY KEY REFERENCES meeting_minutes (id),
  text      TEXT    NOT NULL,               -- the file as it was shown, without passcodes
  title     TEXT    NOT NULL,               -- of the pull request
  branch    TEXT    NOT NULL,               -- empty: no archive is known for it
  pull      INTEGER NOT NULL DEFAULT 0,     -- Pull (commands/meeting/pages.hpp)
  number    INTEGER NOT NULL DEFAULT 0,     -- of the pull request
  url       TEXT    NOT NULL DEFAULT '',
  blob      TEXT    NOT NULL DEFAULT '',    -- git's id of what was written there; empty: nothing was
  asked     INTEGER NOT NULL DEFAULT 0,     -- how often somebody wanted it
  under_way INTEGER NOT NULL DEFAULT 0,     -- 1: it is being made
  space     TEXT    NOT NULL DEFAULT '',    -- who wanted it last; no person once they are forgotten
  person    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_pages_branch ON meeting_pages (branch) WHERE branch <> '';

-- Pages on which agendas are written together (HackMD), of dates that were looked at: their sections. state: PadState
-- (commands/meeting/preparing.cpp). They go with the dates.
CREATE TABLE meeting_pads (
  occurrence INTEGER PRIMARY KEY,
  state      INTEGER NOT NULL DEFAULT 0,
  tries      INTEGER NOT NULL DEFAULT 0     -- that met with what somebody else had written
) STRICT;
-- Who waits for notes that are read from such a page.
CREATE TABLE meeting_pad_asks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL               -- empty once they are forgotten
) STRICT;
