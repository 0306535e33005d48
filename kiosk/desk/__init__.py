"""The staff's side of kiosks: the devices, calls from them, and codes for patients.

devices.py  the kiosks of a clinic; words.py: how often they were used
calls.py    whoever calls from one, until somebody sees to them
board.py    each kiosk: free, in use or calling
codes.py    a code for a patient in the diary
"""
