-- Which rows may be under way, so that a restart looks up these and no others (bot/outbox_begun.cpp). What an earlier version
-- left may all have been.
ALTER TABLE outbox ADD COLUMN begun INTEGER NOT NULL DEFAULT 1;
