"""What became of one invitation, step by step, without anybody's answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records import audit
from records.audit import Did
from records.engine.database import Database
from records.engine.timestamps import from_iso
from records.staff import name_of

MOST = 200  # steps of staff

OF_STAFF = (
    Did.RESCHEDULED,
    Did.REASSIGNED,
    Did.CHANGED_END,
    Did.WITHDREW,
    Did.REPLACED,
    Did.REMINDED,
    Did.MAILED,
)
"""What staff do about a link; who read or exported answers is not told here."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a member of the staff did about a link."""

    at: datetime
    who: str
    did: Did


@dataclass(frozen=True, slots=True)
class Round:
    """When one round of answers was begun, changed, sent and read."""

    answerer: int | None
    """Who gave the answers (records/answerers.py)."""
    started: datetime
    changed: datetime
    section: str
    submitted: datetime | None
    read: datetime | None
    reader: str | None
    correction: datetime | None


def steps(db: Database, name: str) -> list[Step]:
    """What staff did about a link, in order."""
    rows = db.table("audit").rows_where(
        f"about = ? AND who <> 'patient' AND did IN ({', '.join('?' for _ in OF_STAFF)})",
        [audit.of_visit(name), *map(str, OF_STAFF)],
        order_by="sequence",
        limit=MOST,
    )
    return [Step(from_iso(row["at"]), row["who"], Did(row["did"])) for row in rows]


def rounds(db: Database, invitation: int) -> list[Round]:
    """The rounds of an invitation, as they were begun."""
    rows = db.table("responses").rows_where(
        "invitation = ?",
        [invitation],
        select="answerer, started, changed, section, submitted, read, read_by, correction",
        order_by="id",
    )
    return [_round(db, row) for row in rows]


def _round(db: Database, row: Mapping[str, Any]) -> Round:
    return Round(
        answerer=row["answerer"],
        started=from_iso(row["started"]),
        changed=from_iso(row["changed"]),
        section=row["section"],
        submitted=from_iso(row["submitted"]),
        read=from_iso(row["read"]),
        reader=name_of(db, row["read_by"]),
        correction=from_iso(row["correction"]),
    )
