"""Answers as they leave the app: for a spreadsheet, as JSON, and as FHIR."""
