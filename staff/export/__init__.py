"""Answers as they leave the app: for a spreadsheet, as JSON, and as FHIR.

gathering.py    which submissions go into a file, and the audit entry that they did
answered.py     one submission as it leaves
files.py        the kinds of file
columns.py      of a spreadsheet, one row a submission; cells.py: cells that never run
xlsx_file.py    XLSX; csv_file.py: CSV
plain.py        JSON, as answers.schema.json describes it
fhir/           a FHIR Bundle
"""
