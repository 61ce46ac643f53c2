-- Until a post is delivered or given up, its row of the outbox stands for its key; only then is there one of posted, written once
-- and whole (bot/posted.hpp). Of rows that were queued before this there is one already.
--
-- Ids of the outbox are never given twice, as before; but SQLite's own count of them (AUTOINCREMENT) is read and written with each
-- row, on a page of its own.
CREATE TABLE outbox_ids (
  upto INTEGER NOT NULL                 -- ids up to this one may have been given
) STRICT;
INSERT INTO outbox_ids (upto) SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox';
CREATE TABLE outbox_as_it_is_now (
  id        INTEGER PRIMARY KEY,
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
  why       INTEGER NOT NULL DEFAULT 0,
  begun     INTEGER NOT NULL DEFAULT 1,
  takes     INTEGER NOT NULL DEFAULT 0  -- 1: it stands for its key
) STRICT;
INSERT INTO outbox_as_it_is_now
  (id, space, room, thread, person, queue, kind, lane, key, to_key, feature, event, asker, tell, payload, created, tries, due,
   uncertain, dead, why, begun)
  SELECT id, space, room, thread, person, queue, kind, lane, key, to_key, feature, event, asker, tell, payload, created, tries, due,
         uncertain, dead, why, begun FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_as_it_is_now RENAME TO outbox;
CREATE INDEX outbox_queue ON outbox (queue, id) WHERE dead = 0;
CREATE INDEX outbox_dead ON outbox (dead) WHERE dead <> 0;

-- Rows of posted are written when their post is there, so that their ids are in the order of time.
DROP INDEX posted_at;
