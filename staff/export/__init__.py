"""Answers as they leave the app: for a spreadsheet, as JSON, and as FHIR.

gathering.py  which submissions go into a file, and the audit entry that they did
answered.py   one submission as it leaves
files.py      the kinds of file
cells.py      cells that a spreadsheet shows and never runs
plain.py      JSON; docs/developer/record.md describes it
"""
