"""The kinds of file that answers leave in."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from staff.export.answered import Answered
from staff.export.columns import Documents
from staff.export.csv_file import csv_of
from staff.export.fhir.bundle import fhir_of
from staff.export.fhir.names import Names
from staff.export.plain import json_of
from staff.export.xlsx_file import xlsx_of

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "fhir.json": "application/fhir+json",
}
"""By how the file's name ends."""


def written(
    kind: str, submissions: Iterable[Answered], documents: Documents, base_url: str, made: datetime
) -> Iterator[bytes]:
    """A file of a kind in TYPES, piece by piece; `base_url` names what this clinic defines."""
    if kind == "xlsx":
        return iter([xlsx_of(submissions, documents, made)])
    if kind == "csv":
        pieces = csv_of(submissions, documents)
    elif kind == "json":
        pieces = json_of(submissions, documents, made)
    else:
        pieces = fhir_of(submissions, documents, Names(base_url), made)
    return (piece.encode() for piece in pieces)
