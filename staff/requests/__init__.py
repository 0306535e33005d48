"""Visits that runners asked for in the self-check."""
