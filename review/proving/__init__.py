"""What is proved of the rulebook by walking classes of answers.

check.py       mistakes that can be read off the rules: refused at each start
claims.py      what a rulebook must keep to, each claim proved or not, within a budget
declared.py    the exceptions made on purpose
classes.py     answers that the rules cannot tell apart; atoms.py: the tests that tell them
walk.py        goes through the classes; distances.py: distances in pairs, around every bound
losses.py      answers that take a sign away; directions.py: which way an answer counts
places.py      the file that each rule stands in
wording.py     the wording rules of any text
"""
