-- Mail that waits to be sent; it goes when it is.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due);
