"""Kiosks: which devices there are, and who is at one. No answer is kept here.

sittings.py  who is at one, by the server's clock
devices.py   which devices are kiosks, and until when
counts.py    how many began, finished or left, day by day
calls.py     somebody there wants the staff
codes.py     four digits for a patient in the diary
handoffs.py  a result to take home: encrypted, for 15 minutes, opened once
"""
