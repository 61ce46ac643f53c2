-- When a date was to be before it was moved: what was posted for each of these times is put right with every change, and at each
-- it is said where that was told. Gone with the date.
CREATE TABLE meeting_former_starts (
  occurrence INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  PRIMARY KEY (occurrence, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_former_starts_start ON meeting_former_starts (start);
INSERT INTO meeting_former_starts (occurrence, start) SELECT id, was FROM meeting_occurrences WHERE was > 0;
