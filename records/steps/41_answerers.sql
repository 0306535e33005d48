-- Who gave which answers at an invitation: known by a browser that holds a secret, or by a word.
--
-- `word`: the hash of what they chose, "" for none. A round of nobody is hidden from every browser.
CREATE TABLE answerers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    agreed TEXT NOT NULL,
    word TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX answerers_of ON answerers (invitation);
CREATE TABLE answerer_browsers (
    secret_hash TEXT PRIMARY KEY,
    answerer INTEGER NOT NULL REFERENCES answerers ON DELETE CASCADE
) STRICT;
CREATE INDEX answerer_browsers_of ON answerer_browsers (answerer);
ALTER TABLE responses ADD COLUMN answerer INTEGER REFERENCES answerers ON DELETE CASCADE;
CREATE INDEX responses_of_answerer ON responses (answerer);
ALTER TABLE invitations ADD COLUMN word_tries INTEGER NOT NULL DEFAULT 0;
