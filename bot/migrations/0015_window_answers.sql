-- What became of each word about a final comment period, so that the same event once more is answered alike. Pruned after
-- eight days: a repeat is known as one for seven.
CREATE TABLE proposal_window_answers (
  series TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  event  TEXT    NOT NULL,                 -- its id, as the platform gave it
  at     INTEGER NOT NULL,                 -- UTC seconds
  window INTEGER NOT NULL,                 -- which one it was about; 0: none
  why    INTEGER NOT NULL,                 -- WindowWhy (commands/proposals/windows_answered.hpp)
  PRIMARY KEY (series, space, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_window_answers_at ON proposal_window_answers (series, at);
