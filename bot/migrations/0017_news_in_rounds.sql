-- News and reminders that not everybody who watches was told of in the event they came from: how far each has come. A row goes
-- when its last is told, usually within seconds.
CREATE TABLE proposal_rounds (
  id        INTEGER PRIMARY KEY,             -- in order
  series    TEXT    NOT NULL,
  kind      INTEGER NOT NULL,                -- Round::Kind (commands/proposals/rounds.hpp)
  of        INTEGER NOT NULL,                -- the poll, or the comment period
  notice    INTEGER NOT NULL,                -- of a comment period: Notice (commands/proposals/window.hpp)
  late      INTEGER NOT NULL,                -- 1: it is said long after its time
  objection INTEGER NOT NULL,                -- which one it is about; -1: none
  key       TEXT    NOT NULL,                -- of a comment period's posts
  at        INTEGER NOT NULL,                -- when it was seen, UTC seconds
  space     TEXT    NOT NULL,                -- those up to this watcher were told, in the order of proposal_watches
  room      TEXT    NOT NULL,
  person    TEXT    NOT NULL
) STRICT;
CREATE INDEX proposal_rounds_series ON proposal_rounds (series, id);
