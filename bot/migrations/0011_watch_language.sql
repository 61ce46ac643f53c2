-- The language in which a person asked to be told of news: they are told in it, unless they have chosen one (people).
ALTER TABLE proposal_watches ADD COLUMN lang TEXT NOT NULL DEFAULT '';       -- BCP 47; empty for rooms
