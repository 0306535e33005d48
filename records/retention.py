"""How long what is kept is kept: what is past its time goes, and a person when they ask.

Deleted is gone from the file, which is written anew without it; a large one only when somebody
asks for that (flask purge), for all others wait meanwhile. What backups hold is theirs.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlite_utils import Database

from records import audit, invitations, visit_requests
from records.audit import Did
from records.database import leave_nothing, writing
from records.moments import stamp
from records.past_time import (
    ANSWERED,
    ANSWERS,
    LINKS,
    NOT_ANSWERED,
    OF_OLD,
    OF_UNSENT,
    OF_WARNED,
    REQUESTS,
    WARNS,
)
from records.sealing import Sealer
from records.sign_ins import AT_MOST
from records.sweeping import sweep
from records.throttle import FORGOTTEN_AFTER

LATELY = timedelta(days=2)  # a purge comes once a day
NOTED = 1000  # rows: an interrupted purge leaves at most so many out of the audit
LIGHT = 64 * 1024 * 1024  # bytes of a file that is written anew in a second or two
# What stands for a person in the audit, by table and column.
REMOVABLE = {"visit": ("invitations", "name"), "request": ("visit_requests", "reference")}


@dataclass(frozen=True, slots=True)
class Keep:
    """Days that records are kept."""

    invitations: int
    """Without an answer, from the end of their link."""
    responses: int
    """Answers, from when they were sent; those with a warning and not sent, from the last one."""
    requests: int
    """Asked-for visits, from when they were asked for."""


@dataclass(frozen=True, slots=True)
class Due:
    """How many of each kind are past their time."""

    invitations: int
    responses: int
    requests: int
    waiting: int
    """Answers past their time that stay: nobody has acknowledged their warning."""

    @property
    def together(self) -> int:
        """All that goes."""
        return self.invitations + self.responses + self.requests


def due(db: Database, keep: Keep, now: datetime) -> Due:
    """What a purge at this moment would delete."""
    times, count = _times(keep, now), db.table("invitations").count_where
    return Due(
        invitations=count(f"{OF_UNSENT} AND {NOT_ANSWERED}", times),
        responses=count(f"{OF_OLD} AND {ANSWERED} AND NOT {WARNS}", times),
        requests=db.table("visit_requests").count_where("received <= :requests", times),
        waiting=count(f"{OF_WARNED} AND {ANSWERED}", times),
    )


def purge(
    db: Database,
    keep: Keep,
    now: datetime,
    *,
    who: str = "clock",
    rest: Callable[[float], None] = time.sleep,
) -> Due:
    """Delete what is past its time, a little at a time; what that was. Not within a transaction.

    An interruption leaves the rest for the next purge. `rest` lets others write in between.
    """
    times, tally = _times(keep, now), _Tally(db, who, now)
    for name, sweeps in {
        "invitations": LINKS,
        "answers": [ANSWERS],
        "requests": [REQUESTS],
    }.items():
        for one in sweeps:
            sweep(db, one, times, partial(tally.add, name), rest)
    with writing(db):
        db.table("sign_ins").delete_where("started <= :sign_ins", times)
        db.table("throttle").delete_where("last <= :throttle", times)
        tally.note()
    gone = tally.gone
    waiting = db.table("invitations").count_where(f"{OF_WARNED} AND {ANSWERED}", times)
    if gone.total() or _erased_lately(db, now):
        leave_little(db)
    return Due(gone["invitations"], gone["answers"], gone["requests"], waiting)


class _Tally:
    """What a purge has deleted so far, and the audit of it."""

    def __init__(self, db: Database, who: str, now: datetime) -> None:
        self.gone, self._noted = Counter[str](), Counter[str]()
        self._audit = partial(audit.add, db, who=who, did=Did.PURGED, now=now)

    def add(self, name: str, count: int) -> None:
        """So many more of a kind, within the transaction that deletes them."""
        self.gone[name] += count
        if (self.gone - self._noted).total() >= NOTED:
            self.note()

    def note(self) -> None:
        """Put into the audit what is not in it yet."""
        if new := self.gone - self._noted:
            self._audit(about=", ".join(f"{name}: {count}" for name, count in new.items()))
        self._noted = self.gone.copy()


def leave_little(db: Database) -> None:
    """Leave no trace of what was deleted, where writing the file anew keeps nobody waiting."""
    size = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")]
    if size[0] * size[1] <= LIGHT:
        leave_nothing(db)
    else:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def erase(
    db: Database, sealer: Sealer, reference: str, now: datetime, *, who: str = "command"
) -> int:
    """Delete all about a patient, or about an asked-for visit; how many visits and requests.

    `reference` as anybody may type it. Not within a transaction.
    """
    with writing(db):
        found = abouts(db, sealer, reference)
        for about in found:
            remove(db, about)
            audit.add(db, who=who, did=Did.ERASED, about=about, now=now)
    if found:
        leave_little(db)
    return len(found)


def abouts(db: Database, sealer: Sealer, reference: str) -> list[str]:
    """What the audit calls all that is kept under a reference: visits, and an asked-for one."""
    visits = [audit.of_visit(one.name) for one in invitations.of_reference(db, sealer, reference)]
    request = visit_requests.find(db, sealer, reference)
    return [*visits, f"request {request.reference}"] if request else visits


def remove(db: Database, about: str) -> bool:
    """Delete what the audit calls so; whether it was there."""
    kind, _, name = about.partition(" ")
    if kind not in REMOVABLE:
        return False
    table, column = REMOVABLE[kind]
    was_there = bool(db.table(table).count_where(f"{column} = ?", [name]))
    db.table(table).delete_where(f"{column} = ?", [name])
    return was_there


def _erased_lately(db: Database, now: datetime) -> bool:
    """Whether the file may still hold traces: it may have been too busy to be written anew."""
    return bool(db.table("audit").count_where("did = 'erased' AND at > ?", [stamp(now - LATELY)]))


def _times(keep: Keep, now: datetime) -> dict[str, Any]:
    """Until when each kind counts as past its time."""
    before = {
        "now": timedelta(0),
        "unanswered": timedelta(days=keep.invitations),
        "answered": timedelta(days=keep.responses),
        "requests": timedelta(days=keep.requests),
        "sign_ins": AT_MOST,
        "throttle": FORGOTTEN_AFTER,
    }
    return {name: stamp(now - time) for name, time in before.items()}
