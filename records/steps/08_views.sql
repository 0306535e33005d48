-- What the pages read: each invitation with its latest round of answers, each round with its visit.
CREATE VIEW invitations_now AS
    SELECT invitations.*, staff.name AS physiotherapist_name,
        responses.started, responses.changed, responses.section, responses.submitted,
        responses.read, responses.correction, readers.name AS reader
    FROM invitations
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN responses ON responses.invitation = invitations.id AND responses.round =
        (SELECT max(round) FROM responses WHERE responses.invitation = invitations.id)
    LEFT JOIN staff AS readers ON readers.id = responses.read_by;
CREATE VIEW responses_received AS
    SELECT responses.id, responses.round, responses.invitation, responses.submitted,
        responses.received, responses.state, responses.read, responses.waiting,
        responses.correction, responses.brief,
        invitations.name, invitations.mark, invitations.visit, invitations.sealed,
        invitations.physiotherapist, staff.name AS physiotherapist_name, readers.name AS reader
    FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    JOIN staff ON staff.id = invitations.physiotherapist
    LEFT JOIN staff AS readers ON readers.id = responses.read_by
    WHERE responses.received IS NOT NULL;
