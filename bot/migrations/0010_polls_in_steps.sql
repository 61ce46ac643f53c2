-- A poll of ten thousand proposals goes on in small steps, and a search among them finds its words at once.

-- The listing under way: those of its files that differ from the table, what was parsed of each, then what becomes of it.
-- A poll that an earlier version began is begun anew.
DROP TABLE proposal_files;
CREATE TABLE proposal_files (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,                 -- -1: its name has none
  file   TEXT    NOT NULL,                 -- empty: the number has no file any more
  sha    TEXT    NOT NULL,
  size   INTEGER NOT NULL,                 -- bytes
  state  INTEGER NOT NULL,                 -- FileState (commands/proposals/staging.hpp)
  facts  TEXT    NOT NULL,                 -- commands/proposals/index.hpp, one line; of states 2 and 6
  PRIMARY KEY (series, number, file)
) STRICT, WITHOUT ROWID;
-- With all that is asked of them as columns: they would not be preferred to the key otherwise.
CREATE INDEX proposal_files_asked ON proposal_files (series, state) WHERE state = 1;
CREATE INDEX proposal_files_wanted ON proposal_files (series, state, number, file, sha) WHERE state = 5;

CREATE TABLE proposal_listing (
  series TEXT    PRIMARY KEY,
  body   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- What is news when the poll under way has ended; told in the transaction that changes the table.
CREATE TABLE proposal_news_next (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  was    TEXT    NOT NULL,
  now    TEXT    NOT NULL,
  noted  INTEGER NOT NULL,
  PRIMARY KEY (series, number, kind)
) STRICT, WITHOUT ROWID;

ALTER TABLE proposal_series ADD COLUMN step INTEGER NOT NULL DEFAULT 0;    -- Step (commands/proposals/table.hpp)
ALTER TABLE proposal_series ADD COLUMN place INTEGER NOT NULL DEFAULT -1;  -- the number up to which the step has come
UPDATE proposal_series SET poll = poll + 1, started = 0, pending_etag = '' WHERE started <> 0;

-- Full text. A shelf's entries have rows of their own range, so that a search stays within it; an entry's row is that of its
-- full text, which is not stored twice. Filled anew when the program starts.
DROP TABLE search_words;
DROP TABLE search_proposals;
CREATE TABLE search_shelves (
  number  INTEGER PRIMARY KEY,             -- its rows are those from number * 2^40
  corpus  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  entries INTEGER NOT NULL,
  tokens  INTEGER NOT NULL,                -- in all of them
  version INTEGER NOT NULL,                -- raised whenever a word comes
  UNIQUE (corpus, name)
) STRICT;
CREATE TABLE search_entries (
  row   INTEGER PRIMARY KEY,
  shelf INTEGER NOT NULL,
  id    TEXT    NOT NULL,
  title TEXT    NOT NULL,                  -- tokens, as the full text has them
  also  TEXT    NOT NULL,
  body  TEXT    NOT NULL,
  UNIQUE (shelf, id)
) STRICT;
-- Words as they are written, by their size in bytes, as a mistyped one is looked for among those of about its size. They
-- stay when the last entry that held them goes: whether one does is asked of the full text.
CREATE TABLE search_words (
  shelf INTEGER NOT NULL,
  size  INTEGER NOT NULL,
  plain TEXT    NOT NULL,
  stem  TEXT    NOT NULL,
  PRIMARY KEY (shelf, size, plain)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search_proposals USING fts5(title, also, body, content = 'search_entries', content_rowid = 'row',
                                                 columnsize = 0, tokenize = 'unicode61');
