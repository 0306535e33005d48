"""How long what is kept is kept: what is past its time goes, and a person when they ask.

Deleted is gone from the file, which is written anew without it; a large one only when somebody
asks for that (flask purge), for all others wait meanwhile. What backups hold is theirs.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from records.answers import appointment_requests as visit_requests
from records.answers import invitations
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people import audit, known_browsers
from records.people.audit import AuditAction, NoEntryReason, audited, changing, unaudited
from records.people.sign_ins import AT_MOST
from records.people.throttle import FORGOTTEN_AFTER
from records.upkeep import page_counts
from records.upkeep.past_time import (
    ANSWERED,
    ANSWERS,
    LINKS,
    NOT_ANSWERED,
    OF_OLD,
    OF_UNANSWERED,
    OF_WARNED,
    REQUESTS,
    WARNS,
)
from records.upkeep.sweeping import sweep

LATELY = timedelta(days=2)  # a purge comes once a day
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


def due(db: Store, keep: Keep, now: datetime) -> Due:
    """What a purge at this moment would delete."""
    times = _times(keep, now)
    return Due(
        invitations=_count(db, "invitations", f"{OF_UNANSWERED} AND {NOT_ANSWERED}", times),
        responses=_count(db, "invitations", f"{OF_OLD} AND {ANSWERED} AND NOT {WARNS}", times),
        requests=_count(db, "visit_requests", "received <= :requests", times),
        waiting=_count(db, "invitations", f"{OF_WARNED} AND {ANSWERED}", times),
    )


def _count(db: Store, table: str, where: str, times: Row) -> int:
    return int(db.value(f"SELECT count(*) FROM {table} WHERE {where}", **times))


def purge(
    db: Store,
    keep: Keep,
    now: datetime,
    *,
    actor: str = "clock",
    rest: Callable[[float], None] = time.sleep,
) -> Due:
    """Delete what is past its time, a little at a time; what that was. Not within a transaction.

    An interruption leaves the rest for the next purge. `rest` lets others write in between.
    """
    times, gone = _times(keep, now), Counter[str]()
    for name, sweeps in {
        "invitations": LINKS,
        "answers": [ANSWERS],
        "requests": [REQUESTS],
    }.items():
        noting = partial(_purging, db, name, actor, now)
        gone[name] = sum(sweep(db, one, times, noting, rest) for one in sweeps)
    with unaudited(db, NoEntryReason.OVER):
        db.delete("sign_ins", "started <= :over", over=times["sign_ins"])
        db.delete("throttle", "last <= :past", past=times["throttle"])
        known_browsers.clear(db, now)
        page_counts.clear(db, now)
    waiting = _count(db, "invitations", f"{OF_WARNED} AND {ANSWERED}", times)
    if gone.total() or _erased_lately(db, now):
        db.leave_nothing(LIGHT)
    db.gather_statistics()
    return Due(gone["invitations"], gone["answers"], gone["requests"], waiting)


def _purging(
    db: Store, name: str, actor: str, now: datetime, count: int
) -> AbstractContextManager[None]:
    return audited(db, actor=actor, action=AuditAction.PURGED, subject=f"{name}: {count}", now=now)


def erase(
    db: Store, encryption: Encryption, reference: str, now: datetime, *, actor: str = "command"
) -> int:
    """Delete all about a patient, or about an asked-for visit; how many visits and requests.

    `reference` as anybody may type it. Not within a transaction.
    """
    with db.transaction():
        found = abouts(db, encryption, reference)
        for subject in found:
            with audited(db, actor=actor, action=AuditAction.ERASED, subject=subject, now=now):
                remove(db, subject)
    if found:
        db.leave_nothing(LIGHT)
    return len(found)


def abouts(db: Store, encryption: Encryption, reference: str) -> list[str]:
    """What the audit calls all that is kept under a reference: visits, and requests."""
    visits = invitations.of_reference(db, encryption, reference)
    requests = [visit_requests.find(db, encryption, reference)]
    requests += [visit_requests.of_invitation(db, encryption, one.id) for one in visits]
    asked_for = dict.fromkeys(audit.of_request(one.reference) for one in requests if one)
    return [*(audit.of_visit(one.name) for one in visits), *asked_for]


def is_kept(db: Store, subject: str) -> bool:
    """Whether there is what the audit calls so, and it can be deleted."""
    kind, _, name = subject.partition(" ")
    if kind not in REMOVABLE:
        return False
    table, column = REMOVABLE[kind]
    return db.value(f"SELECT 1 FROM {table} WHERE {column} = :name", name=name) is not None


def remove(db: Store, subject: str) -> None:
    """Delete what the audit calls so."""
    kind, _, name = subject.partition(" ")
    table, column = REMOVABLE[kind]
    with changing(db):
        db.delete(table, f"{column} = :name", name=name)


def _erased_lately(db: Store, now: datetime) -> bool:
    """Whether the file may still hold traces: it may have been too busy to be written anew."""
    lately = "SELECT 1 FROM audit WHERE action = :action AND at > :since LIMIT 1"
    return db.value(lately, action=str(AuditAction.ERASED), since=to_iso(now - LATELY)) is not None


def _times(keep: Keep, now: datetime) -> dict[str, object]:
    """Until when each kind counts as past its time."""
    before = {
        "now": timedelta(0),
        "unanswered": timedelta(days=keep.invitations),
        "answered": timedelta(days=keep.responses),
        "requests": timedelta(days=keep.requests),
        "sign_ins": AT_MOST,
        "throttle": FORGOTTEN_AFTER,
    }
    return {name: to_iso(now - time) for name, time in before.items()}
