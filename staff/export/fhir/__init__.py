"""FHIR R4, written as plain dicts.

names.py          its names, and ours in it
questionnaire.py  a version's questions; response.py: one submission; bundle.py: a set
"""
