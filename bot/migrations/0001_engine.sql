-- What the engine needs to lose nothing and to post nothing twice. Every row carries its space.

-- Facts about this database itself: the key that hashes event ids, when it was made.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Which events were seen: a keyed hash and the hour, no payload, no person. Kept 7 days.
CREATE TABLE inbox (
  space TEXT    NOT NULL,
  hash  BLOB    NOT NULL,
  hour  INTEGER NOT NULL,
  PRIMARY KEY (space, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_hour ON inbox (hour);

-- What is to be delivered. A row is erased when it is, in the transaction that records its key's reference.
CREATE TABLE outbox (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  space     TEXT    NOT NULL,
  room      TEXT    NOT NULL,
  thread    TEXT    NOT NULL,
  person    TEXT    NOT NULL,           -- the one recipient of a direct or private post, else empty
  queue     INTEGER NOT NULL,           -- hash of what keeps order: space, lane, room, thread, person
  kind      INTEGER NOT NULL,
  lane      INTEGER NOT NULL,
  key       TEXT    NOT NULL,
  to_key    TEXT    NOT NULL,
  feature   TEXT    NOT NULL,
  event     TEXT    NOT NULL,           -- id of the event that it answers
  asker     TEXT    NOT NULL,           -- who caused it, for /forget me
  tell      INTEGER NOT NULL,           -- 1: the feature hears of its end
  payload   BLOB    NOT NULL,           -- bot/outbox_codec.cpp
  created   INTEGER NOT NULL,
  tries     INTEGER NOT NULL DEFAULT 0,
  due       INTEGER NOT NULL DEFAULT 0, -- milliseconds since 1970
  uncertain INTEGER NOT NULL DEFAULT 0,
  dead      INTEGER NOT NULL DEFAULT 0, -- when it became a dead letter; payload is kept 30 days for the operator
  why       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_queue ON outbox (queue, id) WHERE dead = 0;
CREATE INDEX outbox_person ON outbox (space, person) WHERE person <> '';
CREATE INDEX outbox_asker ON outbox (space, asker) WHERE asker <> '';
CREATE INDEX outbox_dead ON outbox (dead) WHERE dead <> 0;

-- Which (key, To) was posted, and where it went. 90 days; announcements for ever.
CREATE TABLE posted (
  space   TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  to_key  TEXT    NOT NULL,             -- room, thread and people in one string
  lane    INTEGER NOT NULL,
  room    TEXT    NOT NULL DEFAULT '',  -- where it went
  thread  TEXT    NOT NULL DEFAULT '',
  ref     TEXT    NOT NULL DEFAULT '',  -- empty until delivered
  dead    INTEGER NOT NULL DEFAULT 0,
  person  TEXT    NOT NULL,
  asker   TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  forever INTEGER NOT NULL,
  PRIMARY KEY (space, key, to_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX posted_at ON posted (at) WHERE forever = 0;
CREATE INDEX posted_person ON posted (space, person) WHERE person <> '';
CREATE INDEX posted_asker ON posted (space, asker) WHERE asker <> '';

-- Calls to services that have no answer yet. The row goes in the transaction that handles the answer.
CREATE TABLE calls (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  space   TEXT    NOT NULL DEFAULT '',
  feature TEXT    NOT NULL,
  tag     TEXT    NOT NULL,
  service TEXT    NOT NULL,
  method  TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  body    BLOB    NOT NULL,
  etag    TEXT    NOT NULL,
  within  INTEGER NOT NULL,
  created INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  due     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Alarm clocks of features. `at` is UTC seconds.
CREATE TABLE jobs (
  feature TEXT    NOT NULL,
  job     TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (feature, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_at ON jobs (at);

-- The language that a person chose.
CREATE TABLE people (
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  lang    TEXT    NOT NULL,
  touched INTEGER NOT NULL,
  PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;

-- Forms that are being asked question by question, where a platform has none. Secret forms are never here. 24 hours.
CREATE TABLE dialogues (
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  state   BLOB    NOT NULL,             -- form, answers so far, position: bot/dialogue.cpp
  touched INTEGER NOT NULL,
  PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;

-- What the operator must see: features that failed, dead letters, a source that is refused. 30 days.
CREATE TABLE notices (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  feature TEXT    NOT NULL,
  what    TEXT    NOT NULL              -- no message text, no person
) STRICT;
