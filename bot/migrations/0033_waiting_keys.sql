-- Until a post is delivered or given up, its row of the outbox stands for its key; only then is there one of posted, written once
-- and whole (bot/posted.hpp). Of rows that were queued before this there is one already.
ALTER TABLE outbox ADD COLUMN takes INTEGER NOT NULL DEFAULT 0;  -- 1: it stands for its key
