-- The community space in the browser. Messages are kept 90 days (adapters/web/rows.cpp prunes them).

-- Counters: "rev" grows with each change of a message. The key that signs cookies and forms.
CREATE TABLE web_state (
  name  TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO web_state VALUES ('rev', 0), ('key', randomblob(32));

-- Who has been here, and how they want to be called and addressed.
CREATE TABLE web_people (
  id   TEXT PRIMARY KEY,
  name TEXT    NOT NULL,
  role TEXT    NOT NULL,
  lang TEXT    NOT NULL,
  zone TEXT    NOT NULL,
  seen INTEGER NOT NULL                  -- when they last signed in
) STRICT, WITHOUT ROWID;

-- Who is in which room, and up to which message they have read it.
CREATE TABLE web_members (
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL,
  read   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (room, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX web_members_person ON web_members (person);

CREATE TABLE web_messages (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  rev     INTEGER NOT NULL,
  room    TEXT    NOT NULL,
  thread  INTEGER NOT NULL,              -- the message that the thread hangs on; 0 outside threads
  author  TEXT    NOT NULL,              -- empty where they asked to be forgotten
  only    TEXT    NOT NULL,              -- the one person who sees it; empty: all in the room
  kind    INTEGER NOT NULL,              -- Message::Kind in adapters/web/message.hpp
  body    BLOB    NOT NULL,              -- a person's text, or a Doc (bot/doc_codec.hpp)
  event   TEXT    NOT NULL,              -- id of the event that brought it, "PERSON/…"; empty for Usher's own
  key     TEXT    NOT NULL,              -- of Usher's post
  outbox  INTEGER,                       -- the row that it was: a repeated delivery is no second message
  at      INTEGER NOT NULL,
  edited  INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  sealed  INTEGER NOT NULL DEFAULT 0,    -- its text was never written down
  replies INTEGER NOT NULL DEFAULT 0     -- messages in the thread that hangs on it
) STRICT;
CREATE UNIQUE INDEX web_messages_rev ON web_messages (rev);
-- What all see and what one sees are two stretches, so that a page reads what it shows and nothing else.
CREATE INDEX web_messages_room ON web_messages (room, thread, only, id);
CREATE UNIQUE INDEX web_messages_outbox ON web_messages (outbox) WHERE outbox IS NOT NULL;
-- Also finds all that somebody wrote, for their events begin with their id.
CREATE UNIQUE INDEX web_messages_event ON web_messages (event) WHERE event <> '';
CREATE INDEX web_messages_only ON web_messages (only) WHERE only <> '';

CREATE TABLE web_reactions (
  message INTEGER NOT NULL,
  emoji   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  PRIMARY KEY (message, emoji, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX web_reactions_person ON web_reactions (person);

-- What pages have done beside sending messages, so that a repeat changes nothing: "PERSON/…". Kept 7 days.
CREATE TABLE web_acts (
  id TEXT    PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX web_acts_at ON web_acts (at);

-- Forms that wait for their person. Secret ones are in memory only. A day at most.
CREATE TABLE web_forms (
  id     INTEGER PRIMARY KEY,            -- the outbox row that opened it
  person TEXT    NOT NULL,
  form   BLOB    NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX web_forms_person ON web_forms (person);

CREATE TABLE web_homes (
  person TEXT PRIMARY KEY,
  doc    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
