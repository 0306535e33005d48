-- Screens in the waiting room. Nobody's answers are here: those are in the sealed cookie alone.
--
-- `sitting`: a random word for whoever is at a kiosk now; every cookie from before has another.
-- `section`: how far that person has come.
CREATE TABLE kiosks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    made TEXT NOT NULL,
    code_hash TEXT UNIQUE,
    code_ends TEXT,
    token_hash TEXT UNIQUE,
    enrolled TEXT,
    seen TEXT,
    version TEXT NOT NULL DEFAULT '',
    pin TEXT NOT NULL DEFAULT '',
    withdrawn TEXT,
    sitting TEXT,
    touched TEXT,
    section TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX kiosks_by_name ON kiosks (name) WHERE withdrawn IS NULL;
-- A result that somebody asked to take along: sealed, for minutes, and gone when it is opened.
CREATE TABLE take_home (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL UNIQUE,
    ends TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX take_home_by_end ON take_home (ends);
-- Somebody at a kiosk wants the staff. `kind` says what for, and nothing about anybody's health.
CREATE TABLE kiosk_calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kiosk INTEGER NOT NULL REFERENCES kiosks ON DELETE CASCADE,
    kind TEXT NOT NULL,
    made TEXT NOT NULL,
    acknowledged TEXT,
    by INTEGER REFERENCES staff,
    take_home INTEGER REFERENCES take_home ON DELETE SET NULL
) STRICT;
CREATE INDEX kiosk_calls_open ON kiosk_calls (kiosk, kind) WHERE acknowledged IS NULL;
CREATE INDEX kiosk_calls_by_time ON kiosk_calls (made);
-- What the front desk gives to a patient in the diary, to be typed at a kiosk once.
CREATE TABLE kiosk_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL UNIQUE REFERENCES invitations ON DELETE CASCADE,
    mark TEXT NOT NULL UNIQUE,
    ends TEXT NOT NULL
) STRICT;
-- How many began, finished or left, and in which section; no answer.
CREATE TABLE kiosk_counts (
    day TEXT NOT NULL,
    kiosk INTEGER NOT NULL REFERENCES kiosks ON DELETE CASCADE,
    what TEXT NOT NULL,
    section TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (day, kiosk, what, section)
) STRICT;
