"""What keeps it running, beside the pages.

run.py       the app served, with its jobs beside it
jobs.py      mail, alerts and clearing up, again and again
rechecks.py  the links of rechecks that are due, by mail
smtp.py      one mail to one person
webhook.py   one event to another program of the clinic
monitoring/  what a machine that watches may ask
doctor/      everything that can be wrong, and what to do; also when the app does not start
commands/    flask …, one module a subject
demo/        a made-up clinic
"""
