"""flask …: what is done at the machine itself, by whoever runs the app.

A module adds its commands with `@commands.command`, and is named in group.py, which imports it
only when a command is asked for.

content.py    judge answers, check the content
staff.py      the people who work with it
export.py     answers as a file; audit.py: whether it is whole
retention.py  clear up, and one person's data
backups.py    backup and restore; keys.py: encrypt everything with a new key
mail.py       try the mail server; webhook.py: the practice system
doctor.py     everything that can be wrong
serve.py      the pages; demo.py: a made-up clinic
"""
