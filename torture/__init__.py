"""This room tortures: person after person at one kiosk, and then a search for what is left.

It is no part of what a clinic runs.
"""
