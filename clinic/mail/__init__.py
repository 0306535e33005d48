"""Mail to patients and staff, where settings name a server: put in an outbox, sent in rounds."""
