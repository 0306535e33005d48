"""The clinic: every page behind a sign-in.

accounts/    who may come in, and what each role may see and do
today/       the clinic's day, the first page after signing in
links/       links for patients: made, given out, listed, followed
patients/    answers that came in, and what is done about them
requests/    appointments that runners asked for
face_sheet/  the one page to read before a visit
api/         what other programs of the clinic may read
export/      answers as a spreadsheet, as JSON and as FHIR
admin/       people, settings, the audit, the rulebook and the poster
appointment_state.py  where an appointment stands, in words
auditing.py  what whoever is signed in looks at or does, put into the audit
typed.py     a day, a time and a year as people type them
"""
