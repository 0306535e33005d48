"""What was made of a submission, as Observations: the next step, and in it signs and causes.

Nobody was examined: each is preliminary, derived from the answers, and none is a Condition.
"""

import re
from collections.abc import Iterator

from records.answers.snapshot import KeptCause, KeptSign, Snapshot
from records.engine.timestamps import to_iso
from staff.export.answered import Answered
from staff.export.fhir.names import Names
from staff.export.fhir.response import subject_of

SURVEY = {
    "system": "http://terminology.hl7.org/CodeSystem/observation-category",
    "code": "survey",
    "display": "Survey",
}
METHOD = "Worked out by written rules from the answers alone, version {}"
Resource = dict[str, object]


def result_of(one: Answered, record: Snapshot, names: Names) -> Iterator[Resource]:
    """The Observations of a submission whose record could be read; the next step comes first."""
    about = _Observations(one, record, names)
    signs = [about.sign(sign) for sign in record["signs"]]
    causes = [about.cause(cause) for cause in record["causes"] if cause["strength"]]
    yield about.next_step([*signs, *causes])
    yield from signs
    yield from causes


class _Observations:
    """Of one submission."""

    def __init__(self, one: Answered, record: Snapshot, names: Names) -> None:
        self._one, self._record, self._names = one, record, names
        self._version = record["version"]["rules"]

    def next_step(self, members: list[Resource]) -> Resource:
        """What the patient was told to do, and what that rests on."""
        step = self._record["next_step"]
        made = self._observation("next-step", self._coding("result", "next_step", "Next step"))
        made["valueCodeableConcept"] = self._concept("result-next-steps", step["id"], step["title"])
        found = [{"reference": self._url(f"Observation:{one['id']}")} for one in members]
        return made | ({"hasMember": found} if found else {})

    def sign(self, sign: KeptSign) -> Resource:
        """A warning sign that was met: the next step that it calls for."""
        coding = self._coding("result-signs", sign["id"], sign["because"])
        made = self._observation(f"sign-{sign['id']}", coding)
        made["valueCodeableConcept"] = self._concept("result-next-steps", sign["level"])
        return made

    def cause(self, cause: KeptCause) -> Resource:
        """What may play a part, how strongly the answers speak for it, and the reasons."""
        coding = self._coding("result-causes", cause["id"], cause["title"])
        made = self._observation(f"cause-{cause['id']}", coding)
        made["valueCodeableConcept"] = self._concept("result-strengths", cause["strength"])
        reasons = [("For", one) for one in cause["for"]]
        reasons += [("Against", one) for one in cause["against"]]
        notes = [{"text": f"{side}: {one['text']}"} for side, one in reasons]
        return made | ({"note": notes} if notes else {})

    def _observation(self, what: str, coding: Resource) -> Resource:
        made: Resource = {
            "resourceType": "Observation",
            "id": re.sub(r"[^A-Za-z0-9.-]", "-", f"{self._one.name}-{what}")[:64],
            "status": "preliminary",
            "category": [{"coding": [SURVEY]}],
            "code": {"coding": [coding], "text": coding["display"]},
            "effectiveDateTime": to_iso(self._one.submitted or self._one.received),
            "method": {"text": METHOD.format(self._version)},
            "derivedFrom": [{"reference": self._url(f"QuestionnaireResponse:{self._one.name}")}],
        }
        subject = subject_of(self._one.reference, self._names)
        return made | ({"subject": subject} if subject else {})

    def _url(self, resource: str) -> str:
        return self._names.full_url(resource)

    def _coding(self, system: str, code: str, words: str) -> Resource:
        return dict(self._names.coding(system, code, words, self._version))

    def _concept(self, system: str, code: str, words: str = "") -> Resource:
        words = words or code.replace("_", " ")
        return {"coding": [self._coding(system, code, words)], "text": words}
