-- Matrix. Nothing that anybody wrote: messages are the homeserver's. No token: a session has a file of its own.

-- One row, made here. installation: tells this database's transaction ids and marks from another's. since: up to where what
-- came is durable; empty: the next sync is a first one.
CREATE TABLE matrix_account (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  installation TEXT    NOT NULL,
  user         TEXT    NOT NULL DEFAULT '',
  device       TEXT    NOT NULL DEFAULT '',
  name         TEXT    NOT NULL DEFAULT '',
  since        TEXT    NOT NULL DEFAULT '',
  at           INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO matrix_account(one, installation) VALUES (1, lower(hex(randomblob(8))));

-- Transactions that a homeserver has pushed: the newest thousand.
CREATE TABLE matrix_transactions (
  id INTEGER PRIMARY KEY,
  txn TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL
) STRICT;

-- Rooms that Usher is in or was asked into. levels, creators: m.room.power_levels and who made it, as JSON.
CREATE TABLE matrix_rooms (
  id          TEXT    PRIMARY KEY,
  mine        INTEGER NOT NULL,                -- Room::Mine
  name        TEXT    NOT NULL,
  alias       TEXT    NOT NULL,
  version     TEXT    NOT NULL,
  replaced_by TEXT    NOT NULL,
  inviter     TEXT    NOT NULL,
  with_person TEXT    NOT NULL,                -- the conversation with them alone; else empty
  flags       INTEGER NOT NULL,                -- encrypted, open, readable, space, direct
  can         INTEGER NOT NULL,                -- Abilities
  joined      INTEGER NOT NULL,                -- ms, UTC
  levels      TEXT    NOT NULL DEFAULT '{}',
  creators    TEXT    NOT NULL DEFAULT '[]',
  asks_secret INTEGER NOT NULL DEFAULT 0,      -- Usher's latest message there asks for a secret field
  at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX matrix_rooms_with ON matrix_rooms (with_person) WHERE with_person <> '';

-- What is to be done about rooms: joins, declines, words to say once. Gone when done; 7 days at most.
CREATE TABLE matrix_doings (
  id     INTEGER PRIMARY KEY,
  what   INTEGER NOT NULL,                     -- Doing::What
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL,
  why    TEXT    NOT NULL,
  via    TEXT    NOT NULL,
  tries  INTEGER NOT NULL DEFAULT 0,
  due    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  UNIQUE (what, room, person, why)
) STRICT;

-- What was said once and is not to be said again: "encrypted:!room", "silenced:!room". 90 days.
CREATE TABLE matrix_told (
  about TEXT    PRIMARY KEY,
  at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a message of Usher's offers: 30 days. person: whom the message was for; empty: the room.
CREATE TABLE matrix_buttons (
  event  TEXT    NOT NULL,
  number INTEGER NOT NULL,
  room   TEXT    NOT NULL,
  key    TEXT    NOT NULL,
  action TEXT    NOT NULL,
  value  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX matrix_buttons_at ON matrix_buttons (at);

-- Reactions to Usher's messages, so that one taken back can be told: a day.
CREATE TABLE matrix_reactions (
  id     TEXT    PRIMARY KEY,                  -- of the reaction
  room   TEXT    NOT NULL,
  event  TEXT    NOT NULL,
  emoji  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
