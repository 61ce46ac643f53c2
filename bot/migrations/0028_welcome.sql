-- Whom Usher has welcomed, or is about to: one row a person and space, so that nobody is welcomed twice.
CREATE TABLE welcomes (
  id        INTEGER PRIMARY KEY,
  space     TEXT NOT NULL,
  person    TEXT NOT NULL,
  room      TEXT NOT NULL DEFAULT '',     -- where they came in; empty: the space itself
  state     INTEGER NOT NULL,             -- welcome::State
  joined    INTEGER NOT NULL DEFAULT 0,   -- when they came for the first time, which is what makes a rush; 0: never seen to come
  seen      INTEGER NOT NULL,             -- when they last came or pressed a button: from then on the row is kept
  due       INTEGER NOT NULL DEFAULT 0,
  sent      INTEGER NOT NULL DEFAULT 0,
  stopped   INTEGER NOT NULL DEFAULT 0,   -- they want no more of it; such rows stay
  again     INTEGER NOT NULL DEFAULT 0,   -- when they want to be asked again; -1: they were
  lang      TEXT NOT NULL DEFAULT '',     -- what was known of their language when they came or wanted that
  interests TEXT NOT NULL DEFAULT '',     -- names, a comma before and after each: counted once
  UNIQUE(space, person)
) STRICT;
CREATE INDEX welcomes_waiting ON welcomes(due) WHERE state=0;
CREATE INDEX welcomes_again ON welcomes(again) WHERE again>0;
CREATE INDEX welcomes_joined ON welcomes(space, joined);
CREATE INDEX welcomes_sent ON welcomes(sent);
CREATE INDEX welcomes_seen ON welcomes(seen);

-- More people came at once than a community gets: nobody is welcomed there until an administrator says what to do. No person.
CREATE TABLE welcome_rushes (
  space   TEXT PRIMARY KEY,
  began   INTEGER NOT NULL,
  latest  INTEGER NOT NULL,             -- when somebody last came who was too many
  verdict INTEGER NOT NULL DEFAULT 0,   -- welcome::Verdict
  held    INTEGER NOT NULL DEFAULT 0    -- how many waited when it was given
) STRICT;

-- How many, by month ("2026-11") and what. No person.
CREATE TABLE welcome_counts (
  month TEXT NOT NULL,
  what  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY(month, what)
) STRICT, WITHOUT ROWID;
