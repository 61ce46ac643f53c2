-- What maintainers are told of the listings of proposals: each happening once. Kept for seven days after that, by what they
-- are told apart.
CREATE TABLE proposal_reports (
  series TEXT    NOT NULL,
  what   TEXT    NOT NULL,                 -- "left 12", "refused 40:…", "accepted 40:…": a poll, or what a listing holds
  kind   INTEGER NOT NULL,                 -- ReportKind (commands/proposals/reports.hpp)
  at     INTEGER NOT NULL,                 -- UTC seconds
  lacks  INTEGER NOT NULL,
  known  INTEGER NOT NULL,
  detail TEXT    NOT NULL DEFAULT '',      -- names of proposals, or of who accepted it; emptied once it is told
  told   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (series, what)
) STRICT, WITHOUT ROWID;

-- Who said that a listing is right, as their platform shows them.
ALTER TABLE proposal_trust ADD COLUMN name TEXT NOT NULL DEFAULT '';
