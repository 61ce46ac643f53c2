-- Meetings that organisers made in chat, and series whose time, cadence or end they changed (docs/adr/0011).

-- Made in chat: no calendar has them. Their series and dates are rows like all others, of the source "chat".
CREATE TABLE meeting_made (
  key     TEXT    PRIMARY KEY,              -- of the series (commands/meeting/names.hpp)
  title   TEXT    NOT NULL,
  link    TEXT    NOT NULL,                 -- of the call
  about   TEXT    NOT NULL,                 -- a description
  tags    TEXT    NOT NULL,                 -- with blanks between them
  rhythm  BLOB    NOT NULL,                 -- commands/meeting/rhythm.hpp
  at      INTEGER NOT NULL,
  adopted INTEGER NOT NULL DEFAULT 0        -- when a calendar got it, whose word counts since; 0: none has it
) STRICT, WITHOUT ROWID;
-- Where it is told. A room that was replaced or archived is put right here.
CREATE TABLE meeting_made_rooms (
  key   TEXT NOT NULL,
  space TEXT NOT NULL,
  room  TEXT NOT NULL,
  PRIMARY KEY (key, space, room)
) STRICT, WITHOUT ROWID;

-- From an instant on, the dates of a series are those of this rhythm; of two, what the later row says counts.
CREATE TABLE meeting_changes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  series    INTEGER NOT NULL REFERENCES meeting_series (id) ON DELETE CASCADE,
  since     INTEGER NOT NULL,
  rhythm    BLOB    NOT NULL,
  at        INTEGER NOT NULL,               -- when it was confirmed
  tell_next INTEGER NOT NULL                -- when organisers are told next that the calendar differs; 0: it is in none
) STRICT;
CREATE INDEX meeting_changes_series ON meeting_changes (series, id);
-- What the calendar says of such a series: commands/meeting/reading.hpp, encode(ReadSeries).
CREATE TABLE meeting_bases (
  series INTEGER PRIMARY KEY REFERENCES meeting_series (id) ON DELETE CASCADE,
  bytes  BLOB    NOT NULL
) STRICT;

-- Shown to an organiser, and not confirmed yet: gone after two days, and with /forget me.
CREATE TABLE meeting_drafts (
  id     TEXT    PRIMARY KEY,
  bytes  BLOB    NOT NULL,                  -- commands/meeting/drafts.hpp
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  done   INTEGER NOT NULL DEFAULT 0         -- 1: it was confirmed
) STRICT, WITHOUT ROWID;

-- One row, raised whenever meeting_made changes: what is kept in memory of it is read again.
CREATE TABLE meeting_made_state (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO meeting_made_state (one, revision) VALUES (1, 0);
