-- Who was asked for answers before which visit, and the links that open the questions.
--
-- `mark` finds the same reference again without holding it; the reference itself is sealed.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    mark TEXT NOT NULL,
    physiotherapist INTEGER NOT NULL REFERENCES staff,
    made_by INTEGER NOT NULL REFERENCES staff,
    made TEXT NOT NULL,
    visit TEXT NOT NULL,
    ends TEXT NOT NULL,
    opened TEXT,
    agreed TEXT,
    withdrawn TEXT,
    is_not_me INTEGER NOT NULL DEFAULT 0,
    reminded TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX invitations_by_mark ON invitations (mark);
CREATE INDEX invitations_by_visit ON invitations (visit);
CREATE INDEX invitations_by_end ON invitations (ends);
CREATE TABLE links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    made TEXT NOT NULL,
    replaced TEXT
) STRICT;
CREATE INDEX links_of ON links (invitation);
