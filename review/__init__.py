"""The rulebook read back to the physiotherapist who signs it.

reading/     in words: a sheet to sign, and one person's result rule by rule
proving/     what must hold of the warning signs for everybody, proved
testing/     the worked cases, and whether they would notice a mistake
comparing/   what a change says differently, and to whom
commands.py  flask rules …; group.py: the group of these commands
"""
