-- In which conversations ("D…") somebody has spoken to Usher: the one with Usher, and, for a command can be typed anywhere, those
-- with one other person, where Usher is not and can post nothing. What was made there by a command stands in other tables under the
-- id of that conversation; by this row it is known to be theirs where they say /forget me in another place. Kept until then.
CREATE TABLE slack_alone (
  person TEXT NOT NULL,
  room   TEXT NOT NULL,
  PRIMARY KEY (person, room)
) STRICT, WITHOUT ROWID;
