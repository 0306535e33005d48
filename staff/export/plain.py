"""Answers as JSON of one shape, which answers.schema.json describes."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from records.engine.timestamps import to_iso
from staff.export.answered import Answered
from staff.export.columns import Documents

SCHEMA = Path(__file__).with_name("answers.schema.json")
SHAPE = 1
"""Of the file: raised when a key goes or means something else, and not when one is added."""


def json_of(submissions: Iterable[Answered], documents: Documents, made: datetime) -> Iterator[str]:
    """The file, piece by piece; the questions of every version in it come last."""
    yield f'{{"shape": {SHAPE}, "made": {json.dumps(to_iso(made))}, "responses": ['
    versions: dict[str, None] = {}
    comma = ""
    for one in submissions:
        yield f"{comma}\n{json.dumps(as_plain(one))}"
        comma = ","
        if one.record:
            versions[one.record["version"]["questions"]] = None
    questions = {version: documents[version] for version in versions if version in documents}
    yield f'\n], "questions": {json.dumps(questions)}}}\n'


def as_plain(one: Answered) -> dict[str, object]:
    """One submission in JSON's own types."""
    return {
        "visit": one.visit,
        "reference": one.reference,
        "visit_at": one.visit_at,
        "physiotherapist": one.physiotherapist,
        "submission": one.submission,
        "received": to_iso(one.received),
        "submitted": to_iso(one.submitted) if one.submitted else None,
        "state": one.state,
        "changes": list(one.changes),
        "record": one.record,
    }
