"""Links for patients: made, given out, listed, followed.

blueprint.py  what the pages have in common; routes.py names the modules with pages
new.py        one link; day.py: a day's links; list.py: all; one.py: one link followed
issuing.py    links issued, replaced and withdrawn, appointments moved and cancelled
correcting.py where a patient is reached, put right after the link was made
link_request.py  a link that is asked for
possible.py   what can be done about a link as it stands
issued.py     an address as it is given out: sent, or to copy, to scan, to type
lifetime.py   until when a link works
day_list.py   a day's visits as they are pasted; day_cells.py: what each cell may hold
fields.py     the fields of the forms in forms.py
day_forms.py  the form it is pasted into; day_preview.py: each line to be put right and made
colleagues.py whom a name in a list means
letters.py    what is written to a patient about a visit; calendar_file.py: the visit as a file
reminders.py  who is reminded, by themselves or at once
filters.py    which links to list, as the address says it
timeline.py   what happened to a link, in order
"""
