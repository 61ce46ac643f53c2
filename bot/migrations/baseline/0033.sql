-- What the migrations 0001 to 0033 make of an empty database. Made by packaging/make_baseline.py; do not edit.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE calls (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  space   TEXT    NOT NULL DEFAULT '',
  feature TEXT    NOT NULL,
  tag     TEXT    NOT NULL,
  service TEXT    NOT NULL,
  method  TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  body    BLOB    NOT NULL,
  etag    TEXT    NOT NULL,
  within  INTEGER NOT NULL,
  created INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  due     INTEGER NOT NULL DEFAULT 0
, person TEXT NOT NULL DEFAULT '', held INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE jobs (
  feature TEXT    NOT NULL,
  job     TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (feature, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_at ON jobs (at);
CREATE TABLE people (
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  lang    TEXT    NOT NULL,
  touched INTEGER NOT NULL,
  PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE dialogues (
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  state   BLOB    NOT NULL,             -- form, answers so far, position: bot/dialogue.cpp
  touched INTEGER NOT NULL,
  PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE notices (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  feature TEXT    NOT NULL,
  what    TEXT    NOT NULL              -- no message text, no person
) STRICT;
CREATE TABLE proposals (
  series      TEXT    NOT NULL,
  number      INTEGER NOT NULL,
  file        TEXT    NOT NULL,            -- its name now: addresses are made from it
  sha         TEXT    NOT NULL,            -- git's blob id of what was read; empty: to be read again
  title       TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  type        TEXT    NOT NULL,            -- empty where the header has none
  authors     TEXT    NOT NULL,            -- names only
  created     TEXT    NOT NULL,            -- ISO 8601, or empty
  created_raw TEXT    NOT NULL,            -- as written
  dated       TEXT    NOT NULL,            -- ISO 8601, of an old Date field
  replaces    TEXT    NOT NULL,
  replaced_by TEXT    NOT NULL,
  resolution  INTEGER NOT NULL,            -- 0 absent, 1 empty, 2 pending ("TODO"), 3 linked
  resolution_urls TEXT NOT NULL,
  notes       TEXT    NOT NULL, abstract TEXT NOT NULL DEFAULT '', discussion_urls TEXT NOT NULL DEFAULT '', faults TEXT NOT NULL DEFAULT '', reader INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_series (
  series   TEXT    PRIMARY KEY,
  as_of    INTEGER NOT NULL,               -- when the table was last known to equal its source, UTC seconds
  source   TEXT    NOT NULL,               -- which source that was; empty: the index that came with the program
  etag     TEXT    NOT NULL,               -- of the listing that the table equals
  failures INTEGER NOT NULL,               -- polls in a row that came to nothing
  poll     INTEGER NOT NULL,               -- counts polls: an answer to an earlier one is not taken
  started  INTEGER NOT NULL,               -- when the poll under way began; 0: none is
  pending_etag TEXT NOT NULL               -- of the listing under way
, baseline TEXT NOT NULL DEFAULT '', doubt TEXT NOT NULL DEFAULT '', doubted INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0, trusted INTEGER NOT NULL DEFAULT 0, step INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT -1, asked TEXT NOT NULL DEFAULT '', reader INTEGER NOT NULL DEFAULT 0, amiss INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_news (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  series TEXT    NOT NULL,
  poll   INTEGER NOT NULL,                 -- proposal_series.poll
  number INTEGER NOT NULL,
  kind   INTEGER NOT NULL,                 -- NewsKind (commands/proposals/news.hpp)
  was    TEXT    NOT NULL,
  now    TEXT    NOT NULL,
  noted  INTEGER NOT NULL,                 -- 1: a step that the series' own rules do not describe
  digest INTEGER NOT NULL,                 -- 1: one of more than three in its poll
  at     INTEGER NOT NULL,                 -- when it was seen, UTC seconds
  UNIQUE (series, poll, number, kind)
) STRICT;
CREATE UNIQUE INDEX proposal_news_new ON proposal_news (series, number) WHERE kind = 0;
CREATE TABLE proposal_watches (
  series TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL,
  what   TEXT    NOT NULL,                 -- "18", "all", "new" or "status"
  since  INTEGER NOT NULL, lang TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (series, space, room, person, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_loose (
  series TEXT    NOT NULL,
  file   TEXT    NOT NULL,
  sha    TEXT    NOT NULL,
  PRIMARY KEY (series, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_gone (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  facts  TEXT    NOT NULL, sha TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',                 -- commands/proposals/index.hpp, one line
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE "inbox" (
  id    INTEGER PRIMARY KEY,
  space TEXT    NOT NULL,
  hash  BLOB    NOT NULL,
  hour  INTEGER NOT NULL
) STRICT;
CREATE TABLE "posted" (
  id      INTEGER PRIMARY KEY,
  space   TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  to_key  TEXT    NOT NULL,             -- room, thread and people in one string
  lane    INTEGER NOT NULL,
  room    TEXT    NOT NULL DEFAULT '',  -- where it went
  thread  TEXT    NOT NULL DEFAULT '',
  ref     TEXT    NOT NULL DEFAULT '',  -- empty until delivered
  dead    INTEGER NOT NULL DEFAULT 0,
  person  TEXT    NOT NULL,
  asker   TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  forever INTEGER NOT NULL
, hash INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE proposal_windows (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  series  TEXT    NOT NULL,
  number  INTEGER NOT NULL,                -- of the proposal
  state   INTEGER NOT NULL,                -- WindowState (commands/proposals/window.hpp)
  opened  INTEGER NOT NULL,                -- the mail's date, or when it was opened by hand, UTC seconds
  closes  INTEGER NOT NULL,                -- UTC seconds
  url     TEXT    NOT NULL,
  mail    TEXT    NOT NULL,                -- mail_key(url) (commands/proposals/proposing_mail.hpp)
  council TEXT    NOT NULL,                -- where it was put to the Steering Council; else empty
  told    INTEGER NOT NULL,                -- Told (commands/proposals/window.hpp)
  by_mail INTEGER NOT NULL,                -- 1: found in the archive
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL
, although TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX proposal_windows_number ON proposal_windows (series, number, id);
CREATE INDEX proposal_windows_open ON proposal_windows (series, closes) WHERE state = 0;
CREATE TABLE proposal_objections (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  window  INTEGER NOT NULL REFERENCES proposal_windows (id),
  url     TEXT    NOT NULL,
  at      INTEGER NOT NULL,                -- UTC seconds
  verdict INTEGER NOT NULL,                -- Objection::Verdict (commands/proposals/window.hpp)
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL
) STRICT;
CREATE INDEX proposal_objections_window ON proposal_objections (window, id);
CREATE TABLE proposal_mail (
  series   TEXT    PRIMARY KEY,
  source   TEXT    NOT NULL,               -- the archive's address
  seen     INTEGER NOT NULL,               -- everything up to then was read, UTC seconds; 0: nothing yet
  etag     TEXT    NOT NULL,
  failures INTEGER NOT NULL,               -- in a row
  partial  INTEGER NOT NULL,               -- answers in a row that did not reach back to what was read before
  poll     INTEGER NOT NULL,               -- counts polls: an answer to an earlier one is not taken
  started  INTEGER NOT NULL                -- when the poll under way began, UTC seconds; 0: none is
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_mails (
  series TEXT    NOT NULL,
  mail   TEXT    NOT NULL,                 -- mail_key of its address
  at     INTEGER NOT NULL,                 -- its date, UTC seconds
  waits  INTEGER NOT NULL,                 -- 1: there was no such draft; it is looked at again
  PRIMARY KEY (series, mail)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_history (
  series   TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  source   TEXT    NOT NULL,               -- Settings::source that it was read from
  etag     TEXT    NOT NULL,               -- of the log that the commits equal
  read     INTEGER NOT NULL,               -- when they were last known to equal it, UTC seconds; 0: never
  failed   INTEGER NOT NULL,               -- errc that the last reading ended with (bot/errc.hpp)
  tried    INTEGER NOT NULL,               -- when it ended
  reading  INTEGER NOT NULL,               -- counts readings: an answer to an earlier one is not taken
  moved    INTEGER NOT NULL,               -- of the reading under way: when it last got on; 0: none is
  pending_etag TEXT NOT NULL,              -- of the log under way
  left_out INTEGER NOT NULL,               -- commits older than those that are kept
  asked    INTEGER NOT NULL,               -- when somebody last wanted it
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_commits (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  id     TEXT    NOT NULL,                 -- 40 hex digits
  place  INTEGER NOT NULL,                 -- 0 is the oldest that is kept
  at     INTEGER NOT NULL,                 -- when it was committed, UTC seconds
  file   TEXT    NOT NULL,                 -- the file's name at that commit
  state  INTEGER NOT NULL,                 -- CommitState (commands/proposals/history.hpp)
  status TEXT    NOT NULL,                 -- as written there; of state 2
  PRIMARY KEY (series, number, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_history_waiting (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  event  TEXT    NOT NULL,                 -- the id of the event that asked: the answer's key is made of it
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  thread TEXT    NOT NULL,
  person TEXT    NOT NULL,
  lang   TEXT    NOT NULL,                 -- BCP 47
  since  INTEGER NOT NULL,                 -- UTC seconds
  UNIQUE (series, number, space, event)
) STRICT;
CREATE TABLE proposal_weekly (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- names its job: "weekly:7"
  series  TEXT    NOT NULL,
  space   TEXT    NOT NULL,
  room    TEXT    NOT NULL,
  weekday INTEGER NOT NULL,                   -- 1: Monday … 7: Sunday, as ISO 8601 counts
  minute  INTEGER NOT NULL,                   -- of the day, by the clocks of `zone`
  zone    TEXT    NOT NULL,                   -- IANA
  always  INTEGER NOT NULL,                   -- 1: also after a week without news
  due     INTEGER NOT NULL,                   -- the next one, UTC seconds
  told    INTEGER NOT NULL,                   -- proposal_news.id: what came after it is for the next one
  UNIQUE (series, space, room)
) STRICT;
CREATE TABLE proposal_files (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,                 -- -1: its name has none
  file   TEXT    NOT NULL,                 -- empty: the number has no file any more
  sha    TEXT    NOT NULL,
  size   INTEGER NOT NULL,                 -- bytes
  state  INTEGER NOT NULL,                 -- FileState (commands/proposals/staging.hpp)
  facts  TEXT    NOT NULL,                 -- commands/proposals/index.hpp, one line; of states 2 and 6
  PRIMARY KEY (series, number, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_files_asked ON proposal_files (series, state) WHERE state = 1;
CREATE INDEX proposal_files_wanted ON proposal_files (series, state, number, file, sha) WHERE state = 5;
CREATE TABLE proposal_listing (
  series TEXT    PRIMARY KEY,
  body   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_news_next (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  was    TEXT    NOT NULL,
  now    TEXT    NOT NULL,
  noted  INTEGER NOT NULL,
  PRIMARY KEY (series, number, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE search_shelves (
  number  INTEGER PRIMARY KEY,             -- its rows are those from number * 2^40
  corpus  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  entries INTEGER NOT NULL,
  tokens  INTEGER NOT NULL,                -- in all of them
  version INTEGER NOT NULL,                -- raised whenever a word comes
  UNIQUE (corpus, name)
) STRICT;
CREATE TABLE search_entries (
  row   INTEGER PRIMARY KEY,
  shelf INTEGER NOT NULL,
  id    TEXT    NOT NULL,
  title TEXT    NOT NULL,                  -- tokens, as the full text has them
  also  TEXT    NOT NULL,
  body  TEXT    NOT NULL,
  UNIQUE (shelf, id)
) STRICT;
CREATE TABLE search_words (
  shelf INTEGER NOT NULL,
  size  INTEGER NOT NULL,
  plain TEXT    NOT NULL,
  stem  TEXT    NOT NULL,
  PRIMARY KEY (shelf, size, plain)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search_proposals USING fts5(title, also, body, content = 'search_entries', content_rowid = 'row',
                                                 columnsize = 0, tokenize = 'unicode61');
CREATE INDEX proposal_news_number ON proposal_news (series, number, id);
CREATE TABLE proposal_lost_status (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  status TEXT    NOT NULL,                 -- the last that it had
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_trust (
  series TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  event  TEXT    NOT NULL,                 -- Event::id
  at     INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '',                 -- UTC seconds
  PRIMARY KEY (series, space, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_gone_sha ON proposal_gone (series, sha);
CREATE INDEX proposal_gone_title ON proposal_gone (series, title);
CREATE TABLE proposal_unheard (
  series TEXT    NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (series, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE listings_asked (
  id      INTEGER PRIMARY KEY,
  service TEXT    NOT NULL,
  at      INTEGER NOT NULL                 -- UTC seconds
) STRICT;
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
CREATE TABLE proposal_rounds (
  id        INTEGER PRIMARY KEY,             -- in order
  series    TEXT    NOT NULL,
  kind      INTEGER NOT NULL,                -- Round::Kind (commands/proposals/rounds.hpp)
  of        INTEGER NOT NULL,                -- the poll, or the comment period
  notice    INTEGER NOT NULL,                -- of a comment period: Notice (commands/proposals/window.hpp)
  late      INTEGER NOT NULL,                -- 1: it is said long after its time
  objection INTEGER NOT NULL,                -- which one it is about; -1: none
  key       TEXT    NOT NULL,                -- of a comment period's posts
  at        INTEGER NOT NULL,                -- when it was seen, UTC seconds
  space     TEXT    NOT NULL,                -- those up to this watcher were told, in the order of proposal_watches
  room      TEXT    NOT NULL,
  person    TEXT    NOT NULL
) STRICT;
CREATE INDEX proposal_rounds_series ON proposal_rounds (series, id);
CREATE TABLE meeting_calendars (
  source        TEXT    PRIMARY KEY,
  etag          TEXT    NOT NULL DEFAULT '',
  read          INTEGER NOT NULL DEFAULT 0,  -- when the rows were last known to equal it; 0: never
  known_until   INTEGER NOT NULL DEFAULT 0,  -- what begins before then is known
  expanded      INTEGER NOT NULL DEFAULT 0,  -- when its occurrences were last worked out
  poll          INTEGER NOT NULL DEFAULT 0,  -- counts polls: an answer to an earlier one is not taken
  started       INTEGER NOT NULL DEFAULT 0,  -- when the poll under way began; 0: none is
  failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
  pending_etag  TEXT    NOT NULL DEFAULT '',
  pending_until INTEGER NOT NULL DEFAULT 0,
  problems      TEXT    NOT NULL DEFAULT ''  -- a line each: what its keepers have to mend
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_staged (
  source TEXT    NOT NULL,
  place  INTEGER NOT NULL,
  bytes  BLOB    NOT NULL,                   -- commands/meeting/reading.hpp; empty: this key is gone
  key    TEXT    NOT NULL,
  PRIMARY KEY (source, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_series (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  source      TEXT    NOT NULL,
  key         TEXT    NOT NULL,              -- commands/meeting/names.hpp
  title       TEXT    NOT NULL,
  description TEXT    NOT NULL,
  link        TEXT    NOT NULL,              -- of the call
  other_link  TEXT    NOT NULL,              -- another one, where the calendar names two
  agenda      TEXT    NOT NULL,
  dial_in     TEXT    NOT NULL,
  place       TEXT    NOT NULL,
  zone        TEXT    NOT NULL,              -- IANA
  ends        INTEGER NOT NULL,              -- its last date where that is near; 0: it goes on
  digest      INTEGER NOT NULL,              -- of what was read last
  gone        INTEGER NOT NULL DEFAULT 0,    -- when the calendar has lost it; 0: it is there
  told_links  TEXT    NOT NULL DEFAULT '',   -- the two links that organisers were told of
  told_end    INTEGER NOT NULL DEFAULT 0,    -- the end that organisers were warned of
  told_days   INTEGER NOT NULL DEFAULT 0,    -- how many days before: 30, 7
  told_hosts  INTEGER NOT NULL DEFAULT 0,    -- 1: organisers were told that fewer than two can host it
  UNIQUE (source, key)
) STRICT;
CREATE TABLE meeting_occurrences (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  series   INTEGER NOT NULL REFERENCES meeting_series (id),
  said     INTEGER NOT NULL,                 -- the start that its calendar has
  start    INTEGER NOT NULL,                 -- the start that holds
  ends     INTEGER NOT NULL,
  all_day  INTEGER NOT NULL,
  twice    INTEGER NOT NULL,                 -- 1: the clocks there show that time twice, or never
  state    INTEGER NOT NULL,                 -- OccurrenceState (commands/meeting/table.hpp)
  sequence INTEGER NOT NULL DEFAULT 0,       -- raised with every change, as in RFC 5545
  was      INTEGER NOT NULL DEFAULT 0,       -- the start before it was moved last; 0: it never was
  held     INTEGER NOT NULL DEFAULT 0,       -- 1: an organiser changed it here, and the calendar does not agree yet
  changed  INTEGER NOT NULL DEFAULT 0,       -- when an organiser moved it or called it off
  title    TEXT    NOT NULL DEFAULT '',      -- of its own; empty: the series'
  link     TEXT    NOT NULL DEFAULT ''
, relocated INTEGER NOT NULL DEFAULT 0, decided   INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX meeting_occurrences_series ON meeting_occurrences (series, start);
CREATE INDEX meeting_occurrences_start ON meeting_occurrences (start);
CREATE INDEX meeting_occurrences_was ON meeting_occurrences (was) WHERE was > 0;
CREATE TABLE meeting_subscriptions (
  what   TEXT    NOT NULL,
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL,
  lead   INTEGER NOT NULL,                   -- seconds before the start
  since  INTEGER NOT NULL,
  PRIMARY KEY (what, space, room, person, lead)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_subscriptions_lead ON meeting_subscriptions (what, lead, space, room, person);
CREATE INDEX meeting_subscriptions_who ON meeting_subscriptions (space, room, person);
CREATE TABLE meeting_people (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  zone   TEXT    NOT NULL,                   -- IANA; empty: not known
  chosen INTEGER NOT NULL,                   -- 1: they have said so; 0: their platform has
  lang   TEXT    NOT NULL,                   -- BCP 47
  met    INTEGER NOT NULL DEFAULT 0,         -- 1: they were told what happens in a meeting
  PRIMARY KEY (space, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_later (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  UNIQUE (occurrence, space, person)
) STRICT;
CREATE INDEX meeting_later_at ON meeting_later (at);
CREATE TABLE meeting_going (
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  comes      INTEGER NOT NULL,               -- 1: yes; 0: no
  at         INTEGER NOT NULL,
  PRIMARY KEY (occurrence, space, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_rounds (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,  -- in order
  kind   INTEGER NOT NULL,                   -- Round::Kind (commands/meeting/rounds.hpp)
  bytes  BLOB    NOT NULL,                   -- what it is about
  at     INTEGER NOT NULL,                   -- when it became due
  rooms  INTEGER NOT NULL,                   -- 1: the configured rooms were told
  space  TEXT    NOT NULL,                   -- those up to this subscriber were told
  room   TEXT    NOT NULL,
  person TEXT    NOT NULL
) STRICT;
CREATE TABLE meeting_receipts (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  key      TEXT    NOT NULL UNIQUE,          -- of the posts
  title    TEXT    NOT NULL,
  space    TEXT    NOT NULL,                 -- who it is for; no person once they are forgotten
  person   TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  posts    INTEGER NOT NULL DEFAULT 0,       -- that were made so far
  complete INTEGER NOT NULL DEFAULT 0,       -- 1: no more come
  people   INTEGER NOT NULL DEFAULT 0,       -- who were reached
  missed   INTEGER NOT NULL DEFAULT 0        -- who were not
, edit INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE meeting_receipt_rooms (
  receipt INTEGER NOT NULL REFERENCES meeting_receipts (id),
  space   TEXT    NOT NULL,
  room    TEXT    NOT NULL,
  at      INTEGER NOT NULL,                  -- when it arrived, or was given up
  why     INTEGER NOT NULL,                  -- errc; 0: it arrived
  PRIMARY KEY (receipt, space, room)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_state (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  seen_until  INTEGER NOT NULL,
  looked      INTEGER NOT NULL               -- when that was last written
) STRICT;
CREATE TABLE meeting_hosts (
  key    TEXT    NOT NULL,                   -- of the series
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  how    INTEGER NOT NULL,
  name   TEXT    NOT NULL,                   -- as their platform showed it
  since  INTEGER NOT NULL,
  PRIMARY KEY (key, space, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_hosting (
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  state      INTEGER NOT NULL,
  step       INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  PRIMARY KEY (occurrence, space, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_host_steps (
  occurrence INTEGER PRIMARY KEY,
  step       INTEGER NOT NULL
) STRICT;
CREATE TABLE meeting_talks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT    NOT NULL,               -- of the series
  title      TEXT    NOT NULL,
  name       TEXT    NOT NULL,               -- of the speaker
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,               -- empty: somebody who cannot be written to
  state      INTEGER NOT NULL,
  occurrence INTEGER NOT NULL DEFAULT 0,     -- what it is planned or asked for
  instead_of INTEGER NOT NULL DEFAULT 0,     -- the talk that it is asked to stand in for; 0: for none
  declined   INTEGER NOT NULL DEFAULT 0,     -- the date for which it was declined last
  asked      INTEGER NOT NULL DEFAULT 0,     -- when
  next_ask   INTEGER NOT NULL DEFAULT 0,     -- when the next stand-by is asked as well; 0: they were
  reason     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_talks_key ON meeting_talks (key, state);
CREATE INDEX meeting_talks_next ON meeting_talks (next_ask) WHERE next_ask > 0;
CREATE TABLE meeting_minutes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  series      INTEGER NOT NULL,                -- 0: of none
  occurrence  INTEGER NOT NULL,                -- 0: of none
  title       TEXT    NOT NULL,
  space       TEXT    NOT NULL,
  room        TEXT    NOT NULL,
  person      TEXT    NOT NULL,                -- who began; empty once they are forgotten
  started     INTEGER NOT NULL,
  last        INTEGER NOT NULL,                -- when something was noted last
  planned_end INTEGER NOT NULL,
  nudged      INTEGER NOT NULL DEFAULT 0,      -- 1: the room was asked whether the meeting is over
  ended       INTEGER NOT NULL DEFAULT 0,      -- 0: they go on
  file        TEXT    NOT NULL DEFAULT '',     -- of the archive, once they have ended; empty: none is known
  by_person   TEXT    NOT NULL DEFAULT '',     -- who has the file, in the same space
  archived    INTEGER NOT NULL DEFAULT 0,      -- when somebody said that it is in the archive
  next_ask    INTEGER NOT NULL DEFAULT 0       -- when it is asked whether it is; 0: it is not asked any more
) STRICT;
CREATE UNIQUE INDEX meeting_minutes_room ON meeting_minutes (space, room) WHERE ended = 0;
CREATE TABLE meeting_minute_lines (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  minutes INTEGER NOT NULL REFERENCES meeting_minutes (id),
  kind    INTEGER NOT NULL,                    -- NoteLine::Kind (commands/meeting/minutes.hpp)
  who     TEXT    NOT NULL,                    -- a name: who is present, whose action it is
  person  TEXT    NOT NULL,                    -- who noted it; empty once they are forgotten
  text    TEXT    NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_minute_lines_minutes ON meeting_minute_lines (minutes, id);
CREATE TABLE meeting_actions (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  key    TEXT    NOT NULL,                     -- of the series; empty: of none
  title  TEXT    NOT NULL,                     -- of the meeting
  owner  TEXT    NOT NULL,                     -- a name
  space  TEXT    NOT NULL,                     -- whose it is, where that is known
  person TEXT    NOT NULL,
  text   TEXT    NOT NULL,
  state  INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  asked  INTEGER NOT NULL DEFAULT 0            -- the date before which it was last asked about
) STRICT;
CREATE INDEX meeting_actions_open ON meeting_actions (state, key);
CREATE TABLE meeting_agenda (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT    NOT NULL,                 -- of the series
  place      INTEGER NOT NULL,                 -- their order
  text       TEXT    NOT NULL,
  who        TEXT    NOT NULL,                 -- a name; empty once they are forgotten
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,       -- put off: not at a meeting that begins before
  done       INTEGER NOT NULL DEFAULT 0,       -- when it was done or dropped
  question   INTEGER NOT NULL DEFAULT 0,       -- 1: of somebody who cannot come, and is told the answer
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_agenda_open ON meeting_agenda (key, place) WHERE done = 0;
CREATE TABLE meeting_pages (
  minutes   INTEGER PRIMARY KEY REFERENCES meeting_minutes (id),
  text      TEXT    NOT NULL,               -- the file as it was shown, without passcodes
  title     TEXT    NOT NULL,               -- of the pull request
  branch    TEXT    NOT NULL,               -- empty: no archive is known for it
  pull      INTEGER NOT NULL DEFAULT 0,     -- Pull (commands/meeting/pages.hpp)
  number    INTEGER NOT NULL DEFAULT 0,     -- of the pull request
  url       TEXT    NOT NULL DEFAULT '',
  blob      TEXT    NOT NULL DEFAULT '',    -- git's id of what was written there; empty: nothing was
  asked     INTEGER NOT NULL DEFAULT 0,     -- how often somebody wanted it
  under_way INTEGER NOT NULL DEFAULT 0,     -- 1: it is being made
  space     TEXT    NOT NULL DEFAULT '',    -- who wanted it last; no person once they are forgotten
  person    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_pages_branch ON meeting_pages (branch) WHERE branch <> '';
CREATE TABLE meeting_pads (
  occurrence INTEGER PRIMARY KEY,
  state      INTEGER NOT NULL DEFAULT 0,
  tries      INTEGER NOT NULL DEFAULT 0     -- that met with what somebody else had written
, failures INTEGER NOT NULL DEFAULT 0, again    INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE meeting_pad_asks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  occurrence INTEGER NOT NULL,
  space      TEXT    NOT NULL,
  person     TEXT    NOT NULL               -- empty once they are forgotten
) STRICT;
CREATE TABLE documents (
  id      INTEGER PRIMARY KEY,
  path    TEXT    NOT NULL UNIQUE,
  feature TEXT    NOT NULL,
  type    TEXT    NOT NULL,
  bytes   BLOB    NOT NULL,
  changed INTEGER NOT NULL,
  version INTEGER NOT NULL                   -- raised with each change
) STRICT;
CREATE INDEX documents_feature ON documents (feature, path);
CREATE TABLE meeting_feed (
  occurrence INTEGER PRIMARY KEY,            -- meeting_occurrences
  series     INTEGER NOT NULL,
  uid        TEXT    NOT NULL UNIQUE,        -- never another for this date
  sequence   INTEGER NOT NULL,               -- raised with each change of `lines`
  modified   INTEGER NOT NULL,               -- when that was
  lines      TEXT    NOT NULL                -- commands/meeting/feed_writing.hpp
) STRICT;
CREATE INDEX meeting_feed_series ON meeting_feed (series);
CREATE TABLE meeting_former_starts (
  occurrence INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  PRIMARY KEY (occurrence, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_former_starts_start ON meeting_former_starts (start);
CREATE TABLE meeting_made (
  key     TEXT    PRIMARY KEY,              -- of the series (commands/meeting/names.hpp)
  title   TEXT    NOT NULL,
  link    TEXT    NOT NULL,                 -- of the call
  about   TEXT    NOT NULL,                 -- a description
  tags    TEXT    NOT NULL,                 -- with blanks between them
  rhythm  BLOB    NOT NULL,                 -- commands/meeting/rhythm.hpp
  at      INTEGER NOT NULL,
  adopted INTEGER NOT NULL DEFAULT 0        -- when a calendar got it, whose word counts since; 0: none has it
, owner TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
CREATE TABLE meeting_made_rooms (
  key   TEXT NOT NULL,
  space TEXT NOT NULL,
  room  TEXT NOT NULL,
  PRIMARY KEY (key, space, room)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_changes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  series    INTEGER NOT NULL REFERENCES meeting_series (id) ON DELETE CASCADE,
  since     INTEGER NOT NULL,
  rhythm    BLOB    NOT NULL,
  at        INTEGER NOT NULL,               -- when it was confirmed
  tell_next INTEGER NOT NULL                -- when organisers are told next that the calendar differs; 0: it is in none
) STRICT;
CREATE INDEX meeting_changes_series ON meeting_changes (series, id);
CREATE TABLE meeting_bases (
  series INTEGER PRIMARY KEY REFERENCES meeting_series (id) ON DELETE CASCADE,
  bytes  BLOB    NOT NULL
) STRICT;
CREATE TABLE meeting_drafts (
  id     TEXT    PRIMARY KEY,
  bytes  BLOB    NOT NULL,                  -- commands/meeting/drafts.hpp
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  done   INTEGER NOT NULL DEFAULT 0         -- 1: it was confirmed
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_made_state (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL
) STRICT;
CREATE TABLE meeting_source_edits (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  occurrence INTEGER NOT NULL,
  sequence   INTEGER NOT NULL,              -- of the date as it was changed so; another: it was changed again
  at         INTEGER NOT NULL,              -- when
  branch     TEXT    NOT NULL,
  title      TEXT    NOT NULL DEFAULT '',   -- of the pull request
  blob       TEXT    NOT NULL DEFAULT '',   -- git's id of the file as it was found or written there last
  pull       INTEGER NOT NULL DEFAULT 0,    -- Pull (commands/meeting/pages.hpp)
  number     INTEGER NOT NULL DEFAULT 0,
  url        TEXT    NOT NULL DEFAULT '',
  asked      INTEGER NOT NULL DEFAULT 0,    -- how often somebody wanted it
  under_way  INTEGER NOT NULL DEFAULT 0,    -- 1: it is being made
  space      TEXT    NOT NULL,              -- who changed it, or wanted it last; no person once they are forgotten
  person     TEXT    NOT NULL,
  next_ask   INTEGER NOT NULL DEFAULT 0,    -- when they are told that the calendar still says otherwise; 0: not any more
  UNIQUE (occurrence, sequence)
) STRICT;
CREATE INDEX meeting_source_edits_next ON meeting_source_edits (next_ask) WHERE next_ask > 0;
CREATE TABLE meeting_holidays (
  source TEXT    NOT NULL,                  -- its address
  day    INTEGER NOT NULL,                  -- days since 1970-01-01
  name   TEXT    NOT NULL,
  PRIMARY KEY (source, day, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_holiday_sources (
  source   TEXT    PRIMARY KEY,
  etag     TEXT    NOT NULL DEFAULT '',
  read     INTEGER NOT NULL DEFAULT 0,      -- when it was read last; 0: never
  failures INTEGER NOT NULL DEFAULT 0       -- in a row
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_warned (
  occurrence INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  what       TEXT    NOT NULL,
  PRIMARY KEY (occurrence, kind, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_pad_checks (
  occurrence INTEGER PRIMARY KEY,
  start      INTEGER NOT NULL               -- for which it was read
) STRICT;
CREATE TABLE answer_gaps (
  id       INTEGER PRIMARY KEY,
  space    TEXT    NOT NULL,
  person   TEXT    NOT NULL,
  event    TEXT    NOT NULL,                 -- the one that asked: once asked is one gap
  topic    TEXT    NOT NULL,                 -- whose answer did not help; empty where there was none
  lang     TEXT    NOT NULL,
  question TEXT    NOT NULL,
  at       INTEGER NOT NULL                  -- UTC seconds
) STRICT;
CREATE UNIQUE INDEX answer_gaps_once ON answer_gaps (space, person, event, topic);
CREATE INDEX answer_gaps_at ON answer_gaps (at);
CREATE TABLE answer_refusals (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  what   TEXT    NOT NULL,
  at     INTEGER NOT NULL,                   -- UTC seconds
  PRIMARY KEY (space, person, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer_votes (
  space   TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  topic   TEXT    NOT NULL,
  helpful INTEGER NOT NULL,
  unasked INTEGER NOT NULL,                  -- the answer was given unasked
  at      INTEGER NOT NULL,                  -- UTC seconds
  PRIMARY KEY (space, person, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_votes_at ON answer_votes (at);
CREATE TABLE answer_unasked (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: the key of a post is made of it
  space  TEXT    NOT NULL,
  room   TEXT    NOT NULL,
  root   TEXT    NOT NULL,                   -- the thread that the answer goes to; empty: the room
  event  TEXT    NOT NULL,                   -- the message's
  person TEXT    NOT NULL,
  lang   TEXT    NOT NULL,
  topic  TEXT    NOT NULL,
  due    INTEGER NOT NULL,                   -- UTC seconds
  at     INTEGER NOT NULL                    -- UTC seconds: when it was asked, or answered
) STRICT;
CREATE INDEX answer_unasked_room ON answer_unasked (space, room);
CREATE TABLE answer_digest (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  at   INTEGER NOT NULL                      -- UTC seconds
) STRICT;
CREATE TABLE welcomes (
  id        INTEGER PRIMARY KEY,
  space     TEXT NOT NULL,
  person    TEXT NOT NULL,
  room      TEXT NOT NULL DEFAULT '',     -- where they came in; empty: the space itself
  state     INTEGER NOT NULL,             -- welcome::State
  joined    INTEGER NOT NULL DEFAULT 0,   -- when they came for the first time, which is what makes a rush; 0: never seen to come
  seen      INTEGER NOT NULL,             -- when they last came or pressed a button: from then on the row is kept
  due       INTEGER NOT NULL DEFAULT 0,
  sent      INTEGER NOT NULL DEFAULT 0,
  stopped   INTEGER NOT NULL DEFAULT 0,   -- they want no more of it; such rows stay
  again     INTEGER NOT NULL DEFAULT 0,   -- when they want to be asked again; -1: they were
  lang      TEXT NOT NULL DEFAULT '',     -- what was known of their language when they came or wanted that
  interests TEXT NOT NULL DEFAULT '',     -- names, a comma before and after each: counted once
  UNIQUE(space, person)
) STRICT;
CREATE INDEX welcomes_waiting ON welcomes(due) WHERE state=0;
CREATE INDEX welcomes_again ON welcomes(again) WHERE again>0;
CREATE INDEX welcomes_joined ON welcomes(space, joined);
CREATE INDEX welcomes_sent ON welcomes(sent);
CREATE INDEX welcomes_seen ON welcomes(seen);
CREATE TABLE welcome_rushes (
  space   TEXT PRIMARY KEY,
  began   INTEGER NOT NULL,
  latest  INTEGER NOT NULL,             -- when somebody last came who was too many
  verdict INTEGER NOT NULL DEFAULT 0,   -- welcome::Verdict
  held    INTEGER NOT NULL DEFAULT 0    -- how many waited when it was given
) STRICT;
CREATE TABLE welcome_counts (
  month TEXT NOT NULL,
  what  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY(month, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE user_groups (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  space     TEXT    NOT NULL,               -- where it was begun
  kind      INTEGER NOT NULL,               -- 0 not said yet, 1 open, 2 in-house
  state     INTEGER NOT NULL,               -- 0 being set up, 1 published (an in-house one: in its own room)
  room      TEXT    NOT NULL DEFAULT '',    -- of an in-house one, in that space; empty: none yet
  step      TEXT    NOT NULL,               -- the question that is asked next (commands/group/wizard.hpp)
  person    TEXT    NOT NULL,               -- who is asked; empty: nobody
  doubtful  INTEGER NOT NULL DEFAULT 0,     -- its name clashes or may offend
  rhythm    BLOB    NOT NULL DEFAULT x'',   -- of its events (commands/meeting/rhythm.hpp); empty: none was said
  event     INTEGER NOT NULL DEFAULT 0,     -- the start of the event that its checklist is about; 0: none
  date      INTEGER NOT NULL DEFAULT 0,     -- which date of the series that is (meeting_occurrences)
  changed   INTEGER NOT NULL,
  published INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE user_group_answers (
  id   INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  step TEXT    NOT NULL,
  text TEXT    NOT NULL,                    -- empty: the question was skipped
  PRIMARY KEY (id, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE user_group_people (
  id     INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  state  INTEGER NOT NULL,                  -- 0 asked, 1 organises it, 2 does not want to
  since  INTEGER NOT NULL,
  PRIMARY KEY (id, space, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_group_people_person ON user_group_people (space, person);
CREATE TABLE user_group_tasks (
  id     INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  item   TEXT    NOT NULL,                  -- commands/group/checklist.hpp
  space  TEXT    NOT NULL DEFAULT '',       -- whose it is; empty: every organiser's
  person TEXT    NOT NULL DEFAULT '',
  done   INTEGER NOT NULL DEFAULT 0,
  told   INTEGER NOT NULL DEFAULT 0,        -- when it was due as its owner was reminded; 0: they were not
  PRIMARY KEY (id, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE user_group_ideas (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,
  idea   TEXT    NOT NULL,                  -- "formats lightning"
  at     INTEGER NOT NULL,
  PRIMARY KEY (space, person, idea)
) STRICT, WITHOUT ROWID;
CREATE TABLE meeting_made_hosts (
  key   TEXT    NOT NULL,                   -- meeting_made
  host  TEXT    NOT NULL,
  place INTEGER NOT NULL,                   -- the order in which they are asked
  PRIMARY KEY (key, host)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_made_owner ON meeting_made (owner);
CREATE TABLE user_group_invitations (
  space  TEXT    NOT NULL,
  person TEXT    NOT NULL,                  -- who asked
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX user_group_invitations_person ON user_group_invitations (space, person, at);
CREATE TABLE user_group_heard (
  event  TEXT    NOT NULL PRIMARY KEY,      -- a digest of its space and id
  id     INTEGER NOT NULL,                  -- of the group
  said   TEXT    NOT NULL,                  -- commands/group/heard.hpp
  at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE inbox_index (
  hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE inbox_indexed (
  part INTEGER PRIMARY KEY CHECK (part BETWEEN 0 AND 15),
  upto INTEGER NOT NULL           -- an id of inbox: later rows of the part are not in inbox_index
) STRICT;
CREATE TABLE posted_index (
  hash INTEGER NOT NULL,
  id   INTEGER NOT NULL,          -- of posted
  PRIMARY KEY (hash, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE posted_indexed (     -- empty: nothing is indexed yet, nor hashed
  part INTEGER PRIMARY KEY CHECK (part BETWEEN 0 AND 15),
  upto INTEGER NOT NULL           -- an id of posted: later rows of the part are not in posted_index
) STRICT;
CREATE TRIGGER posted_gone AFTER DELETE ON posted BEGIN
  DELETE FROM posted_index WHERE hash = old.hash AND id = old.id;
END;
CREATE TABLE outbox_ids (
  upto INTEGER NOT NULL                 -- ids up to this one may have been given
) STRICT;
CREATE TABLE "outbox" (
  id        INTEGER PRIMARY KEY,
  space     TEXT    NOT NULL,
  room      TEXT    NOT NULL,
  thread    TEXT    NOT NULL,
  person    TEXT    NOT NULL,           -- the one recipient of a direct or private post, else empty
  queue     INTEGER NOT NULL,           -- hash of what keeps order: space, lane, room, thread, person
  kind      INTEGER NOT NULL,
  lane      INTEGER NOT NULL,
  key       TEXT    NOT NULL,
  to_key    TEXT    NOT NULL,
  feature   TEXT    NOT NULL,
  event     TEXT    NOT NULL,           -- id of the event that it answers
  asker     TEXT    NOT NULL,           -- who caused it, for /forget me
  tell      INTEGER NOT NULL,           -- 1: the feature hears of its end
  payload   BLOB    NOT NULL,           -- bot/outbox_codec.cpp
  created   INTEGER NOT NULL,
  tries     INTEGER NOT NULL DEFAULT 0,
  due       INTEGER NOT NULL DEFAULT 0, -- milliseconds since 1970
  uncertain INTEGER NOT NULL DEFAULT 0,
  dead      INTEGER NOT NULL DEFAULT 0, -- when it became a dead letter; payload is kept 30 days for the operator
  why       INTEGER NOT NULL DEFAULT 0,
  begun     INTEGER NOT NULL DEFAULT 1,
  takes     INTEGER NOT NULL DEFAULT 0  -- 1: it stands for its key
) STRICT;
CREATE INDEX outbox_queue ON outbox (queue, id) WHERE dead = 0;
CREATE INDEX outbox_dead ON outbox (dead) WHERE dead <> 0;
INSERT INTO inbox_indexed (part, upto) VALUES (0, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (1, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (10, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (11, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (12, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (13, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (14, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (15, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (2, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (3, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (4, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (5, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (6, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (7, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (8, 0);
INSERT INTO inbox_indexed (part, upto) VALUES (9, 0);
INSERT INTO meeting_made_state (one, revision) VALUES (1, 0);
INSERT INTO outbox_ids (upto) VALUES (0);
