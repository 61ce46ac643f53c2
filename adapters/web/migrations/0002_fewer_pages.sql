-- Each index of a table that every message writes to is one more page in the journal.

-- One instead of two: what one person sees is found by the person, and by the person and the room.
DROP INDEX web_messages_room;
DROP INDEX web_messages_only;
CREATE INDEX web_messages_seen ON web_messages (only, room, thread, id);

-- Events are "PERSON/ID". Pages make ids that begin with the time, so by these the newest stand together, whoever wrote them.
DROP INDEX web_messages_event;
CREATE UNIQUE INDEX web_messages_sent ON web_messages (substr(event, instr(event, '/') + 1), event) WHERE event <> '';
