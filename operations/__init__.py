"""What keeps it running, beside the pages.

run.py       the app served, with its jobs beside it
jobs.py      reminders, rechecks, mail, alerts and clearing up, again and again
job_context.py  what they need; alerting.py: what staff are mailed of
smtp.py      one mail to one person; sms.py: one text message
webhook.py   one event to another program of the clinic; posting.py: how it gets there
monitoring/  what a machine that watches may ask
doctor/      everything that can be wrong, and what to do; also when the app does not start
commands/    flask …, one module a subject
demo/        a made-up clinic
"""
