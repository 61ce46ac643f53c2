-- Meetings: what calendars say, who is to be reminded, and how far that has come. Instants are UTC seconds.

-- Calendars, by their addresses; "local": what meetings.toml has of its own.
CREATE TABLE meeting_calendars (
  source        TEXT    PRIMARY KEY,
  etag          TEXT    NOT NULL DEFAULT '',
  read          INTEGER NOT NULL DEFAULT 0,  -- when the rows were last known to equal it; 0: never
  known_until   INTEGER NOT NULL DEFAULT 0,  -- what begins before then is known
  expanded      INTEGER NOT NULL DEFAULT 0,  -- when its occurrences were last worked out
  poll          INTEGER NOT NULL DEFAULT 0,  -- counts polls: an answer to an earlier one is not taken
  started       INTEGER NOT NULL DEFAULT 0,  -- when the poll under way began; 0: none is
  failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
  pending_etag  TEXT    NOT NULL DEFAULT '',
  pending_until INTEGER NOT NULL DEFAULT 0,
  problems      TEXT    NOT NULL DEFAULT ''  -- a line each: what its keepers have to mend
) STRICT, WITHOUT ROWID;

-- What was read of a calendar and is yet to be compared, a series each.
CREATE TABLE meeting_staged (
  source TEXT    NOT NULL,
  place  INTEGER NOT NULL,
  bytes  BLOB    NOT NULL,                   -- commands/meeting/reading.hpp; empty: this key is gone
  key    TEXT    NOT NULL,
  PRIMARY KEY (source, place)
) STRICT, WITHOUT ROWID;

-- Series, by their titles: UIDs are new with every build of a calendar.
CREATE TABLE meeting_series (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  source      TEXT    NOT NULL,
  key         TEXT    NOT NULL,              -- commands/meeting/names.hpp
  title       TEXT    NOT NULL,
  description TEXT    NOT NULL,
  link        TEXT    NOT NULL,              -- of the call
  other_link  TEXT    NOT NULL,              -- another one, where the calendar names two
  agenda      TEXT    NOT NULL,
  dial_in     TEXT    NOT NULL,
  place       TEXT    NOT NULL,
  zone        TEXT    NOT NULL,              -- IANA
  ends        INTEGER NOT NULL,              -- its last date where that is near; 0: it goes on
  digest      INTEGER NOT NULL,              -- of what was read last
  gone        INTEGER NOT NULL DEFAULT 0,    -- when the calendar has lost it; 0: it is there
  told_links  TEXT    NOT NULL DEFAULT '',   -- the two links that organisers were told of
  told_end    INTEGER NOT NULL DEFAULT 0,    -- the end that organisers were warned of
  told_days   INTEGER NOT NULL DEFAULT 0,    -- how many days before: 30, 7
  told_hosts  INTEGER NOT NULL DEFAULT 0,    -- 1: organisers were told that fewer than two can host it
  UNIQUE (source, key)
) STRICT;

CREATE TABLE meeting_occurrences (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  series   INTEGER NOT NULL REFERENCES meeting_series (id),
  said     INTEGER NOT NULL,                 -- the start that its calendar has
  start    INTEGER NOT NULL,                 -- the start that holds
  ends     INTEGER NOT NULL,
  all_day  INTEGER NOT NULL,
  twice    INTEGER NOT NULL,                 -- 1: the clocks there show that time twice, or never
  state    INTEGER NOT NULL,                 -- OccurrenceState (commands/meeting/table.hpp)
  sequence INTEGER NOT NULL DEFAULT 0,       -- raised with every change, as in RFC 5545
  was      INTEGER NOT NULL DEFAULT 0,       -- the start before it was moved last; 0: it never was
  held     INTEGER NOT NULL DEFAULT 0,       -- 1: an organiser changed it here, and the calendar does not agree yet
  changed  INTEGER NOT NULL DEFAULT 0,       -- when an organiser moved it or called it off
  title    TEXT    NOT NULL DEFAULT '',      -- of its own; empty: the series'
  link     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_occurrences_series ON meeting_occurrences (series, start);
CREATE INDEX meeting_occurrences_start ON meeting_occurrences (start);
CREATE INDEX meeting_occurrences_was ON meeting_occurrences (was) WHERE was > 0;

-- Who is reminded of what, and how long before. `what`: "=<key of a series>", "#<tag>" or "*". A room (no person), or a person
-- (no room), who is written to directly.
CREATE TABLE meeting_subscriptions (
  what   TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL,
  lead   INTEGER NOT NULL,                   -- seconds before the start
  since  INTEGER NOT NULL,
  PRIMARY KEY (what, space, room, person, lead)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_subscriptions_lead ON meeting_subscriptions (what, lead, space, room, person);
CREATE INDEX meeting_subscriptions_who ON meeting_subscriptions (space, room, person);

-- Whose clocks somebody goes by, and in which language they asked. Until they are forgotten.
CREATE TABLE meeting_people (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  zone   TEXT    NOT NULL,                   -- IANA; empty: not known
  chosen INTEGER NOT NULL,                   -- 1: they have said so; 0: their platform has
  lang   TEXT    NOT NULL,                   -- BCP 47
  met    INTEGER NOT NULL DEFAULT 0,         -- 1: they were told what happens in a meeting
  PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;

-- One more reminder for one person: "remind me ten minutes before".
CREATE TABLE meeting_later (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  UNIQUE (occurrence, space, person)
) STRICT;
CREATE INDEX meeting_later_at ON meeting_later (at);

-- Who comes, and who cannot. Gone 90 days after the meeting, or with /forget me.
CREATE TABLE meeting_going (
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  comes      INTEGER NOT NULL,               -- 1: yes; 0: no
  at         INTEGER NOT NULL,
  PRIMARY KEY (occurrence, space, person)
) STRICT, WITHOUT ROWID;

-- What is being told, and how far it has come: as many as one event may write to, the rest in the next.
CREATE TABLE meeting_rounds (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,  -- in order
  kind   INTEGER NOT NULL,                   -- Round::Kind (commands/meeting/rounds.hpp)
  bytes  BLOB    NOT NULL,                   -- what it is about
  at     INTEGER NOT NULL,                   -- when it became due
  rooms  INTEGER NOT NULL,                   -- 1: the configured rooms were told
  space  TEXT    NOT NULL,                   -- those up to this subscriber were told
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL
) STRICT;

-- What an organiser has had told, and how far it has come: a receipt is written when the last has arrived or was given up.
CREATE TABLE meeting_receipts (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  key      TEXT    NOT NULL UNIQUE,          -- of the posts
  title    TEXT    NOT NULL,
  space    TEXT    NOT NULL,                 -- who it is for; no person once they are forgotten
  person   TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  posts    INTEGER NOT NULL DEFAULT 0,       -- that were made so far
  complete INTEGER NOT NULL DEFAULT 0,       -- 1: no more come
  people   INTEGER NOT NULL DEFAULT 0,       -- who were reached
  missed   INTEGER NOT NULL DEFAULT 0        -- who were not
) STRICT;
CREATE TABLE meeting_receipt_rooms (
  receipt INTEGER NOT NULL REFERENCES meeting_receipts (id),
  space   TEXT    NOT NULL,
  room    TEXT    NOT NULL,
  at      INTEGER NOT NULL,                  -- when it arrived, or was given up
  why     INTEGER NOT NULL,                  -- errc; 0: it arrived
  PRIMARY KEY (receipt, space, room)
) STRICT, WITHOUT ROWID;

-- One row: reminders that were due up to then have been seen to.
CREATE TABLE meeting_state (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  seen_until  INTEGER NOT NULL,
  looked      INTEGER NOT NULL               -- when that was last written
) STRICT;

-- Who can host a series, beside those whom meetings.toml names. how: HostHow (commands/meeting/hosts.hpp).
CREATE TABLE meeting_hosts (
  key    TEXT    NOT NULL,                   -- of the series
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  how    INTEGER NOT NULL,
  name   TEXT    NOT NULL,                   -- as their platform showed it
  since  INTEGER NOT NULL,
  PRIMARY KEY (key, space, person)
) STRICT, WITHOUT ROWID;

-- What they said of one date. state: HostState; step: of the search in which they were asked (HostStep).
CREATE TABLE meeting_hosting (
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  state      INTEGER NOT NULL,
  step       INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  PRIMARY KEY (occurrence, space, person)
) STRICT, WITHOUT ROWID;
-- How far the search for somebody who hosts it has come.
CREATE TABLE meeting_host_steps (
  occurrence INTEGER PRIMARY KEY,
  step       INTEGER NOT NULL
) STRICT;

-- Talks that are planned, and those that stand by. state: TalkState (commands/meeting/talks.hpp).
CREATE TABLE meeting_talks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT    NOT NULL,               -- of the series
  title      TEXT    NOT NULL,
  name       TEXT    NOT NULL,               -- of the speaker
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,               -- empty: somebody who cannot be written to
  state      INTEGER NOT NULL,
  occurrence INTEGER NOT NULL DEFAULT 0,     -- what it is planned or asked for
  instead_of INTEGER NOT NULL DEFAULT 0,     -- the talk that it is asked to stand in for; 0: for none
  declined   INTEGER NOT NULL DEFAULT 0,     -- the date for which it was declined last
  asked      INTEGER NOT NULL DEFAULT 0,     -- when
  next_ask   INTEGER NOT NULL DEFAULT 0,     -- when the next stand-by is asked as well; 0: they were
  reason     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_talks_key ON meeting_talks (key, state);
CREATE INDEX meeting_talks_next ON meeting_talks (next_ask) WHERE next_ask > 0;

-- Notes that are being taken in a room, and those of the last 90 days.
CREATE TABLE meeting_minutes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  series      INTEGER NOT NULL,                -- 0: of none
  occurrence  INTEGER NOT NULL,                -- 0: of none
  title       TEXT    NOT NULL,
  space       TEXT    NOT NULL,
  room        TEXT    NOT NULL,
  person      TEXT    NOT NULL,                -- who began; empty once they are forgotten
  started     INTEGER NOT NULL,
  last        INTEGER NOT NULL,                -- when something was noted last
  planned_end INTEGER NOT NULL,
  nudged      INTEGER NOT NULL DEFAULT 0,      -- 1: the room was asked whether the meeting is over
  ended       INTEGER NOT NULL DEFAULT 0,      -- 0: they go on
  file        TEXT    NOT NULL DEFAULT '',     -- of the archive, once they have ended; empty: none is known
  by_person   TEXT    NOT NULL DEFAULT '',     -- who has the file, in the same space
  archived    INTEGER NOT NULL DEFAULT 0,      -- when somebody said that it is in the archive
  next_ask    INTEGER NOT NULL DEFAULT 0       -- when it is asked whether it is; 0: it is not asked any more
) STRICT;
CREATE UNIQUE INDEX meeting_minutes_room ON meeting_minutes (space, room) WHERE ended = 0;

CREATE TABLE meeting_minute_lines (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  minutes INTEGER NOT NULL REFERENCES meeting_minutes (id),
  kind    INTEGER NOT NULL,                    -- NoteLine::Kind (commands/meeting/minutes.hpp)
  who     TEXT    NOT NULL,                    -- a name: who is present, whose action it is
  person  TEXT    NOT NULL,                    -- who noted it; empty once they are forgotten
  text    TEXT    NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_minute_lines_minutes ON meeting_minute_lines (minutes, id);

-- What somebody has taken on. state: ActionState (commands/meeting/actions.hpp).
CREATE TABLE meeting_actions (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  key    TEXT    NOT NULL,                     -- of the series; empty: of none
  title  TEXT    NOT NULL,                     -- of the meeting
  owner  TEXT    NOT NULL,                     -- a name
  space  TEXT    NOT NULL,                     -- whose it is, where that is known
  person TEXT    NOT NULL,
  text   TEXT    NOT NULL,
  state  INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  asked  INTEGER NOT NULL DEFAULT 0            -- the date before which it was last asked about
) STRICT;
CREATE INDEX meeting_actions_open ON meeting_actions (state, key);

-- What is to be talked about. Open items come up at the next meeting of their series.
CREATE TABLE meeting_agenda (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT    NOT NULL,                 -- of the series
  place      INTEGER NOT NULL,                 -- their order
  text       TEXT    NOT NULL,
  who        TEXT    NOT NULL,                 -- a name; empty once they are forgotten
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,       -- put off: not at a meeting that begins before
  done       INTEGER NOT NULL DEFAULT 0,       -- when it was done or dropped
  question   INTEGER NOT NULL DEFAULT 0,       -- 1: of somebody who cannot come, and is told the answer
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_agenda_open ON meeting_agenda (key, place) WHERE done = 0;
