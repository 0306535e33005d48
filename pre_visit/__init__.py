"""A patient with a link: from opening it to reading again what was sent.

access.py        how a browser comes to a visit, and what it may see there
link_status.py   how far a link is, from new to ended
answer_store.py  answers kept in the records, page by page
recheck.py       what a short form some weeks later carries over, and compares
intake.py        what the clinic receives: everything once sent, a warning at once
events.py        what another program of the clinic is told of it
snapshot.py      what was asked, answered and told, as the records keep it
changes.py       answers that were changed after a cross-check
chosen_word.py   the word that opens a patient's answers in another browser
birth_year.py    a year of birth as people type it
answering.py     what is done with what a patient sends
pages.py         pages as they are shown, and when something is in the way
"""
