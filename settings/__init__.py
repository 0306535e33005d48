"""What can be set: read from the environment once, checked, and typed from then on.

settings.py   all of it, as one frozen dataclass; every mistake at once
folders.py    where records, keys and files lie; version.py: the program's
address.py    where the app listens and where links lead
clinic.py     name, phone, booking page, country; colour.py: its colour, readable;
              logo.py: its logo
retention.py  how long things are kept; kiosk.py: how kiosks behave
mail.py       which server sends mail, and who is told; sms.py: the gateway of text messages
monitoring.py logs and figures
webhook.py    which other program is told that answers arrived
times.py      moments in the clinic's zone
"""
