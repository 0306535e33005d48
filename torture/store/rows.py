"""The rows of each table for one visit after the other.

The sealed answers are those of the made-up patients, each used many times. Most rounds leave out
the longest parts, what was answered and told, so that the file stays small enough to be made; a
fortieth has it.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from records.engine.encryption import Sealer
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of
from torture.store.visits import Visit

WHOLE = 40  # one in so many rounds has what the patient was told
SHARED = 500  # sealed references, each used for many patients
OFFSET = 1000  # the numbers before are of the made-up clinic
Row = dict[str, Any]


def reference(patient: int) -> str:
    """What the clinic calls a patient."""
    return f"F {patient}"


def token(number: int) -> str:
    """The secret of a link."""
    return f"token{number}"


def stands(visit: Visit) -> str:
    """Where the invitation stands, as the records say it."""
    if visit.received:
        return "read" if visit.state in ("read", "closed") else "submitted"
    return "withdrawn" if visit.is_withdrawn else "made"


class Rows:
    """The rows of each table for a visit; what is sealed is shared among many."""

    def __init__(self, sealer: Sealer, staff: Sequence[int], kept: Sequence[Row]) -> None:
        """`kept`: real answers, to be used again."""
        self.sealer, self.staff, self.kept = sealer, staff, kept
        about = {"birth_year": None, "language": "en"}
        self.about = [sealer.seal({"reference": reference(one)} | about) for one in range(SHARED)]
        self.short = sealer.seal({})
        self.sealed_warning = sealer.seal({"told": {}, "done": "Called.", "was_needed": None})
        self.sealed_request = sealer.seal({"contact": {"name": "Kim Lee"}, "attached": None})
        self.sealed_note = sealer.seal({"text": "Sat down well, and asked about the race in May."})

    def invitation(self, visit: Visit) -> Iterator[Row]:
        """The visit itself."""
        made, seen = visit.at - timedelta(days=45), visit.received and to_iso(visit.received)
        yield {
            "id": OFFSET + visit.number,
            "name": f"v{visit.number:09}",
            "mark": self.sealer.marks(reference(visit.patient))[0],
            "physiotherapist": self.staff[visit.colleague],
            "made_by": self.staff[0],
            "made": to_iso(made),
            "visit": f"{visit.at:%Y-%m-%dT%H:%M}",
            "ends": to_iso(visit.at.replace(hour=23, minute=59, second=59)),
            "opened": seen,
            "agreed": seen,
            "withdrawn": to_iso(made) if visit.is_withdrawn else None,
            "sealed": self.about[visit.patient % SHARED],
            "stands": stands(visit),
        }

    def link(self, visit: Visit) -> Iterator[Row]:
        """The address that opens it."""
        yield {
            "id": OFFSET + visit.number,
            "token_hash": hash_of(token(visit.number)),
            "invitation": OFFSET + visit.number,
            "made": to_iso(visit.at - timedelta(days=45)),
        }

    def round(self, visit: Visit) -> Iterator[Row]:
        """The answers, where there are some."""
        if visit.received is None:
            return
        kept, at = self.kept[visit.number % len(self.kept)], to_iso(visit.received)
        is_whole = visit.number % WHOLE == 0
        reader = self.staff[visit.colleague] if stands(visit) == "read" else None
        yield {
            "id": OFFSET + visit.number,
            "invitation": OFFSET + visit.number,
            "round": 1,
            "section": "",
            **dict.fromkeys(("started", "changed", "submitted", "received"), at),
            "state": visit.state,
            "read_by": reader,
            "read": at if reader else None,
            "waiting": visit.waiting,
            "sealed": kept["sealed"] if is_whole else self.short,
            "told": kept["told"] if is_whole else None,
            "brief": kept["brief"],
        }

    def warning(self, visit: Visit) -> Iterator[Row]:
        """What waits until somebody has acted, and some that were seen to."""
        if visit.received and (visit.waiting or visit.number % 50 == 0):
            at = to_iso(visit.received)
            yield {
                "response": OFFSET + visit.number,
                "raised": at,
                "urgency": visit.waiting or 1,
                "acknowledged": None if visit.waiting else at,
                "by": None if visit.waiting else self.staff[0],
                "sealed": self.sealed_warning,
            }

    def note(self, visit: Visit) -> Iterator[Row]:
        """A note, beside each tenth."""
        if visit.received and visit.number % 10 == 0:
            at, by = to_iso(visit.received), self.staff[visit.colleague]
            yield {
                "response": OFFSET + visit.number,
                "by": by,
                "at": at,
                "sealed": self.sealed_note,
            }

    def request(self, visit: Visit) -> Iterator[Row]:
        """An asked-for visit, for each twentieth."""
        if visit.number % 20 == 0:
            yield {
                "reference": f"B{visit.number:07}",
                "received": to_iso(visit.at),
                "once_hash": hash_of(f"once {visit.number}"),
                "state": "new" if visit.state == "new" else "closed",
                "sealed": self.sealed_request,
            }
