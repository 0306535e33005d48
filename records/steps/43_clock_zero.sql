-- When the seconds of a machine that nobody can set began, by its clock; one row for each start of
-- a machine. What is kept here later than it is now shows that the clock was set back.
CREATE TABLE clock_zero (
    boot TEXT PRIMARY KEY,
    zero TEXT NOT NULL
) STRICT;
