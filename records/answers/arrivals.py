"""Answers as they arrived, for other programs of the clinic: whose and when, and not what."""

from dataclasses import dataclass
from datetime import datetime

from records.answers.responses import ReviewState
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.rows import record

A_PAGE = 100
# What is sent stands behind every warning before it; one may still be raised of what is not.
SINCE = """SELECT * FROM (
        SELECT coalesce(submitted, (SELECT max(raised) FROM warnings
                WHERE warnings.response = responses_received.id), received) AS arrived,
            responses_received.*
        FROM responses_received
        WHERE wrong_person IS NULL AND id IN (
            SELECT id FROM responses WHERE received IS NOT NULL AND wrong_person IS NULL
                AND coalesce(submitted, received) >= :arrived
            UNION SELECT response FROM warnings WHERE raised >= :arrived)) AS arrivals
    WHERE arrived > :arrived OR (arrived = :arrived AND id > :id)
    ORDER BY arrived, id LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A submission that the clinic has something of, and nothing of what it says."""

    id: int
    visit: str
    """The invitation's name."""
    reference: str | None
    """None when its key is gone."""
    visit_at: str
    physiotherapist: str
    submission: int
    arrived: datetime
    """When it was sent; before that, when the newest warning came of it."""
    submitted: datetime | None
    state: ReviewState
    needs_review: bool
    """Whether a warning of it waits."""


def since(
    db: Store, encryption: Encryption, moment: datetime, after: int = 0, limit: int = A_PAGE
) -> list[Arrival]:
    """What arrived from a moment on, in that order; at that very moment, those numbered above
    `after`."""
    rows = db.many(SINCE, arrived=to_iso(moment), id=after, limit=limit)
    return [_arrival(row, encryption) for row in rows]


def _arrival(row: Row, encryption: Encryption) -> Arrival:
    about = encryption.decrypt_if_it_can(row["encrypted"]) or {"reference": None}
    return record(
        Arrival,
        row,
        visit=row["name"],
        reference=about["reference"],
        visit_at=row["visit"],
        physiotherapist=row["physiotherapist_name"],
        needs_review=row["waiting"] > 0,
    )
