"""An asked-for appointment: who, how to reach them, when suits, and their answers if they agreed.

Only a reference and the time are in the clear; the rest is one sealed value.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlite_utils import Database

from records.database import writing
from records.sealing import Sealer, Unreadable

# Said over the telephone: no vowels (no words), nothing that sounds or looks like another.
LETTERS = "2346789BCDFGHJKMPQRTVWXY"


@dataclass(frozen=True)
class VisitRequest:
    """`contact` is None when the key that sealed it is gone; it was still asked for, and when."""

    reference: str
    received: datetime
    contact: Mapping[str, str] | None
    attached: Mapping[str, Any] | None  # The runner's answers and result, only if they ticked it.


def new_reference() -> str:
    """One of 110 thousand million; it finds a request for staff, and opens nothing by itself."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def add(
    db: Database,
    sealer: Sealer,
    *,
    once: str,
    contact: Mapping[str, str],
    attached: Mapping[str, Any] | None,
    now: datetime,
    draw: Callable[[], str] = new_reference,
) -> VisitRequest:
    """Keep the request; the same form (`once`) sent again gets the first one back, unchanged."""
    if not once:
        raise ValueError("A form without a token of its own cannot be told from the next one.")
    once_hash = hashlib.sha256(once.encode()).hexdigest()
    sealed = sealer.seal({"contact": dict(contact), "attached": attached}, now=now)
    with writing(db):
        if first := _one(db, sealer, "once_hash = ?", once_hash):
            return first
        row = {
            "reference": _unused(db, draw),
            "received": now.astimezone(UTC).isoformat(),
            "once_hash": once_hash,
            "sealed": sealed,
        }
        db.table("visit_requests").insert(row)
    return _opened(row, sealer)


def newest(db: Database, sealer: Sealer, limit: int = 50) -> list[VisitRequest]:
    """The last ones asked for, the last first."""
    rows = db.table("visit_requests").rows_where(order_by="sequence desc", limit=limit)
    return [_opened(row, sealer) for row in rows]


def find(db: Database, sealer: Sealer, reference: str) -> VisitRequest | None:
    """By the reference as somebody might type it: in small letters, with gaps or dashes."""
    typed = "".join(filter(str.isalnum, reference)).upper()
    return _one(db, sealer, "reference = ?", typed)


def _one(db: Database, sealer: Sealer, where: str, value: str) -> VisitRequest | None:
    rows = list(db.table("visit_requests").rows_where(where, [value]))
    return _opened(rows[0], sealer) if rows else None


def _unused(db: Database, draw: Callable[[], str]) -> str:
    reference = draw()
    while db.table("visit_requests").count_where("reference = ?", [reference]):
        reference = draw()
    return reference


def _opened(row: Mapping[str, Any], sealer: Sealer) -> VisitRequest:
    received = datetime.fromisoformat(row["received"])
    try:
        kept = cast(dict[str, Any], sealer.open(row["sealed"]))
    except Unreadable:
        # One row whose key is gone must not hide the others from staff.
        return VisitRequest(row["reference"], received, contact=None, attached=None)
    return VisitRequest(row["reference"], received, kept["contact"], kept["attached"])
