-- Who may sign in, from where they are signed in, and who guesses too often.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    roles TEXT NOT NULL,
    passphrase TEXT,
    set_up_hash TEXT UNIQUE,
    set_up_ends TEXT,
    gone TEXT
) STRICT;
CREATE TABLE sign_ins (
    token_hash TEXT PRIMARY KEY,
    staff INTEGER NOT NULL REFERENCES staff,
    started TEXT NOT NULL,
    seen TEXT NOT NULL
) STRICT;
CREATE INDEX sign_ins_of ON sign_ins (staff);
CREATE TABLE throttle (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last TEXT NOT NULL
) STRICT;
