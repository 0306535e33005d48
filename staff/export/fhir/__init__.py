"""FHIR R4, written as plain dicts: its names, and ours in it."""
