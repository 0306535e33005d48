-- Answers that were sent stay sent while a physiotherapist has them reopened, and whoever opened a
-- link that was not meant for them is not the patient: `wrong_person` is when they said so, and
-- what they answered stands only in the inbox, and there only while a warning of theirs waits.
ALTER TABLE responses ADD COLUMN wrong_person TEXT;
DROP VIEW invitations_now;
CREATE VIEW invitations_now AS
    SELECT invitations.*, staff.name AS physiotherapist_name,
        latest.started, latest.changed, latest.section,
        sent.submitted, sent.read, sent.correction, readers.name AS reader,
        CASE WHEN sent.id IS NOT NULL AND latest.submitted IS NULL THEN latest.started END
            AS reopened
    FROM invitations
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN responses AS latest ON latest.invitation = invitations.id AND latest.round =
        (SELECT max(round) FROM responses WHERE responses.invitation = invitations.id)
    LEFT JOIN responses AS sent ON sent.invitation = invitations.id AND sent.round =
        (SELECT max(round) FROM responses WHERE responses.invitation = invitations.id
            AND responses.submitted IS NOT NULL AND responses.wrong_person IS NULL)
    LEFT JOIN staff AS readers ON readers.id = sent.read_by;
DROP VIEW responses_received;
CREATE VIEW responses_received AS
    SELECT responses.id, responses.round, responses.invitation, responses.submitted,
        responses.received, responses.state, responses.read, responses.waiting,
        responses.correction, responses.brief, responses.wrong_person,
        invitations.name, invitations.mark, invitations.visit, invitations.sealed,
        invitations.physiotherapist, staff.name AS physiotherapist_name, readers.name AS reader
    FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN staff AS readers ON readers.id = responses.read_by
    WHERE responses.received IS NOT NULL;
DROP VIEW inbox_lines_now;
CREATE VIEW inbox_lines_now AS
    SELECT responses.id, responses.invitation, responses.waiting, responses.state,
        invitations.physiotherapist,
        CAST(strftime('%s', responses.received) AS INTEGER) AS received, invitations.visit
    FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    WHERE responses.received IS NOT NULL AND (responses.waiting > 0
        OR responses.wrong_person IS NULL AND NOT EXISTS (
            SELECT 1 FROM responses AS later WHERE later.invitation = responses.invitation
                AND later.round > responses.round AND later.received IS NOT NULL
                AND later.wrong_person IS NULL));
DROP TRIGGER line_changes;
CREATE TRIGGER line_changes AFTER UPDATE OF received, waiting, state, wrong_person ON responses
BEGIN
    DELETE FROM inbox_lines WHERE invitation = NEW.invitation;
    INSERT INTO inbox_lines SELECT * FROM inbox_lines_now WHERE invitation = NEW.invitation;
END;
DROP TRIGGER invitation_answered;
CREATE TRIGGER invitation_answered AFTER UPDATE OF submitted, read, wrong_person ON responses
BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.invitation)
        WHERE id = NEW.invitation;
END;
UPDATE invitations SET stands =
    (SELECT stands FROM invitations_standing WHERE invitations_standing.id = invitations.id);
DROP INDEX responses_new;
CREATE INDEX responses_new ON responses (id) WHERE state = 'new' AND received IS NOT NULL
    AND submitted IS NOT NULL AND wrong_person IS NULL;
