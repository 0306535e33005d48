-- When a page of the staff first showed a call, and whether whoever called has left the kiosk.
ALTER TABLE kiosk_calls ADD COLUMN shown TEXT;
ALTER TABLE kiosk_calls ADD COLUMN has_left INTEGER NOT NULL DEFAULT 0;
CREATE INDEX kiosk_calls_here ON kiosk_calls (kiosk) WHERE has_left = 0;
