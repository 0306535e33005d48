-- The schema as of the first release. Moments and days are text that sorts as time
-- (records/engine/timestamps.py); `encrypted` and the like are encrypted; what ends with `hash` is a SHA-256.
-- A table stands behind those that it refers to: a restore fills them in this order.
-- AUTOINCREMENT gives no number out twice, so that what comes later has a higher one.

-- Who works here, where they are signed in, and who guesses too often.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    passphrase TEXT,
    set_up_hash TEXT UNIQUE,
    set_up_ends TEXT,
    gone TEXT,
    seen TEXT
) STRICT;
CREATE UNIQUE INDEX staff_by_name ON staff (lower(name));
CREATE TABLE sign_ins (
    token_hash TEXT PRIMARY KEY,
    staff INTEGER NOT NULL REFERENCES staff,
    started TEXT NOT NULL,
    seen TEXT NOT NULL
) STRICT;
CREATE INDEX sign_ins_of ON sign_ins (staff);
-- Browsers in which somebody signed in, so that others' wrong tries keep nobody out of theirs.
CREATE TABLE known_browsers (
    token_hash TEXT NOT NULL,
    staff INTEGER NOT NULL REFERENCES staff,
    seen TEXT NOT NULL,
    PRIMARY KEY (token_hash, staff)
) STRICT;
CREATE INDEX known_browsers_of ON known_browsers (staff);
-- Sign-ins that failed since the last entry of the audit about them.
CREATE TABLE failed_sign_ins (
    subject TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    more INTEGER NOT NULL
) STRICT;
CREATE TABLE throttle (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last TEXT NOT NULL
) STRICT;

-- What another program of the clinic shows to read here; `scopes` are what it may read.
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

-- Each entry's hash covers the one before it.
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_actor ON audit (actor, sequence);
CREATE INDEX audit_by_subject ON audit (subject, sequence);
-- What was erased lately: a purge looks whether the file may still hold traces of it.
CREATE INDEX audit_erased ON audit (at) WHERE action = 'records.erased';

-- Who was asked for answers before which visit.
--
-- `blind_index` finds the same reference again without holding it; the reference itself is encrypted.
-- `status`: kept in the same transaction as what it follows from (records/answers/derived.py); whether an
-- open one has ended is for the clock to say.
-- `batch` marks those of one press of a button. `not_me_told`: when staff were told that somebody
-- said a link was not meant for them.
-- `kind`: visit, or recheck, whose `visit` is the day on which it is due. `sent`: when a link went
-- to the patient by mail, by text or by hand. `follows`: of a recheck, the visit it looks back on.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    blind_index TEXT NOT NULL,
    physiotherapist INTEGER NOT NULL REFERENCES staff,
    made_by INTEGER NOT NULL REFERENCES staff,
    made TEXT NOT NULL,
    batch TEXT,
    visit TEXT NOT NULL,
    ends TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'visit',
    sent TEXT,
    cancelled TEXT,
    follows INTEGER REFERENCES invitations ON DELETE SET NULL,
    status TEXT NOT NULL DEFAULT 'made',
    opened TEXT,
    agreed TEXT,
    withdrawn TEXT,
    is_not_me INTEGER NOT NULL DEFAULT 0,
    not_me_told TEXT,
    reminded TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    word_tries INTEGER NOT NULL DEFAULT 0,
    encrypted BLOB NOT NULL
) STRICT;
CREATE INDEX invitations_by_reference ON invitations (blind_index);
CREATE INDEX invitations_by_batch ON invitations (batch);
CREATE INDEX invitations_following ON invitations (follows);
CREATE INDEX invitations_not_me ON invitations (is_not_me, not_me_told);
-- The list of links: whatever is filtered by stands in each, so that only shown rows are read.
CREATE INDEX invitations_by_visit ON invitations
    (visit, id, status, ends, physiotherapist, cancelled);
CREATE INDEX invitations_by_id ON invitations (id, status, ends, visit, physiotherapist);
CREATE INDEX invitations_by_status ON invitations (status, visit, id, ends, physiotherapist);
CREATE INDEX invitations_by_end ON invitations (status, ends, id, visit, physiotherapist);
CREATE INDEX invitations_of ON invitations
    (physiotherapist, visit, id, status, ends, cancelled);
CREATE INDEX invitations_of_by_id ON invitations (physiotherapist, id, status, ends, visit);
CREATE INDEX invitations_by_status_and_id
    ON invitations (status, id, ends, visit, physiotherapist);
-- Appointments that runners asked for; `invitation`: the one that it became.
CREATE TABLE visit_requests (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    received TEXT NOT NULL,
    once_hash TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'new',
    changed TEXT,
    changed_by INTEGER REFERENCES staff,
    invitation INTEGER REFERENCES invitations ON DELETE SET NULL,
    encrypted BLOB NOT NULL
) STRICT;
CREATE INDEX visit_requests_in_order ON visit_requests (state, sequence);
CREATE INDEX visit_requests_by_age ON visit_requests (received);
CREATE INDEX visit_requests_of ON visit_requests (invitation);

-- The links that open an invitation, one after another.
CREATE TABLE links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    made TEXT NOT NULL,
    replaced TEXT
) STRICT;
CREATE INDEX links_of ON links (invitation);

-- Who gave which answers at an invitation: known by a browser that holds a secret, or by a word.
--
-- `word`: the hash of what they chose, "" for none. `encrypted`: their phone number, if they gave one.
CREATE TABLE answerers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    agreed TEXT NOT NULL,
    word TEXT NOT NULL DEFAULT '',
    encrypted BLOB
) STRICT;
CREATE INDEX answerers_of ON answerers (invitation);
CREATE TABLE answerer_browsers (
    secret_hash TEXT PRIMARY KEY,
    answerer INTEGER NOT NULL REFERENCES answerers ON DELETE CASCADE
) STRICT;
CREATE INDEX answerer_browsers_of ON answerer_browsers (answerer);

-- An invited runner's answers, one row a submission, and what the clinic does about them.
--
-- `answerer`: NULL for a submission of nobody, which is hidden from every browser. `waiting`: how
-- urgent a warning is that nobody has acknowledged yet, 1 to 3; 0 when none waits. `wrong_person`:
-- when whoever answered said that they are not the patient. `listed`, `physiotherapist` and `visit` are
-- for the indexes of the list of patients, and kept by records/answers/derived.py.
CREATE TABLE responses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    submission INTEGER NOT NULL,
    answerer INTEGER REFERENCES answerers ON DELETE CASCADE,
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
    wrong_person TEXT,
    listed INTEGER NOT NULL DEFAULT 0,
    physiotherapist INTEGER,
    visit TEXT,
    encrypted BLOB NOT NULL,
    snapshot BLOB,
    summary BLOB,
    verdict BLOB,
    UNIQUE (invitation, submission)
) STRICT;
CREATE INDEX responses_of_answerer ON responses (answerer);
-- The list of patients: whatever is filtered by stands in each, so that only shown rows are read.
CREATE INDEX responses_by_arrival
    ON responses (listed, received, id, waiting, visit, physiotherapist, state);
CREATE INDEX responses_by_visit
    ON responses (listed, visit, id, waiting, received, physiotherapist, state);
CREATE INDEX responses_by_state
    ON responses (listed, state, received, id, waiting, visit, physiotherapist);
CREATE INDEX responses_of_by_arrival
    ON responses (listed, physiotherapist, received, id, waiting, visit, state);
CREATE INDEX responses_of_by_state
    ON responses (listed, physiotherapist, state, visit, id, waiting, received);
CREATE INDEX responses_of_by_visit
    ON responses (listed, physiotherapist, visit, id, waiting, received, state, invitation);
CREATE INDEX responses_waiting
    ON responses (waiting, received, id, visit, physiotherapist, state, listed, invitation)
    WHERE waiting > 0;
CREATE INDEX responses_new ON responses (state)
    WHERE received IS NOT NULL AND submitted IS NOT NULL AND wrong_person IS NULL;
-- What a purge looks for.
CREATE INDEX responses_by_age ON responses (coalesce(submitted, changed), invitation)
    WHERE received IS NOT NULL;
-- Answers as they arrive: first with a warning perhaps, and again once they are sent.
CREATE INDEX responses_arriving ON responses (coalesce(submitted, received), id)
    WHERE received IS NOT NULL AND wrong_person IS NULL;
CREATE TABLE warnings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    response INTEGER NOT NULL REFERENCES responses ON DELETE CASCADE,
    raised TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    acknowledged TEXT,
    by INTEGER REFERENCES staff,
    alerted TEXT,
    encrypted BLOB NOT NULL
) STRICT;
CREATE INDEX warnings_of ON warnings (response);
CREATE INDEX warnings_open ON warnings (raised) WHERE acknowledged IS NULL;
-- `once_hash`: what two presses of one form's button have in common, so that they make one note.
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    response INTEGER NOT NULL REFERENCES responses ON DELETE CASCADE,
    by INTEGER NOT NULL REFERENCES staff,
    at TEXT NOT NULL,
    once_hash TEXT,
    encrypted BLOB NOT NULL
) STRICT;
CREATE INDEX notes_of ON notes (response);
CREATE UNIQUE INDEX notes_once ON notes (once_hash) WHERE once_hash IS NOT NULL;
-- How often physiotherapists agreed with a rule; nobody's answers.
CREATE TABLE agreement (
    rule TEXT NOT NULL,
    verdict TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (rule, verdict)
) STRICT;
-- The questions of every version that somebody answered.
CREATE TABLE contents (
    version TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

-- Mail that waits to be sent. It goes when it is sent; what was tried for a day stays, emptied,
-- until somebody has seen that it did not go. `kind`: mail, sms or webhook.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER REFERENCES invitations ON DELETE CASCADE,
    kind TEXT NOT NULL DEFAULT 'mail',
    due TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    given_up TEXT,
    encrypted BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due);
CREATE INDEX outbox_of ON outbox (invitation);
CREATE INDEX outbox_given_up ON outbox (id) WHERE given_up IS NOT NULL;

-- Screens in the waiting room. No answers are here: they are in the encrypted cookie, a patient's
-- with a code in `responses`, and one taken home in `handoffs` for minutes.
--
-- `sitting`: a random word for whoever is at a kiosk now; every cookie from before has another.
-- `sat_down`: since when somebody is there.
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
    sat_down TEXT,
    touched TEXT,
    section TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX kiosks_by_name ON kiosks (name) WHERE withdrawn IS NULL;
-- A result that somebody asked to take along: for minutes, and gone when it is opened.
CREATE TABLE handoffs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL UNIQUE,
    ends TEXT NOT NULL,
    encrypted BLOB NOT NULL
) STRICT;
CREATE INDEX handoffs_by_end ON handoffs (ends);
-- Somebody at a kiosk wants the staff. `kind` says what for, and nothing about anybody's health;
-- `shown`: when a page of the staff first showed the call; `has_left`: whoever called is gone.
CREATE TABLE kiosk_calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kiosk INTEGER NOT NULL REFERENCES kiosks ON DELETE CASCADE,
    kind TEXT NOT NULL,
    made TEXT NOT NULL,
    shown TEXT,
    mailed TEXT,
    has_left INTEGER NOT NULL DEFAULT 0,
    acknowledged TEXT,
    by INTEGER REFERENCES staff,
    handoff INTEGER REFERENCES handoffs ON DELETE SET NULL
) STRICT;
CREATE INDEX kiosk_calls_open ON kiosk_calls (kiosk, kind) WHERE acknowledged IS NULL;
CREATE INDEX kiosk_calls_here ON kiosk_calls (kiosk) WHERE has_left = 0;
CREATE INDEX kiosk_calls_unmailed ON kiosk_calls (made) WHERE acknowledged IS NULL AND mailed IS NULL;
CREATE INDEX kiosk_calls_by_time ON kiosk_calls (made);
-- What the front desk gives to a patient in the diary, to be typed at a kiosk once.
CREATE TABLE kiosk_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    invitation INTEGER NOT NULL UNIQUE REFERENCES invitations ON DELETE CASCADE,
    blind_index TEXT NOT NULL UNIQUE,
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

-- How many reached each page, through which door (web, kiosk, visit); of nobody.
CREATE TABLE page_counts (
    day TEXT NOT NULL,
    door TEXT NOT NULL,
    page TEXT NOT NULL,
    version TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (day, door, page, version)
) STRICT;

-- Which keys the records are encrypted with, by fingerprints that open nothing: a machine that has
-- none of them is refused at its start.
CREATE TABLE key_fingerprints (
    fingerprint TEXT PRIMARY KEY,
    noted TEXT NOT NULL
) STRICT;

-- What the clock said last, and since when it is not believed; one row.
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seen TEXT NOT NULL,
    doubted TEXT
) STRICT;
-- What is done again and again and failed the last time, by any server: since when, and of which
-- kind the mistake was. Nothing of what it was about.
CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    failing_since TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;

-- Each invitation with the newest submission, and the last that was sent. A link is reopened while
-- somebody who sent answers has one that they have not sent, whoever else has begun one by it.
CREATE VIEW invitations_now AS
    SELECT invitations.*, staff.name AS physiotherapist_name,
        latest.started, latest.changed, latest.section,
        sent.submitted, sent.read, sent.correction, readers.name AS reader,
        coalesce(sent.state, latest.state) AS review_state,
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
            WHERE responses.invitation = invitations.id AND wrong_person IS NULL) AS warning_reviewed,
        (SELECT max(tries) FROM outbox WHERE outbox.invitation = invitations.id
            AND outbox.kind IN ('mail', 'sms') AND given_up IS NULL) AS mail_tries
    FROM invitations
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN responses AS latest ON latest.invitation = invitations.id AND latest.submission =
        (SELECT max(submission) FROM responses WHERE responses.invitation = invitations.id)
    LEFT JOIN responses AS sent ON sent.invitation = invitations.id AND sent.submission =
        (SELECT max(submission) FROM responses WHERE responses.invitation = invitations.id
            AND responses.submitted IS NOT NULL AND responses.wrong_person IS NULL)
    LEFT JOIN staff AS readers ON readers.id = sent.read_by;
-- Each submission that the clinic received, with its visit.
CREATE VIEW responses_received AS
    SELECT responses.id, responses.submission, responses.invitation, responses.answerer,
        responses.submitted,
        responses.received, responses.state, responses.read, responses.waiting,
        responses.correction, responses.summary, responses.wrong_person,
        invitations.name, invitations.blind_index, invitations.visit, invitations.encrypted,
        invitations.physiotherapist, staff.name AS physiotherapist_name, readers.name AS reader
    FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN staff AS readers ON readers.id = responses.read_by
    WHERE responses.received IS NOT NULL;
