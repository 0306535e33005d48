-- Browsers in which somebody of the staff signed in, so that others' wrong tries keep nobody out of
-- theirs; and sign-ins that failed since the last entry of the audit about them.
CREATE TABLE known_browsers (
    token_hash TEXT NOT NULL,
    staff INTEGER NOT NULL REFERENCES staff,
    seen TEXT NOT NULL,
    PRIMARY KEY (token_hash, staff)
) STRICT;
CREATE INDEX known_browsers_of ON known_browsers (staff);
CREATE TABLE failed_sign_ins (
    about TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    more INTEGER NOT NULL
) STRICT;
