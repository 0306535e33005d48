-- For each day of visits, from which day to which day the answers came in, in days since 1970.
-- A stretch of the inbox's lines is so found without a look at those around it.
CREATE TABLE inbox_days (
    day TEXT PRIMARY KEY,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
INSERT INTO inbox_days
    SELECT substr(visit, 1, 10), min(received) / 86400, max(received) / 86400
    FROM inbox_lines GROUP BY 1;
CREATE TRIGGER day_widens AFTER INSERT ON inbox_lines BEGIN
    INSERT INTO inbox_days
        VALUES (substr(NEW.visit, 1, 10), NEW.received / 86400, NEW.received / 86400)
        ON CONFLICT (day) DO UPDATE
        SET first = min(first, excluded.first), last = max(last, excluded.last);
END;
CREATE TRIGGER day_empties AFTER DELETE ON inbox_lines BEGIN
    DELETE FROM inbox_days WHERE day = substr(OLD.visit, 1, 10) AND NOT EXISTS (
        SELECT 1 FROM inbox_lines WHERE waiting IN (0, 1, 2, 3)
            AND visit >= substr(OLD.visit, 1, 10) AND visit < substr(OLD.visit, 1, 10) || '~');
END;
-- The list of links: each state by visit and as they were made, with what else is asked about.
DROP INDEX invitations_by_end;
DROP INDEX invitations_by_visit;
DROP INDEX invitations_open;
DROP INDEX invitations_open_by_end;
DROP INDEX invitations_open_by_visit;
DROP INDEX invitations_standing_by_visit;
DROP INDEX invitations_standing_by_id;
DROP INDEX invitations_standing_by_end;
DROP INDEX invitations_of_by_visit;
DROP INDEX invitations_of_by_id;
DROP INDEX invitations_of_standing_by_visit;
DROP INDEX invitations_of_standing_by_id;
CREATE INDEX links_visit ON invitations (stands, visit, id, ends);
CREATE INDEX links_made ON invitations (stands, id, visit, ends);
CREATE INDEX links_ends ON invitations (stands, ends, id, visit);
CREATE INDEX links_whose_visit ON invitations (physiotherapist, stands, visit, id, ends);
CREATE INDEX links_whose_made ON invitations (physiotherapist, stands, id, visit, ends);
CREATE INDEX links_whose_ends ON invitations (physiotherapist, stands, ends, id, visit);
-- Mail that could not be sent: little, among what may wait to be.
CREATE INDEX outbox_given_up ON outbox (id) WHERE given_up IS NOT NULL;
-- For each thousand links in the order in which they were made: the first and last day of visits.
CREATE TABLE links_days (
    thousand INTEGER PRIMARY KEY,
    first TEXT NOT NULL,
    last TEXT NOT NULL
) STRICT;
INSERT INTO links_days
    SELECT id / 1000, substr(min(visit), 1, 10), substr(max(visit), 1, 10)
    FROM invitations GROUP BY 1;
CREATE TRIGGER thousand_begins AFTER INSERT ON invitations BEGIN
    INSERT INTO links_days
        VALUES (NEW.id / 1000, substr(NEW.visit, 1, 10), substr(NEW.visit, 1, 10))
        ON CONFLICT (thousand) DO UPDATE
        SET first = min(first, excluded.first), last = max(last, excluded.last);
END;
CREATE TRIGGER thousand_widens AFTER UPDATE OF visit ON invitations BEGIN
    UPDATE links_days
        SET first = min(first, substr(NEW.visit, 1, 10)), last = max(last, substr(NEW.visit, 1, 10))
        WHERE thousand = NEW.id / 1000;
END;
CREATE TRIGGER thousand_empties AFTER DELETE ON invitations BEGIN
    DELETE FROM links_days WHERE thousand = OLD.id / 1000 AND NOT EXISTS (
        SELECT 1 FROM invitations WHERE id BETWEEN OLD.id / 1000 * 1000 AND OLD.id / 1000 * 1000 + 999);
END;
-- What was erased lately: a purge looks whether the file may still hold traces of it.
CREATE INDEX audit_erased ON audit (at) WHERE did = 'erased';
