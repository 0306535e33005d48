"""Who looked at, changed, exported or deleted what, and when. Nothing about anybody's health.

Each entry's hash covers its words and the entry before it, so that a change anywhere shows.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from records.database import writing
from records.moments import moment, stamp

FIRST = "0" * 64


class Did(StrEnum):
    """What can be done to something, in words."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    COULD_NOT_SIGN_IN = "could not sign in"
    ADDED = "added"
    CHANGED = "changed"
    RESCHEDULED = "rescheduled"
    LOOKED_AT = "looked at"
    LISTED = "listed"
    ACKNOWLEDGED = "acknowledged"
    EXPORTED = "exported"
    ERASED = "erased"
    WITHDREW = "withdrew"
    REPLACED = "replaced"
    REMINDED = "reminded"
    REOPENED = "reopened"
    SUBMITTED = "submitted"
    ASKED_TO_CORRECT = "asked to correct"
    SAID_NOT_ME = "said: not me"
    MAILED = "mailed"
    PURGED = "purged"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    ROTATED_KEYS = "rotated the keys"
    ENROLLED = "enrolled"
    LEFT_KIOSK_MODE = "left kiosk mode"
    GAVE_CODE = "gave a kiosk code"
    USED_CODE = "used a kiosk code"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done."""

    sequence: int
    at: datetime
    who: str
    did: str
    about: str


def of_visit(name: str) -> str:
    """What an entry is about when it is about a visit, by its invitation's name."""
    return f"visit {name}"


def add(db: Database, *, who: str, did: Did, about: str, now: datetime) -> None:
    """Put an entry behind the last one, within the transaction of what it tells if there is one."""
    with writing(db):
        last = next(iter(db.query("SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1")), None)
        row = {"at": stamp(now), "who": who, "did": str(did), "about": about}
        row["hash"] = hash_after(last["hash"] if last else FIRST, row)
        db.table("audit").insert(row)


def hash_after(before: str, row: Mapping[str, Any]) -> str:
    """The hash of an entry that follows the one with this hash."""
    words = [before, *(row[name] for name in ("at", "who", "did", "about"))]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found along the entries, from the first to the last or to one that does not fit."""

    count: int
    """The entries that fit."""
    head: str
    """The hash of the last that fits. Kept elsewhere, it shows later that nothing was cut off."""
    broken: Entry | None
    """The first that was changed, put in, or stands behind one that was taken out."""
    has_expected: bool
    """Whether the hash that was expected is on the chain."""


def verify(db: Database, expected: str = FIRST) -> Chain:
    """Follow every entry from the first, and look for the hash of one that was there before."""
    count, head, is_met = 0, FIRST, expected == FIRST
    for row in db.table("audit").rows_where(order_by="sequence"):
        if row["hash"] != hash_after(head, row):
            return Chain(count, head, next(_entries([row])), is_met)
        count, head = count + 1, row["hash"]
        is_met = is_met or head == expected
    return Chain(count, head, None, is_met)


def erased(db: Database) -> list[str]:
    """What was erased, in order."""
    rows = db.table("audit").rows_where("did = ?", [str(Did.ERASED)], order_by="sequence")
    return [row["about"] for row in rows]


def last_backup(db: Database) -> datetime | None:
    """When `flask backup` last made a copy. Little else is about all records: an index finds it."""
    found = db.execute(
        "SELECT at FROM audit WHERE about = 'records' AND did = ? ORDER BY sequence DESC LIMIT 1",
        [str(Did.BACKED_UP)],
    ).fetchone()
    return moment(found[0]) if found else None


def newest(
    db: Database, before: int | None = None, limit: int = 50, *, who: str = "", about: str = ""
) -> list[Entry]:
    """The entries, last first, from below a sequence number if one is given.

    `who` and `about`: only those of one person, or about one thing, spelled as they stand there.
    """
    below = sys.maxsize if before is None else min(max(before, 0), sys.maxsize)
    only: dict[str, str | int] = {"sequence < ?": below, "who = ?": who, "about = ?": about}
    wanted = {where: value for where, value in only.items() if value != ""}
    rows = db.table("audit").rows_where(
        " AND ".join(wanted), list(wanted.values()), order_by="sequence desc", limit=limit
    )
    return list(_entries(rows))


def _entries(rows: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(row["sequence"], moment(row["at"]), row["who"], row["did"], row["about"])
