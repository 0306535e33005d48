-- The clinic's day: an invitation is an appointment, which is sent for, cancelled, asked for by a
-- runner, or followed by a recheck weeks later.

-- `kind`: visit, or recheck, whose `visit` is the day on which it is due. `sent`: when a link went
-- to the patient by mail, by text or by hand. `follows`: of a recheck, the visit it looks back on.
ALTER TABLE invitations ADD COLUMN kind TEXT NOT NULL DEFAULT 'visit';
ALTER TABLE invitations ADD COLUMN sent TEXT;
ALTER TABLE invitations ADD COLUMN cancelled TEXT;
ALTER TABLE invitations ADD COLUMN follows INTEGER REFERENCES invitations ON DELETE SET NULL;
CREATE INDEX invitations_following ON invitations (follows);
-- The appointment that a request became.
ALTER TABLE visit_requests ADD COLUMN invitation INTEGER REFERENCES invitations ON DELETE SET NULL;
CREATE INDEX visit_requests_of ON visit_requests (invitation);
-- `kind`: mail, sms or webhook.
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'mail';

-- Since when somebody is at a kiosk; empty while nobody is.
ALTER TABLE kiosks ADD COLUMN sat_down TEXT;

-- What another program of the clinic shows to read here; `scopes` are what it may read. `made_by`
-- is NULL where it was made by command.
CREATE TABLE api_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    made TEXT NOT NULL,
    made_by INTEGER REFERENCES staff,
    seen TEXT,
    revoked TEXT
) STRICT;
CREATE UNIQUE INDEX api_tokens_by_name ON api_tokens (name) WHERE revoked IS NULL;
-- Answers as they arrive: first with a warning perhaps, and again once they are sent.
CREATE INDEX responses_arriving ON responses (coalesce(submitted, received), id)
    WHERE received IS NOT NULL AND wrong_person IS NULL;

-- A view of all columns does not grow by itself.
DROP VIEW invitations_now;
CREATE VIEW invitations_now AS
    SELECT invitations.*, staff.name AS physiotherapist_name,
        latest.started, latest.changed, latest.section,
        sent.submitted, sent.read, sent.correction, readers.name AS reader,
        coalesce(sent.state, latest.state) AS review,
        (SELECT max(open.started) FROM responses AS open
            WHERE open.invitation = invitations.id AND open.submitted IS NULL
                AND open.wrong_person IS NULL AND EXISTS (
                    SELECT 1 FROM responses AS before WHERE before.invitation = open.invitation
                        AND coalesce(before.answerer, 0) = coalesce(open.answerer, 0)
                        AND before.submitted IS NOT NULL
                        AND before.wrong_person IS NULL)) AS reopened,
        (SELECT min(raised) FROM warnings JOIN responses ON responses.id = warnings.response
            WHERE responses.invitation = invitations.id AND acknowledged IS NULL) AS waiting_since,
        (SELECT max(acknowledged) FROM warnings JOIN responses ON responses.id = warnings.response
            WHERE responses.invitation = invitations.id AND wrong_person IS NULL) AS reviewed
    FROM invitations
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN responses AS latest ON latest.invitation = invitations.id AND latest.submission =
        (SELECT max(submission) FROM responses WHERE responses.invitation = invitations.id)
    LEFT JOIN responses AS sent ON sent.invitation = invitations.id AND sent.submission =
        (SELECT max(submission) FROM responses WHERE responses.invitation = invitations.id
            AND responses.submitted IS NOT NULL AND responses.wrong_person IS NULL)
    LEFT JOIN staff AS readers ON readers.id = sent.read_by;
