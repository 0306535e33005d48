"""This room tortures: faults, abuse and load against the app as it is served, with figures.

It is no part of what a clinic runs.
"""
