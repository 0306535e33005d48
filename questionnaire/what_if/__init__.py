"""What would change a result: the smallest change, and the question that would tell most.

search.py        the smallest change that moves a result; loading.py: its words, from what_if.toml
alternatives.py  the other answers that rules can tell apart
most_telling.py  which unanswered question would tell most
"""
