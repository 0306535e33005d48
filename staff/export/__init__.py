"""Answers as they leave the app: for a spreadsheet, as JSON, and as FHIR.

gathering.py    which submissions go into a file, and the audit entry that they did
answered.py     one submission as it leaves
files.py        the kinds of file
spreadsheet.py  CSV, one row a submission; cells.py: cells that it shows and never runs
plain.py        JSON; docs/developer/record.md describes it
fhir/           a FHIR Bundle
"""
