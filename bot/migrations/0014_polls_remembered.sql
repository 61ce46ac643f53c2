-- What a poll must still know after a restart.

ALTER TABLE proposal_series ADD COLUMN asked TEXT NOT NULL DEFAULT '';       -- the source that the last poll to begin asked
ALTER TABLE proposal_series ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;    -- reader_version (reading.hpp) at its beginning
ALTER TABLE proposal_series ADD COLUMN amiss INTEGER NOT NULL DEFAULT 0;     -- polls in a row of which files could not be had
-- A poll that an earlier version began is begun anew.
UPDATE proposal_series SET poll = poll + 1, started = 0, pending_etag = '', step = 0 WHERE started <> 0 AND step < 4;

-- A proposal that comes back under another number is known by its bytes or its title. Those that left before are known by
-- their numbers alone.
ALTER TABLE proposal_gone ADD COLUMN sha TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_gone ADD COLUMN title TEXT NOT NULL DEFAULT '';         -- without markup
CREATE INDEX proposal_gone_sha ON proposal_gone (series, sha);
CREATE INDEX proposal_gone_title ON proposal_gone (series, title);

-- Numbers whose files could not be had when their source was first polled: what they say once they are had is no news.
CREATE TABLE proposal_unheard (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

-- Listings that were asked of GitHub without a token, of the last hour: not even a program that starts over and over asks
-- for more than four.
CREATE TABLE listings_asked (
  id      INTEGER PRIMARY KEY,
  service TEXT    NOT NULL,
  at      INTEGER NOT NULL                 -- UTC seconds
) STRICT;
