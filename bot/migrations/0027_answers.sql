-- Questions that nothing answered, and those whose answer did not help: plain rows (a full-text table would keep the words of
-- deleted ones). Without mentions and links; 90 days; none of who has said so.
CREATE TABLE answer_gaps (
  id       INTEGER PRIMARY KEY,
  space    TEXT    NOT NULL,
  person   TEXT    NOT NULL,
  event    TEXT    NOT NULL,                 -- the one that asked: once asked is one gap
  topic    TEXT    NOT NULL,                 -- whose answer did not help; empty where there was none
  lang     TEXT    NOT NULL,
  question TEXT    NOT NULL,
  at       INTEGER NOT NULL                  -- UTC seconds
) STRICT;
CREATE UNIQUE INDEX answer_gaps_once ON answer_gaps (space, person, event, topic);
CREATE INDEX answer_gaps_at ON answer_gaps (at);

-- What somebody has said no to: "keep", that their questions are kept; "unasked", that they are answered without having asked Usher.
CREATE TABLE answer_refusals (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  what   TEXT    NOT NULL,
  at     INTEGER NOT NULL,                   -- UTC seconds
  PRIMARY KEY (space, person, what)
) STRICT, WITHOUT ROWID;

-- Whether an answer helped, the last word of each person on each topic; 90 days.
CREATE TABLE answer_votes (
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  topic   TEXT    NOT NULL,
  helpful INTEGER NOT NULL,
  unasked INTEGER NOT NULL,                  -- the answer was given unasked
  at      INTEGER NOT NULL,                  -- UTC seconds
  PRIMARY KEY (space, person, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_votes_at ON answer_votes (at);

-- Questions in newcomers' rooms that people have some minutes to answer first (due > 0), and the answers that were given then
-- (due = 0, kept a day: nobody gets many, and no room).
CREATE TABLE answer_unasked (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: the key of a post is made of it
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  root   TEXT    NOT NULL,                   -- the thread that the answer goes to; empty: the room
  event  TEXT    NOT NULL,                   -- the message's
  person TEXT    NOT NULL,
  lang   TEXT    NOT NULL,
  topic  TEXT    NOT NULL,
  due    INTEGER NOT NULL,                   -- UTC seconds
  at     INTEGER NOT NULL                    -- UTC seconds: when it was asked, or answered
) STRICT;
CREATE INDEX answer_unasked_room ON answer_unasked (space, room);

-- When maintainers were last told of gaps: one row.
CREATE TABLE answer_digest (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  at   INTEGER NOT NULL                      -- UTC seconds
) STRICT;
