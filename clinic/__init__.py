"""This room looks after: the clinic's own details, and what its staff see.

It may import `questionnaire`, `rules` and `records`.
"""
