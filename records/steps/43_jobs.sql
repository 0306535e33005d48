-- What is done again and again and failed the last time, by any server: since when, and of which
-- kind the mistake was. Nothing of what it was about.
CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    failing_since TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
