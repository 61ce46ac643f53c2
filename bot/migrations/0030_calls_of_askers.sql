-- Whose question a call is, where it is only theirs (Call::of_asker): it goes with them. held: its body was never written.
ALTER TABLE calls ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
