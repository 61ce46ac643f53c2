-- User groups (docs/groups.md): those that are being set up, question by question, and those that are published.

CREATE TABLE user_groups (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  space     TEXT    NOT NULL,               -- where it was begun
  kind      INTEGER NOT NULL,               -- 0 not said yet, 1 open, 2 in-house
  state     INTEGER NOT NULL,               -- 0 being set up, 1 published (an in-house one: in its own room)
  room      TEXT    NOT NULL DEFAULT '',    -- of an in-house one, in that space; empty: none yet
  step      TEXT    NOT NULL,               -- the question that is asked next (commands/group/wizard.hpp)
  person    TEXT    NOT NULL,               -- who is asked; empty: nobody
  doubtful  INTEGER NOT NULL DEFAULT 0,     -- its name clashes or may offend
  rhythm    BLOB    NOT NULL DEFAULT x'',   -- of its events (commands/meeting/rhythm.hpp); empty: none was said
  event     INTEGER NOT NULL DEFAULT 0,     -- the start of the event that its checklist is about; 0: none
  date      INTEGER NOT NULL DEFAULT 0,     -- which date of the series that is (meeting_occurrences)
  changed   INTEGER NOT NULL,
  published INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE user_group_answers (
  id   INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  step TEXT    NOT NULL,
  text TEXT    NOT NULL,                    -- empty: the question was skipped
  PRIMARY KEY (id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_group_people (
  id     INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  state  INTEGER NOT NULL,                  -- 0 asked, 1 organises it, 2 does not want to
  since  INTEGER NOT NULL,
  PRIMARY KEY (id, space, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_group_people_person ON user_group_people (space, person);

-- What is to be done for the event; one that nobody has touched has no row.
CREATE TABLE user_group_tasks (
  id     INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  item   TEXT    NOT NULL,                  -- commands/group/checklist.hpp
  space  TEXT    NOT NULL DEFAULT '',       -- whose it is; empty: every organiser's
  person TEXT    NOT NULL DEFAULT '',
  done   INTEGER NOT NULL DEFAULT 0,
  told   INTEGER NOT NULL DEFAULT 0,        -- when it was due as its owner was reminded; 0: they were not
  PRIMARY KEY (id, item)
) STRICT, WITHOUT ROWID;

-- Which ideas somebody was shown, so that none comes twice before all have come.
CREATE TABLE user_group_ideas (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  idea   TEXT    NOT NULL,                  -- "formats lightning"
  at     INTEGER NOT NULL,
  PRIMARY KEY (space, person, idea)
) STRICT, WITHOUT ROWID;

-- Who hosts a meeting that was made in chat, as meetings.toml names people: "web:ada".
CREATE TABLE meeting_made_hosts (
  key   TEXT    NOT NULL,                   -- meeting_made
  host  TEXT    NOT NULL,
  place INTEGER NOT NULL,                   -- the order in which they are asked
  PRIMARY KEY (key, host)
) STRICT, WITHOUT ROWID;

-- Whose a meeting is that was made in chat for something of a feature's own: "group:7"; empty: nobody's in particular.
ALTER TABLE meeting_made ADD COLUMN owner TEXT NOT NULL DEFAULT '';
CREATE INDEX meeting_made_owner ON meeting_made (owner);

-- When somebody asked others to organise a group with them: for a day, so that it stays few.
CREATE TABLE user_group_invitations (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,                  -- who asked
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX user_group_invitations_person ON user_group_invitations (space, person, at);

-- What was answered to an event that changed something: for two days, so that one that comes twice is answered alike.
CREATE TABLE user_group_heard (
  event  TEXT    NOT NULL PRIMARY KEY,      -- a digest of its space and id
  id     INTEGER NOT NULL,                  -- of the group
  said   TEXT    NOT NULL,                  -- commands/group/heard.hpp
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
