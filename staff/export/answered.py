"""One submission as it leaves the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from records.answers.responses import Response, ReviewState
from records.answers.snapshot import AfterMismatch, Snapshot

STATES = {
    ReviewState.NEW: "new",
    ReviewState.TO_READ: "to read",
    ReviewState.READ: "read",
    ReviewState.CONTACT: "contact patient",
    ReviewState.CLOSED: "closed",
}
"""The words of an export, which stay as they are."""


class Visit(Protocol):
    """What an invitation and a line of the list of patients both say about a visit."""

    @property
    def name(self) -> str: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def visit(self) -> str: ...
    @property
    def physiotherapist_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What the clinic has received of one submission, and before which visit."""

    visit: str
    """The invitation's name."""
    reference: str | None
    visit_at: str
    """The visit's day, with its time if known, at the clinic: 2026-11-24 or 2026-11-24T09:30."""
    physiotherapist: str
    submission: int
    received: datetime
    submitted: datetime | None
    """None where a warning reached the clinic and the patient has not sent the rest."""
    state: str
    record: Snapshot | None
    """As pre_visit/snapshot.py puts it; None when its key is gone."""
    changes: Sequence[AfterMismatch] = ()
    """Answers changed once two of them did not match: question, and words before and after."""

    @property
    def name(self) -> str:
        """A name that no other submission has."""
        return f"{self.visit}-{self.submission}"


def answered(visit: Visit, response: Response) -> Answered | None:
    """A submission of the patient's own; None where nothing of it was received, or it is not."""
    if response.received is None or response.wrong_person:
        return None
    sent = response.kept or {} if response.submitted else {}
    return Answered(
        visit=visit.name,
        reference=visit.reference,
        visit_at=visit.visit,
        physiotherapist=visit.physiotherapist_name,
        submission=response.submission,
        received=response.received,
        submitted=response.submitted,
        state=STATES[response.state],
        record=response.snapshot,
        changes=sent.get("changes", ()),
    )
