-- What is read of a proposal's body, beside its header. Lists are lines.
ALTER TABLE proposals ADD COLUMN abstract TEXT NOT NULL DEFAULT '';         -- its first sentence
ALTER TABLE proposals ADD COLUMN discussion_urls TEXT NOT NULL DEFAULT '';
ALTER TABLE proposals ADD COLUMN faults TEXT NOT NULL DEFAULT '';           -- codes of commands/proposals/faults.hpp
-- Which reader_version (commands/proposals/reading.hpp) has read the file; 0: some of it is not known. Rows of another
-- version are read again at the next poll: blob ids stay, by which a renamed file is known.
ALTER TABLE proposals ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;

-- A poll under way was begun by another version of the program, and is begun anew. Late answers to it are not heard.
DELETE FROM proposal_files;
UPDATE proposal_series SET poll = poll + 1, started = 0, pending_etag = '' WHERE started <> 0;
-- The index that comes with the program says more than it did.
UPDATE proposal_series SET as_of = 0 WHERE source = '';
