-- Each index of a table that every event writes to is one more page in the journal, an event each where the people are
-- many. These were needless.

-- In order of arrival: the oldest are the first, so that pruning needs no index on the hour.
CREATE TABLE inbox_in_order (
  id    INTEGER PRIMARY KEY,
  space TEXT    NOT NULL,
  hash  BLOB    NOT NULL,
  hour  INTEGER NOT NULL
) STRICT;
INSERT INTO inbox_in_order (space, hash, hour) SELECT space, hash, hour FROM inbox ORDER BY hour;
DROP TABLE inbox;
ALTER TABLE inbox_in_order RENAME TO inbox;
CREATE UNIQUE INDEX inbox_seen ON inbox (space, hash);

-- In order of arrival as well, with short indexes: what goes by age stands together.
CREATE TABLE posted_in_order (
  id      INTEGER PRIMARY KEY,
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
  forever INTEGER NOT NULL
) STRICT;
INSERT INTO posted_in_order (space, key, to_key, lane, room, thread, ref, dead, person, asker, at, forever)
  SELECT space, key, to_key, lane, room, thread, ref, dead, person, asker, at, forever FROM posted ORDER BY at;
DROP TABLE posted;
ALTER TABLE posted_in_order RENAME TO posted;
CREATE UNIQUE INDEX posted_key ON posted (space, key, to_key);
CREATE INDEX posted_at ON posted (at) WHERE forever = 0;

-- Most of what somebody causes is an answer to themselves, which is found by whom it is for; and an answer to an event
-- whose id begins with theirs, "ada/17", is found by its key, "re:ada/17".
CREATE INDEX posted_person ON posted (space, person)
  WHERE person <> '' AND substr(key, 1, length(person) + 4) <> 're:' || person || '/';
CREATE INDEX posted_asker ON posted (space, asker)
  WHERE asker <> '' AND asker <> person AND substr(key, 1, length(asker) + 4) <> 're:' || asker || '/';
DROP INDEX outbox_asker;
CREATE INDEX outbox_asker ON outbox (space, asker) WHERE asker <> '' AND asker <> person;
