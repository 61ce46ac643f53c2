-- How the statuses of proposals came to be, as their source's own history tells it. Facts of public documents; may be
-- read anew at any time, and goes when nobody has wanted it for long.
CREATE TABLE proposal_history (
  series   TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  source   TEXT    NOT NULL,               -- Settings::source that it was read from
  etag     TEXT    NOT NULL,               -- of the log that the commits equal
  read     INTEGER NOT NULL,               -- when they were last known to equal it, UTC seconds; 0: never
  failed   INTEGER NOT NULL,               -- errc that the last reading ended with (bot/errc.hpp)
  tried    INTEGER NOT NULL,               -- when it ended
  reading  INTEGER NOT NULL,               -- counts readings: an answer to an earlier one is not taken
  moved    INTEGER NOT NULL,               -- of the reading under way: when it last got on; 0: none is
  pending_etag TEXT NOT NULL,              -- of the log under way
  left_out INTEGER NOT NULL,               -- commits older than those that are kept
  asked    INTEGER NOT NULL,               -- when somebody last wanted it
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

-- The commits that touched a proposal's file: the newest 200 of each.
CREATE TABLE proposal_commits (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  id     TEXT    NOT NULL,                 -- 40 hex digits
  place  INTEGER NOT NULL,                 -- 0 is the oldest that is kept
  at     INTEGER NOT NULL,                 -- when it was committed, UTC seconds
  file   TEXT    NOT NULL,                 -- the file's name at that commit
  state  INTEGER NOT NULL,                 -- CommitState (commands/proposals/history.hpp)
  status TEXT    NOT NULL,                 -- as written there; of state 2
  PRIMARY KEY (series, number, id)
) STRICT, WITHOUT ROWID;

-- Who has asked and is answered when a history has been read. Gone with the answer, after a day, or with /forget me.
CREATE TABLE proposal_history_waiting (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  event  TEXT    NOT NULL,                 -- the id of the event that asked: the answer's key is made of it
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  thread TEXT    NOT NULL,
  person TEXT    NOT NULL,
  lang   TEXT    NOT NULL,                 -- BCP 47
  since  INTEGER NOT NULL,                 -- UTC seconds
  UNIQUE (series, number, space, event)
) STRICT;
