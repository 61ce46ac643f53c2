-- Slack. Nothing that anybody wrote: messages are Slack's.

-- Which workspace this database serves, as auth.test said: one row, made here. installation: tells the messages that were
-- sent from this database from another's (metadata). token: which bot token said so, a digest cut short.
CREATE TABLE slack_workspace (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  installation TEXT    NOT NULL,
  token        TEXT    NOT NULL DEFAULT '',
  team         TEXT    NOT NULL DEFAULT '',    -- empty: Slack was never asked
  team_name    TEXT    NOT NULL DEFAULT '',
  url          TEXT    NOT NULL DEFAULT '',
  bot_user     TEXT    NOT NULL DEFAULT '',
  bot          TEXT    NOT NULL DEFAULT '',
  app          TEXT    NOT NULL DEFAULT '',
  at           INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO slack_workspace(one, installation) VALUES (1, lower(hex(randomblob(8))));

-- What Slack says of people who spoke to Usher or to whom it wrote, so that it need not be asked at each message. Kept 30
-- days from when it said so.
CREATE TABLE slack_people (
  id     TEXT    PRIMARY KEY,
  lang   TEXT    NOT NULL,
  zone   TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  roles  INTEGER NOT NULL,                     -- Roles::bits()
  guest  INTEGER NOT NULL,
  active INTEGER NOT NULL,
  bot    INTEGER NOT NULL,
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX slack_people_at ON slack_people (at);

-- Forms that wait behind a button, because Slack would not open them any more. A day at most; secret ones are never here.
CREATE TABLE slack_forms (
  id     INTEGER PRIMARY KEY,                  -- the outbox row that was to open it
  person TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  thread TEXT    NOT NULL,
  form   BLOB    NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX slack_forms_person ON slack_forms (person);

-- How often an answer's address was used, of five times within half an hour. The address is a credential: its digest.
CREATE TABLE slack_urls (
  mark TEXT    PRIMARY KEY,
  uses INTEGER NOT NULL,
  at   INTEGER NOT NULL                        -- the last time
) STRICT, WITHOUT ROWID;
