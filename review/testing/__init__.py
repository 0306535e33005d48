"""The worked cases, what they reach, and whether they notice every small mistake.

cases.py     worked cases, read and run; expectations.py: what one may expect
coverage.py  what the cases reach, and what they leave out
mutation.py  whether the cases notice each small mistake; mutants.py: the mistakes
"""
