-- Full text (bot/search.hpp). A corpus has its own FTS5 table; the words as they were typed are for correcting typos.
-- No text that people wrote in a chat goes into these: FTS5 keeps deleted terms in the file.
CREATE VIRTUAL TABLE search_proposals USING fts5(shelf UNINDEXED, id UNINDEXED, title, also, body, tokenize = 'unicode61');

CREATE TABLE search_words (
  corpus TEXT NOT NULL,
  shelf  TEXT NOT NULL,
  plain  TEXT NOT NULL,
  id     TEXT NOT NULL,
  stem   TEXT NOT NULL,
  PRIMARY KEY (corpus, shelf, plain, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_words_id ON search_words (corpus, shelf, id);
CREATE INDEX search_words_stem ON search_words (corpus, shelf, stem);
