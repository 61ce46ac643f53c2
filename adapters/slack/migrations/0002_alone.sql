-- In which conversation somebody is alone with Usher. What was made there by a command stands in other tables under the id of that
-- conversation; by this row it is known to be theirs where they say /forget me in another place. Kept until then.
CREATE TABLE slack_alone (
  person TEXT PRIMARY KEY,
  room   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
