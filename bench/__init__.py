"""Measures the app, each figure as a ratio within one run: `make bench`.

Machines are noisy, so two things are always measured in turns, and the median of several
rounds is told. Everything stays on this machine, and it ends by itself in under two minutes.
"""
