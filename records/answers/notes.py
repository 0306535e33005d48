"""A physiotherapist's notes on answers: encrypted, added to, never changed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people.audit import changing
from records.rows import in_brackets, record


@dataclass(frozen=True, slots=True)
class StaffNote:
    """What somebody wrote beside a submission."""

    at: datetime
    by: str
    text: str | None
    """None when its key is gone; that there is a note still shows."""


def add(
    db: Store,
    encryption: Encryption,
    response: int,
    *,
    by: int,
    text: str,
    now: datetime,
    once: str = "",
) -> bool:
    """Put a note beside a submission; whether it is new.

    The same text from the same form (`once`) is the same note: a button was pressed twice. Other
    text from it is another note, since somebody went back to say something else.
    """
    encrypted = encryption.encrypt({"text": text}, now=now)
    row = {"response": response, "by": by, "at": to_iso(now), "encrypted": encrypted}
    row["once_hash"] = _hash(response, by, once, text) if once else None
    with changing(db):
        if is_there(db, response, by=by, text=text, once=once):
            return False
        db.insert("notes", row)
        return True


def is_there(db: Store, response: int, *, by: int, text: str, once: str) -> bool:
    """Whether the same text came from the same form before."""
    same = "SELECT 1 FROM notes WHERE once_hash = :hash"
    return bool(once and db.value(same, hash=_hash(response, by, once, text)))


def _hash(*words: str | int) -> str:
    """Tells nothing of the text: nobody knows the form's own word."""
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def of(db: Store, encryption: Encryption, *responses: int) -> list[StaffNote]:
    """The notes beside some submissions, in that order; of each the first one first."""
    places, values = in_brackets(responses)
    theirs = f"""SELECT response, at, name, encrypted FROM notes JOIN staff ON staff.id = by
        WHERE response IN ({places}) ORDER BY notes.id"""
    rows = db.many(theirs, **values) if values else []
    rows.sort(key=lambda row: responses.index(row["response"]))
    return [_opened(row, encryption) for row in rows]


def _opened(row: Row, encryption: Encryption) -> StaffNote:
    kept = encryption.decrypt_if_it_can(row["encrypted"]) or {"text": None}
    return record(StaffNote, row, by=row["name"], text=kept["text"])
