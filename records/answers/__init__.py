"""Patients and runners: who was asked, what they answered, and what the clinic did.

invitations.py           who was asked for answers before which visit
awaiting.py              whose answers are awaited, and who needs a reminder
links.py                 the addresses that open an invitation, by their hash
contact.py               how a patient is reached, as it is corrected
answerers.py             who gave which answers: a browser, a word; their phone number
rechecks.py              a short form some weeks after a visit, and when it is due
following.py             rechecks go where their visit goes
responses.py             submissions, saved page by page and sent once
snapshot.py              the shape of what is kept of a submission
contents.py              the questions of a version, kept beside the answers to them
warnings.py              what waits until a named person has acted; alerts.py: mail about it
response_list.py         what came in, a page at a time
invitation_list.py       the list of links; link_history.py: what happened to one
day.py                   a day's appointments, rechecks that are due, warnings that wait
neighbours.py            the patients before and after one
appointment_requests.py  appointments that runners asked for, and what was done about them
derived.py               what stands twice, so that a list is one look into an index
verdicts.py              whether the causes fitted; agreement.py: how often, in counts alone
notes.py                 what a physiotherapist wrote beside a submission
arrivals.py             what came since a moment, for other programs
outbox.py                mail, text messages and events that wait to be sent
"""
