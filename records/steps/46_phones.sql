-- The phone number of who answers, sealed, where they gave one.
ALTER TABLE answerers ADD COLUMN sealed BLOB;
