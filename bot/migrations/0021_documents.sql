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
