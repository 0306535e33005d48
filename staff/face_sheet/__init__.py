"""One page to read before a visit, and what is said about it afterwards.

It shows what was kept as it was told: nothing here judges answers again.

sheet.py          the whole page, ready to be set; pages.py finds, notes and shows it
answer_record.py  a snapshot, looked up by question
signs.py          warning signs with the answers behind them
screens.py        what was reported, denied, not sure, left unticked, not asked
pain.py           where, how strong, what sets it off: what is read of a pain first
load.py           how much they run, with its chart
causes.py         the causes shown, with their strongest reasons
since.py          what changed since an earlier time
history.py        what else the same patient sent
ask_again.py      a recheck, made by one press
trend.py          how ratings went over all that a patient sent
soap.py           the subjective part of a SOAP note
agreement.py      how often the causes fitted, in numbers that show no one patient
"""
