"""Who works here, and who did what.

staff.py            their names and roles, and how each first comes in
sign_ins.py         from where somebody is signed in
known_browsers.py   browsers in which somebody signed in before
api_tokens.py       what other programs of the clinic may read
throttle.py         how often somebody may guess
failed_sign_ins.py  those that failed, summed up for the audit
audit.py            who did what, in a chain that shows every change; `audited` and its exceptions
"""
