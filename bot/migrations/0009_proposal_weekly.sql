-- The weekly summary of proposals, for the rooms that asked for one. No person.
CREATE TABLE proposal_weekly (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- names its job: "weekly:7"
  series  TEXT    NOT NULL,
  space   TEXT    NOT NULL,
  room    TEXT    NOT NULL,
  weekday INTEGER NOT NULL,                   -- 1: Monday … 7: Sunday, as ISO 8601 counts
  minute  INTEGER NOT NULL,                   -- of the day, by the clocks of `zone`
  zone    TEXT    NOT NULL,                   -- IANA
  always  INTEGER NOT NULL,                   -- 1: also after a week without news
  due     INTEGER NOT NULL,                   -- the next one, UTC seconds
  told    INTEGER NOT NULL,                   -- proposal_news.id: what came after it is for the next one
  UNIQUE (series, space, room)
) STRICT;
