"""The waiting room: a screen that asks one person after another and deletes each one's answers.

access.py           which browser is a kiosk and who is at it; no way out to other pages
blueprint.py        what holds on every page of a kiosk; routes.py names the modules with pages
sitting.py          from the first touch to nothing left
questions.py        questions, summary and result
patient_code.py     a patient whom the desk gave a code: their answers go to the clinic
handoff.py          what one may ask for: the staff, an appointment, a result to take home
phone.py            that result on the person's own phone, opened once
qr_code.py          its address as a picture to scan
call_status.py      how far a call is, in words that claim no help before it comes
pages.py            the pages as they are shown
device.py           a browser becomes a kiosk, stops being one, and is watched
answer_store.py     answers in the encrypted cookie, while the sitting lives
safety_fallback.py  what is said of a warning sign when the records cannot be used
errors.py           other faults, on a page with nothing of the person's on it
desk/               the staff's side: devices, calls, codes
"""
