"""What a machine that watches may ask: alive, ready, figures.

readiness.py  what must hold to take visitors
counters.py   what this process has done, counted
gathering.py  all other figures together
"""
