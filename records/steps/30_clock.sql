-- What the clock said last, and since when it is not believed; one row.
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seen TEXT NOT NULL,
    doubted TEXT
) STRICT;
