-- The lines of the inbox, narrow and beside the answers, so that every filter and every order is
-- found in an index. An older round stands there only while a warning of its own waits.
--
-- `received`: seconds since 1970.
CREATE TABLE inbox_lines (
    id INTEGER PRIMARY KEY,
    invitation INTEGER NOT NULL REFERENCES invitations ON DELETE CASCADE,
    waiting INTEGER NOT NULL,
    state TEXT NOT NULL,
    physiotherapist INTEGER NOT NULL,
    received INTEGER NOT NULL,
    visit TEXT NOT NULL
) STRICT;
CREATE VIEW inbox_lines_now AS
    SELECT responses.id, responses.invitation, responses.waiting, responses.state,
        invitations.physiotherapist,
        CAST(strftime('%s', responses.received) AS INTEGER) AS received, invitations.visit
    FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    WHERE responses.received IS NOT NULL AND (responses.waiting > 0 OR NOT EXISTS (
        SELECT 1 FROM responses AS later WHERE later.invitation = responses.invitation
            AND later.round > responses.round AND later.received IS NOT NULL));
INSERT INTO inbox_lines SELECT * FROM inbox_lines_now;
CREATE INDEX inbox_of ON inbox_lines (invitation);
CREATE INDEX inbox_received ON inbox_lines (waiting, received, id, visit);
CREATE INDEX inbox_state_received ON inbox_lines (waiting, state, received, id, visit);
CREATE INDEX inbox_whose_received ON inbox_lines (waiting, physiotherapist, received, id, visit);
CREATE INDEX inbox_whose_state_received
    ON inbox_lines (waiting, physiotherapist, state, received, id, visit);
CREATE INDEX inbox_visit ON inbox_lines (waiting, visit, id, received);
CREATE INDEX inbox_state_visit ON inbox_lines (waiting, state, visit, id, received);
CREATE INDEX inbox_whose_visit ON inbox_lines (waiting, physiotherapist, visit, id, received);
CREATE INDEX inbox_whose_state_visit
    ON inbox_lines (waiting, physiotherapist, state, visit, id, received);
CREATE TRIGGER line_begins AFTER INSERT ON responses WHEN NEW.received IS NOT NULL BEGIN
    DELETE FROM inbox_lines WHERE invitation = NEW.invitation;
    INSERT INTO inbox_lines SELECT * FROM inbox_lines_now WHERE invitation = NEW.invitation;
END;
CREATE TRIGGER line_changes AFTER UPDATE OF received, waiting, state ON responses BEGIN
    DELETE FROM inbox_lines WHERE invitation = NEW.invitation;
    INSERT INTO inbox_lines SELECT * FROM inbox_lines_now WHERE invitation = NEW.invitation;
END;
CREATE TRIGGER line_ends AFTER DELETE ON responses BEGIN
    DELETE FROM inbox_lines WHERE invitation = OLD.invitation;
    INSERT INTO inbox_lines SELECT * FROM inbox_lines_now WHERE invitation = OLD.invitation;
END;
CREATE TRIGGER line_moves AFTER UPDATE OF visit, physiotherapist ON invitations BEGIN
    DELETE FROM inbox_lines WHERE invitation = NEW.id;
    INSERT INTO inbox_lines SELECT * FROM inbox_lines_now WHERE invitation = NEW.id;
END;
DROP INDEX responses_in_order;
DROP INDEX responses_by_state;
-- What is counted on every staff page, and what a purge looks for: no look at all that is kept.
CREATE INDEX responses_new ON responses (id)
    WHERE state = 'new' AND received IS NOT NULL AND submitted IS NOT NULL;
CREATE INDEX responses_by_age ON responses (coalesce(submitted, changed), invitation)
    WHERE received IS NOT NULL;
CREATE INDEX invitations_standing_by_end ON invitations (stands, ends);
CREATE INDEX visit_requests_by_age ON visit_requests (received);
