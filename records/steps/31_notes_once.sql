-- What two presses of one form's button have in common, so that they make one note.
ALTER TABLE notes ADD COLUMN once_hash TEXT;
CREATE UNIQUE INDEX notes_once ON notes (once_hash) WHERE once_hash IS NOT NULL;
