-- Where each invitation stands, kept beside it so that the list of links need not look everywhere.
--
-- Whether an open one has ended is for the clock to say. `batch` marks those of one press of a
-- button; `not_me_told`: when staff were told that somebody said a link was not meant for them.
ALTER TABLE invitations ADD COLUMN stands TEXT NOT NULL DEFAULT 'made';
ALTER TABLE invitations ADD COLUMN is_open INTEGER NOT NULL
    GENERATED ALWAYS AS (stands IN ('made', 'opened', 'in progress'));
ALTER TABLE invitations ADD COLUMN batch TEXT;
ALTER TABLE invitations ADD COLUMN not_me_told TEXT;
CREATE VIEW invitations_standing AS
    SELECT id, CASE
        WHEN submitted IS NOT NULL AND read IS NOT NULL THEN 'read'
        WHEN submitted IS NOT NULL THEN 'submitted'
        WHEN withdrawn IS NOT NULL THEN 'withdrawn'
        WHEN started IS NOT NULL THEN 'in progress'
        WHEN opened IS NOT NULL THEN 'opened'
        ELSE 'made' END AS stands
    FROM invitations_now;
UPDATE invitations SET stands =
    (SELECT stands FROM invitations_standing WHERE invitations_standing.id = invitations.id);
CREATE TRIGGER invitation_moves AFTER UPDATE OF opened, withdrawn ON invitations BEGIN
    UPDATE invitations SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.id)
        WHERE id = NEW.id;
END;
CREATE TRIGGER invitation_begun AFTER INSERT ON responses BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.invitation)
        WHERE id = NEW.invitation;
END;
CREATE TRIGGER invitation_answered AFTER UPDATE OF submitted, read ON responses BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = NEW.invitation)
        WHERE id = NEW.invitation;
END;
CREATE TRIGGER invitation_emptied AFTER DELETE ON responses BEGIN
    UPDATE invitations
        SET stands = (SELECT stands FROM invitations_standing WHERE id = OLD.invitation)
        WHERE id = OLD.invitation;
END;
CREATE INDEX invitations_open_by_end ON invitations (is_open, ends);
CREATE INDEX invitations_open_by_visit ON invitations (is_open, visit);
CREATE INDEX invitations_open ON invitations (is_open);
CREATE INDEX invitations_standing_by_visit ON invitations (stands, visit);
CREATE INDEX invitations_standing_by_id ON invitations (stands);
CREATE INDEX invitations_of_by_visit ON invitations (physiotherapist, visit);
CREATE INDEX invitations_of_by_id ON invitations (physiotherapist);
CREATE INDEX invitations_of_standing_by_visit ON invitations (physiotherapist, stands, visit);
CREATE INDEX invitations_of_standing_by_id ON invitations (physiotherapist, stands);
CREATE INDEX invitations_by_batch ON invitations (batch);
CREATE INDEX invitations_not_me ON invitations (is_not_me, not_me_told);
-- A mail that was tried for a day stays, emptied, until somebody has seen that it did not go.
ALTER TABLE outbox ADD COLUMN invitation INTEGER REFERENCES invitations ON DELETE CASCADE;
ALTER TABLE outbox ADD COLUMN given_up TEXT;
CREATE INDEX outbox_of ON outbox (invitation);
