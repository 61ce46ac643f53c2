-- Seen events are indexed in parts: hashes are divided by their first four bits, and of each part the newest are in memory only.
DROP TABLE inbox_indexed;
CREATE TABLE inbox_indexed (
  part INTEGER PRIMARY KEY CHECK (part BETWEEN 0 AND 15),
  upto INTEGER NOT NULL           -- an id of inbox: later rows of the part are not in inbox_index
) STRICT;
DELETE FROM inbox_index;
INSERT INTO inbox_index (hash) SELECT DISTINCT hash FROM inbox ORDER BY hash;
WITH RECURSIVE parts(part) AS (SELECT 0 UNION ALL SELECT part + 1 FROM parts WHERE part < 15)
INSERT INTO inbox_indexed (part, upto) SELECT part, (SELECT coalesce(max(id), 0) FROM inbox) FROM parts;

-- What was posted is found by its key as events are by their id: the newest in memory, the others in a table of hashes,
-- which come in some hundreds at a time (bot/posted.hpp).
ALTER TABLE posted ADD COLUMN hash INTEGER NOT NULL DEFAULT 0;  -- of space and key; 0: of before, until the next start
CREATE TABLE posted_index (
  hash INTEGER NOT NULL,
  id   INTEGER NOT NULL,          -- of posted
  PRIMARY KEY (hash, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE posted_indexed (     -- empty: nothing is indexed yet, nor hashed
  part INTEGER PRIMARY KEY CHECK (part BETWEEN 0 AND 15),
  upto INTEGER NOT NULL           -- an id of posted: later rows of the part are not in posted_index
) STRICT;
CREATE TRIGGER posted_gone AFTER DELETE ON posted BEGIN
  DELETE FROM posted_index WHERE hash = old.hash AND id = old.id;
END;
DROP INDEX posted_key;
-- Read when somebody is forgotten, as posted_asker was; the outbox too, which is short.
DROP INDEX posted_person;
DROP INDEX outbox_person;
DROP INDEX outbox_asker;
