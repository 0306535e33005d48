"""A physiotherapist's notes on answers: sealed, added to, never changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.audit import changing
from records.engine.database import Database
from records.engine.encryption import Sealer
from records.engine.timestamps import moment, stamp
from records.staff import by_id


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote beside a round of answers."""

    at: datetime
    by: str
    text: str | None
    """None when the key that sealed it is gone; that there is a note still shows."""


def add(
    db: Database,
    sealer: Sealer,
    response: int,
    *,
    by: int,
    text: str,
    now: datetime,
    once: str = "",
) -> bool:
    """Put a note beside a round of answers; whether it is new.

    The same text from the same form (`once`) is the same note: a button was pressed twice. Other
    text from it is another note, since somebody went back to say something else.
    """
    sealed = sealer.seal({"text": text}, now=now)
    row = {"response": response, "by": by, "at": stamp(now), "sealed": sealed}
    row["once_hash"] = _hash(response, by, once, text) if once else None
    with changing(db):
        if is_there(db, response, by=by, text=text, once=once):
            return False
        db.table("notes").insert(row)
        return True


def is_there(db: Database, response: int, *, by: int, text: str, once: str) -> bool:
    """Whether the same text came from the same form before."""
    hashed = [_hash(response, by, once, text)]
    return bool(once and db.table("notes").count_where("once_hash = ?", hashed))


def _hash(*words: str | int) -> str:
    """Tells nothing of the text: nobody knows the form's own word."""
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def of(db: Database, sealer: Sealer, response: int) -> list[Note]:
    """The notes beside a round of answers, the first one first."""
    rows = db.table("notes").rows_where("response = ?", [response], order_by="id")
    return [_opened(db, row, sealer) for row in rows]


def _opened(db: Database, row: Mapping[str, Any], sealer: Sealer) -> Note:
    kept = sealer.open_if_it_can(row["sealed"]) or {"text": None}
    return Note(moment(row["at"]), by_id(db, row["by"]).name, kept["text"])
