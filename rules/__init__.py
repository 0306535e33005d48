"""This room judges: answers in, an assessment out. It imports the standard library alone.

It takes a plain mapping of answers, so that a worked case can be fed straight in, and it
knows neither the pages nor the database. There is no engine, only `assess`.
"""

from rules.assessment import Assessment, Finding, Status, assess, signs_met
from rules.conditions import Answer, Answers
from rules.loading import load_rulebook
from rules.reading import ContentError
from rules.rulebook import NextStep, Rulebook

__all__ = [
    "Answer",
    "Answers",
    "Assessment",
    "ContentError",
    "Finding",
    "NextStep",
    "Rulebook",
    "Status",
    "assess",
    "load_rulebook",
    "signs_met",
]
