"""Appointments that runners asked for.

details.py  one request in words; what is in confidence apart
"""
