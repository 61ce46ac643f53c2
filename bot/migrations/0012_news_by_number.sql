-- What is known of one proposal's past is found by its number, a status that a header has lost is remembered, and so is
-- who was told that a listing is believed.

-- The history of one proposal, and the step before a step: whether it goes back.
CREATE INDEX proposal_news_number ON proposal_news (series, number, id);

-- Statuses that headers said until one said none: a mistake in it, not a decision. It is no news when the status is
-- there again. Facts of public documents.
CREATE TABLE proposal_lost_status (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  status TEXT    NOT NULL,                 -- the last that it had
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;

-- Commands that had a listing believed: the same command, delivered once more, is answered as it was then. For 30 days.
CREATE TABLE proposal_trust (
  series TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  event  TEXT    NOT NULL,                 -- Event::id
  at     INTEGER NOT NULL,                 -- UTC seconds
  PRIMARY KEY (series, space, event)
) STRICT, WITHOUT ROWID;
