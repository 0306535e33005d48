"""Choices for a trial, the same every time."""

from random import Random


class Chance(Random):
    """Choices from a number."""
