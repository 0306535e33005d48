"""A set of answers with their questionnaires: a Bundle of the type collection."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from records.engine.timestamps import to_iso
from staff.export.answered import Answered
from staff.export.columns import Documents
from staff.export.fhir.names import Names
from staff.export.fhir.questionnaire import questionnaire_of
from staff.export.fhir.response import response_of
from staff.export.fhir.result import result_of


def fhir_of(
    submissions: Iterable[Answered], documents: Documents, names: Names, made: datetime
) -> Iterator[str]:
    """The file, piece by piece: answers with their results, then the questions of each version."""
    start = {"resourceType": "Bundle", "type": "collection", "timestamp": to_iso(made)}
    yield json.dumps(start)[:-1]
    before, after = ', "entry": [', ""
    for resource in _resources(submissions, documents, names):
        name = f"{resource['resourceType']}:{resource['id']}"
        entry = {"fullUrl": names.full_url(name), "resource": resource}
        yield f"{before}\n{json.dumps(entry)}"
        before, after = ",", "\n]"
    yield f"{after}}}\n"


def _resources(
    submissions: Iterable[Answered], documents: Documents, names: Names
) -> Iterator[dict[str, object]]:
    versions: dict[str, None] = {}
    for one in submissions:
        if one.record is None:
            yield _left_out(one)
            continue
        version = one.record["version"]["questions"]
        versions[version] = None
        yield response_of(one, one.record, names, documents.get(version))
        yield from result_of(one, one.record, names)
    for version in versions:
        if version in documents:
            yield questionnaire_of(documents[version], names)


def _left_out(one: Answered) -> dict[str, object]:
    """Said in place of answers that cannot be read: nothing is left out in silence."""
    words = f"{one.name} cannot be read: the key that encrypted it is missing."
    issue = {"severity": "warning", "code": "incomplete", "diagnostics": words}
    return {"resourceType": "OperationOutcome", "id": one.name, "issue": [issue]}
