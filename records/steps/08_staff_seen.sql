-- When somebody was last here, kept when the sign-in is over; and the audit by person and thing.
ALTER TABLE staff ADD COLUMN seen TEXT;
CREATE INDEX audit_by_who ON audit (who, sequence);
CREATE INDEX audit_by_about ON audit (about, sequence);
