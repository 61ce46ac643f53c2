-- An index by what is random, or by many people, is one more page in the journal for each event. These two were the most of it.

-- Found by their hash: those up to inbox_indexed.upto, and of the newer ones whichever are here already. The others are known in
-- memory (bot/inbox.hpp), and come in when some hundreds of them are neighbours.
CREATE TABLE inbox_index (
  hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO inbox_index (hash) SELECT DISTINCT hash FROM inbox ORDER BY hash;
CREATE TABLE inbox_indexed (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  upto INTEGER NOT NULL           -- an id of inbox
) STRICT;
INSERT INTO inbox_indexed (one, upto) SELECT 1, coalesce(max(id), 0) FROM inbox;
DROP INDEX inbox_seen;

-- Read once, when somebody is forgotten, whose wish has the whole file written anew: looking through the table is the least of it.
DROP INDEX posted_asker;
