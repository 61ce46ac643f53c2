-- A page that could not be had, for passing trouble or because Usher was not there, is asked for again while its meeting has not
-- begun.
ALTER TABLE meeting_pads ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;  -- that may pass
ALTER TABLE meeting_pads ADD COLUMN again    INTEGER NOT NULL DEFAULT 0;  -- when; 0: it is under way, or over
