-- What the clinic did about a request.
ALTER TABLE visit_requests ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
ALTER TABLE visit_requests ADD COLUMN changed TEXT;
ALTER TABLE visit_requests ADD COLUMN changed_by INTEGER REFERENCES staff;
CREATE INDEX visit_requests_in_order ON visit_requests (state, sequence);
