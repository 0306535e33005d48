"""The rulebook in words: as a sheet to sign, and as the trace of one person.

document.py       the whole rulebook; rule_texts.py: one rule in words
words.py          a rule's condition as one sentence; clauses.py: one condition of it
phrases.py        how a measure is spoken of; weights.py: points in words
explanation.py    one person's result, rule by rule
rule_status.py    whether a rule is met, is not, or cannot be known
disagreements.py  where the sources behind the rules do not agree
"""
