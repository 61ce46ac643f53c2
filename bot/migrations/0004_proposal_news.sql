-- What changed in proposals, each piece of news once and for ever, and who wants to hear of it.

-- A poll that has ended is never compared again, so a piece of news cannot be there twice; what happens a second time, an
-- acceptance after a revert for instance, is another poll's. Kept for ever: facts of public documents, no person.
CREATE TABLE proposal_news (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  series TEXT    NOT NULL,
  poll   INTEGER NOT NULL,                 -- proposal_series.poll
  number INTEGER NOT NULL,
  kind   INTEGER NOT NULL,                 -- NewsKind (commands/proposals/news.hpp)
  was    TEXT    NOT NULL,
  now    TEXT    NOT NULL,
  noted  INTEGER NOT NULL,                 -- 1: a step that the series' own rules do not describe
  digest INTEGER NOT NULL,                 -- 1: one of more than three in its poll
  at     INTEGER NOT NULL,                 -- when it was seen, UTC seconds
  UNIQUE (series, poll, number, kind)
) STRICT;
CREATE UNIQUE INDEX proposal_news_new ON proposal_news (series, number) WHERE kind = 0;

-- Who is told of what. A room's row has no person, a person's no room. Kept until it is taken back; a person's also until
-- they are forgotten.
CREATE TABLE proposal_watches (
  series TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL,
  what   TEXT    NOT NULL,                 -- "18", "all", "new" or "status"
  since  INTEGER NOT NULL,
  PRIMARY KEY (series, space, room, person, what)
) STRICT, WITHOUT ROWID;

-- Texts without a number in their name, as the last poll found them: one that gets a number is no new proposal.
CREATE TABLE proposal_loose (
  series TEXT    NOT NULL,
  file   TEXT    NOT NULL,
  sha    TEXT    NOT NULL,
  PRIMARY KEY (series, file)
) STRICT, WITHOUT ROWID;

-- Proposals that their source holds no more: one that comes back is not new either.
CREATE TABLE proposal_gone (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  facts  TEXT    NOT NULL,                 -- commands/proposals/index.hpp, one line
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

-- The source that was polled as a whole: what it says from then on may be news. And the listing that is not believed.
ALTER TABLE proposal_series ADD COLUMN baseline TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_series ADD COLUMN doubt TEXT NOT NULL DEFAULT '';       -- which proposals it holds, as a fingerprint
ALTER TABLE proposal_series ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;   -- since when, UTC seconds
ALTER TABLE proposal_series ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;    -- in how many polls
ALTER TABLE proposal_series ADD COLUMN trusted INTEGER NOT NULL DEFAULT 0;   -- 1: a maintainer has said that it is right
UPDATE proposal_series SET baseline = source;
