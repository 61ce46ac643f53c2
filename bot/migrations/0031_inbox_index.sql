-- An index by what is random, or by many people, is one more page in the journal for each event. These two were the most of it.

-- Found by their hash. Hashes are divided by their first four bits, and of each part the newest are not here: they are known in
-- memory (bot/inbox.hpp), and come in when some hundreds of them are neighbours.
CREATE TABLE inbox_index (
  hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO inbox_index (hash) SELECT DISTINCT hash FROM inbox ORDER BY hash;
CREATE TABLE inbox_indexed (
  part INTEGER PRIMARY KEY CHECK (part BETWEEN 0 AND 15),
  upto INTEGER NOT NULL           -- an id of inbox: later rows of the part are not in inbox_index
) STRICT;
WITH RECURSIVE parts(part) AS (SELECT 0 UNION ALL SELECT part + 1 FROM parts WHERE part < 15)
INSERT INTO inbox_indexed (part, upto) SELECT part, (SELECT coalesce(max(id), 0) FROM inbox) FROM parts;
DROP INDEX inbox_seen;

-- Read once, when somebody is forgotten, whose wish has the whole file written anew: looking through the table is the least of it.
DROP INDEX posted_asker;
