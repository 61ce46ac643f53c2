-- Enhancement proposals, one row each; `series` ("nep", "pep") keeps several kinds apart. Lists are lines.
CREATE TABLE proposals (
  series      TEXT    NOT NULL,
  number      INTEGER NOT NULL,
  file        TEXT    NOT NULL,            -- its name now: addresses are made from it
  sha         TEXT    NOT NULL,            -- git's blob id of what was read; empty: to be read again
  title       TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  type        TEXT    NOT NULL,            -- empty where the header has none
  authors     TEXT    NOT NULL,            -- names only
  created     TEXT    NOT NULL,            -- ISO 8601, or empty
  created_raw TEXT    NOT NULL,            -- as written
  dated       TEXT    NOT NULL,            -- ISO 8601, of an old Date field
  replaces    TEXT    NOT NULL,
  replaced_by TEXT    NOT NULL,
  resolution  INTEGER NOT NULL,            -- 0 absent, 1 empty, 2 pending ("TODO"), 3 linked
  resolution_urls TEXT NOT NULL,
  notes       TEXT    NOT NULL,
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

-- How fresh each series is, and the poll that is under way.
CREATE TABLE proposal_series (
  series   TEXT    PRIMARY KEY,
  as_of    INTEGER NOT NULL,               -- when the table was last known to equal its source, UTC seconds
  source   TEXT    NOT NULL,               -- which source that was; empty: the index that came with the program
  etag     TEXT    NOT NULL,               -- of the listing that the table equals
  failures INTEGER NOT NULL,               -- polls in a row that came to nothing
  poll     INTEGER NOT NULL,               -- counts polls: an answer to an earlier one is not taken
  started  INTEGER NOT NULL,               -- when the poll under way began; 0: none is
  pending_etag TEXT NOT NULL               -- of the listing under way
) STRICT, WITHOUT ROWID;

-- The listing under way, and what was parsed of each file that is new in it.
CREATE TABLE proposal_files (
  series TEXT    NOT NULL,
  file   TEXT    NOT NULL,
  number INTEGER NOT NULL,
  sha    TEXT    NOT NULL,
  size   INTEGER NOT NULL,                 -- bytes
  state  INTEGER NOT NULL,                 -- 0 as it was, 1 asked for, 2 read, 3 not to be had, 4 not to be had now
  facts  TEXT    NOT NULL,                 -- commands/proposals/index.hpp, one line; of state 2
  PRIMARY KEY (series, file)
) STRICT, WITHOUT ROWID;
