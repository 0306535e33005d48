"""One page to read before a visit, and what is said about it afterwards.

It shows what was kept as it was told: nothing here judges answers again.
"""
