"""What is proved of the rulebook by walking classes of answers.

check.py     mistakes that can be read off the rules: refused at each start
claims.py    what the warning signs must keep to, proved for everybody
declared.py  the exceptions made on purpose
classes.py   answers that the rules cannot tell apart; readings.py: what a measure tells apart
places.py    the file that each rule stands in
wording.py   the wording rules of any text
"""
