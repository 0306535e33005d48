-- A link is reopened while somebody who sent answers has a round that they have not sent, whoever
-- else begins or sends a form by the same link.
DROP VIEW invitations_now;
CREATE VIEW invitations_now AS
    SELECT invitations.*, staff.name AS physiotherapist_name,
        latest.started, latest.changed, latest.section,
        sent.submitted, sent.read, sent.correction, readers.name AS reader,
        (SELECT max(open.started) FROM responses AS open
            WHERE open.invitation = invitations.id AND open.submitted IS NULL
                AND open.wrong_person IS NULL AND EXISTS (
                    SELECT 1 FROM responses AS before WHERE before.invitation = open.invitation
                        AND before.answerer IS open.answerer AND before.submitted IS NOT NULL
                        AND before.wrong_person IS NULL)) AS reopened
    FROM invitations
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN responses AS latest ON latest.invitation = invitations.id AND latest.round =
        (SELECT max(round) FROM responses WHERE responses.invitation = invitations.id)
    LEFT JOIN responses AS sent ON sent.invitation = invitations.id AND sent.round =
        (SELECT max(round) FROM responses WHERE responses.invitation = invitations.id
            AND responses.submitted IS NOT NULL AND responses.wrong_person IS NULL)
    LEFT JOIN staff AS readers ON readers.id = sent.read_by;
