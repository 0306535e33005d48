"""The rulebook read back to the physiotherapist who signs it.

reading/    in words: a sheet to sign, and one person's result rule by rule
proving/    what must hold for every person there can be, proved
testing/    the worked cases, and whether they would notice a mistake
comparing/  what a change says differently, and to whom
commands/   flask rules …
"""
