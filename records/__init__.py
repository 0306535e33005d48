"""What is kept, encrypted where it is about somebody, and found again.

Nobody else knows the database: plain values come in and go out.

engine/     SQLite or PostgreSQL: connections, schema, encryption, tokens; steps/: the schema
answers/    invitations, links, submissions, warnings, requests, notes, mail
people/     staff, sign-ins, tries that are counted, the audit
kiosk/      devices, sittings, calls, codes, results to take home
upkeep/     how long things are kept, backup, restore, keys, soundness
rows.py     rows read into what they stand for
listing.py  a page of a list: rows in an order, from behind a row
text.py     what people type and paste, made fit to keep; command.py: what commands are called
"""
