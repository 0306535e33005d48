-- An invited runner's answers, round by round, and what the clinic does about them.
--
-- In the clear is only what the inbox sorts by. `waiting`: how urgent a warning is that nobody
-- has acknowledged yet, 1 to 3; 0 when none waits.
CREATE TABLE responses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    round INTEGER NOT NULL,
    started TEXT NOT NULL,
    changed TEXT NOT NULL,
    section TEXT NOT NULL,
    submitted TEXT,
    received TEXT,
    state TEXT NOT NULL DEFAULT 'new',
    read_by INTEGER REFERENCES staff,
    read TEXT,
    waiting INTEGER NOT NULL DEFAULT 0,
    correction TEXT,
    sealed BLOB NOT NULL,
    told BLOB,
    brief BLOB,
    verdict BLOB,
    UNIQUE (invitation, round)
) STRICT;
CREATE INDEX responses_in_order ON responses (waiting DESC, received DESC, id DESC)
    WHERE received IS NOT NULL;
CREATE INDEX responses_waiting ON responses (waiting) WHERE waiting > 0;
CREATE TABLE warnings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    response INTEGER NOT NULL REFERENCES responses ON DELETE CASCADE,
    raised TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    acknowledged TEXT,
    by INTEGER REFERENCES staff,
    alerted TEXT,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX warnings_of ON warnings (response);
CREATE INDEX warnings_open ON warnings (raised) WHERE acknowledged IS NULL;
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    response INTEGER NOT NULL REFERENCES responses ON DELETE CASCADE,
    by INTEGER NOT NULL REFERENCES staff,
    at TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX notes_of ON notes (response);
CREATE TABLE agreement (
    rule TEXT NOT NULL,
    verdict TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (rule, verdict)
) STRICT;
CREATE TABLE contents (
    version TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;
