"""The worked cases, what they reach, and whether they notice every small mistake.

cases.py     worked cases, read and run; expectations.py: what one may expect
coverage.py  what the cases reach, and what they leave out
mutants.py   the rulebook with one small mistake in it, in every way; steps.py: by conditions
mutation.py  whether the cases notice each; alike.py: whether it matters to anybody
"""
