-- What of a date an organiser has changed, as long as the calendar says otherwise (held): where it is, which its series' other
-- changes leave alone; or when and whether it takes place, which holds against them.
ALTER TABLE meeting_occurrences ADD COLUMN relocated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meeting_occurrences ADD COLUMN decided   INTEGER NOT NULL DEFAULT 0;
UPDATE meeting_occurrences SET relocated=(link<>''), decided=(changed<>0) WHERE held=1;
