"""The rulebook in words: as a sheet to sign, and as the trace of one person.

sheet.py          the whole rulebook; lines.py: one rule as a line
words.py          a rule's condition as one sentence; clauses.py: one condition of it
phrases.py        how a measure is spoken of; weights.py: points in words
explanation.py    one person's result, rule by rule
standing.py       whether a rule is met, is not, or cannot be known
disagreements.py  where the sources behind the rules do not agree
"""
