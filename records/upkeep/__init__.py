"""What looks after the records themselves.

retention.py     how long they are kept, and what is past that deleted
person.py        everything about one person
backup.py        a copy as of one moment; restore.py: one put in place, or nothing changed
key_rotation.py  everything encrypted again with a new key
unlocking.py     whether the keys fit the records
soundness.py     how sound the file is, looked at and left alone
readiness.py     whether it can be read, written and opened now
page_counts.py   how many people reached each page
figures.py       counts and moments for a machine that watches
clock_jumps.py   what is done about a clock that jumps
jobs.py          background work: when it ran, and what failed the last time
"""
