"""What answers mean: answers in, an assessment out. It imports the standard library alone.

It takes a plain mapping of answers, so that a worked case can be fed straight in, and knows
neither the pages nor the database.

assessment.py    the judgement; docs/physiotherapist/judgement.md says it exactly
conditions.py    one question or measure, one comparison: all the grammar there is
measures.py      what no single answer says, worked out from several
rulebook.py      signs, causes, indicators, tip rules, cross-checks and notes
own_words.py     what an indicator's words leave open for the runner's own numbers
advice.py        the words that go with a judgement
load_plan.py     the way back to a usual training week, week by week and day by day
reassessment.py  the same judgement with some answers changed
reach.py         what the answer to a question can touch
trace.py         an assessment as plain data
vocabulary.py    the names that rules may use
reading.py       content files read strictly; loading.py, advice_loading.py, plan_loading.py,
                 move_loading.py
meaning.py       a hash of what content means, whatever its words
content/         causes, the signs of the safety check, next steps, tips, moves, plan,
                 sources, countries
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
