"""Everything that can be wrong with an installation, and what to do: `flask doctor`.

check.py          one thing looked at, and what it is looked at in
examination.py    all of them, one after the other
configuration.py  settings and addresses; machine.py: clock, disk, who else can read
keys.py           the keys; database.py: the records; content.py: questions and rules
people.py         staff and kiosks; outside.py: mail, text messages, the practice system
"""
