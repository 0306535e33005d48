"""What is proved of the rulebook by walking classes of answers, and people to show for it.

check.py       mistakes that can be read off the rules: refused at each start
claims.py      what a rulebook must keep to; declared.py: the exceptions made on purpose
proofs.py      each claim, proved or not, within a budget; walk.py goes through the classes
classes.py     answers that the rules cannot tell apart; atoms.py: the tests that tell them
distances.py   distances in pairs, around every bound
points.py      a cause's points for every class; sums.py: which sums there are
judgements.py  every judgement that can come out; outcomes.py: by id
losses.py      answers that take a sign away; directions.py: which way an answer counts
witness.py     a person for whom something comes out; people.py: whom to begin with
places.py      the file that each rule stands in
wording.py     the wording rules of any text
"""
