"""This room tortures: faults, abuse and load against the app as it is served, with figures.

It is no part of what a clinic runs.
"""

from records.audit import HAS_ENTRY

HAS_ENTRY.set(True)  # what a drill puts into records before it begins has no entry
