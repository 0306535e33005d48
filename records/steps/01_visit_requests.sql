-- The number orders them, because clocks step back; AUTOINCREMENT never gives one out twice.
CREATE TABLE visit_requests (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    received TEXT NOT NULL,
    once_hash TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL
) STRICT;
