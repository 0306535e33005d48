"""FHIR R4, written as plain dicts.

names.py          its names, and ours in it
questionnaire.py  a version's questions; response.py: one submission
result.py         what was made of it; bundle.py: a set
"""
