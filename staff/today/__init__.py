"""The clinic's day: the first page after signing in.

views.py   the page
rows.py    an appointment as a row of it, with the one button that fits
which.py   which day, and whose appointments, as the address says it
"""
