"""The rulebook in words: as a sheet to sign, and as the trace of one person.

document.py       the whole rulebook; rule_texts.py: one rule in words
words.py          a rule's condition as one sentence; phrases.py: how a measure is spoken of
explanation.py    one person's result, rule by rule
disagreements.py  where the sources behind the rules do not agree
"""
