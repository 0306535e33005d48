"""flask rules …: read, check, test and compare the rulebook.

A module adds its commands with `@commands.command`, and is named in group.py, which imports it
only when a command is asked for.

read.py    a sheet to sign, and one person's result rule by rule
prove.py   what must hold for every person there can be
test.py    the worked cases, and whether they would notice a mistake
change.py  what a change would do
"""
