-- A final comment period that a maintainer opened although the proposal was no draft, as far as was known: it is not to
-- be closed for that status.
ALTER TABLE proposal_windows ADD COLUMN although TEXT NOT NULL DEFAULT '';  -- that status; empty for a draft
