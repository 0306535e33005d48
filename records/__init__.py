"""Remembers: what is kept, sealed where it is about somebody, and found again.

Imports sqlite-utils and cryptography, and no other room: plain values come in and go out.
Decided here: one file of SQLite, because a clinic can back it up by copying and nobody has to
run a server for it; and everything about a person in one encrypted value, because whoever takes
that file, or an old backup of it, must not learn who asked or what hurts.
"""
