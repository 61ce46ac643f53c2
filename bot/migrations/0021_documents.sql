-- What features publish for whoever asks the web server for it (bot/documents.hpp). Instants are UTC seconds.
CREATE TABLE documents (
  id      INTEGER PRIMARY KEY,
  path    TEXT    NOT NULL UNIQUE,
  feature TEXT    NOT NULL,
  type    TEXT    NOT NULL,
  bytes   BLOB    NOT NULL,
  changed INTEGER NOT NULL,
  version INTEGER NOT NULL                   -- raised with each change
) STRICT;
CREATE INDEX documents_feature ON documents (feature, path);

-- What each date of a meeting was last said to be in calendars that others subscribe to. Gone when the date is past.
CREATE TABLE meeting_feed (
  occurrence INTEGER PRIMARY KEY,            -- meeting_occurrences
  series     INTEGER NOT NULL,
  uid        TEXT    NOT NULL UNIQUE,        -- never another for this date
  sequence   INTEGER NOT NULL,               -- raised with each change of `lines`
  modified   INTEGER NOT NULL,               -- when that was
  lines      TEXT    NOT NULL                -- commands/meeting/feed_writing.hpp
) STRICT;
CREATE INDEX meeting_feed_series ON meeting_feed (series);
