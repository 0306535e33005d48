"""How long what is kept is kept: what is past its time goes, and a person when they ask.

Deleted is gone from the file: the file is written anew without it. What backups hold is theirs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from records import audit, invitations, visit_requests
from records.audit import Did
from records.database import leave_nothing, writing
from records.moments import stamp
from records.sealing import Sealer
from records.sign_ins import AT_MOST
from records.throttle import FORGOTTEN_AFTER

LATELY = timedelta(days=2)  # a purge comes once a day
AT_ONCE = 100  # rows a transaction: others wait for each
# What stands for a person in the audit, by table and column.
REMOVABLE = {"visit": ("invitations", "name"), "request": ("visit_requests", "reference")}

# An invitation goes with its links, rounds, warnings, notes and mail (ON DELETE CASCADE), and never
# before its links have ended. A round that was begun and not sent is no answer, unless a warning
# put it before the clinic. The newest round counts for all of them. Each begins with what an index
# finds, or a purge would read all that is not due.
NOT_ANSWERED = """stands IN ('made', 'opened', 'in progress', 'withdrawn')
    AND ends <= :unanswered AND NOT EXISTS (
    SELECT 1 FROM responses WHERE invitation = invitations.id AND received IS NOT NULL)"""
ANSWERED = """id IN (
    SELECT invitation FROM responses INDEXED BY responses_by_age
        WHERE received IS NOT NULL AND coalesce(submitted, changed) <= :answered)
    AND ends <= :now
    AND NOT EXISTS (SELECT 1 FROM responses WHERE invitation = invitations.id
        AND coalesce(submitted, changed) > :answered)"""
WARNS = """EXISTS (
    SELECT 1 FROM responses WHERE invitation = invitations.id AND waiting > 0)"""


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
    times = _times(keep, now)
    return Due(
        invitations=db.table("invitations").count_where(NOT_ANSWERED, times),
        responses=db.table("invitations").count_where(f"{ANSWERED} AND NOT {WARNS}", times),
        requests=db.table("visit_requests").count_where("received <= :requests", times),
        waiting=db.table("invitations").count_where(f"{ANSWERED} AND {WARNS}", times),
    )


def purge(db: Database, keep: Keep, now: datetime, *, who: str = "clock") -> Due:
    """Delete what is past its time, a little at a time; what that was.

    An interruption leaves the rest for the next purge. Not within a transaction.
    """
    times, found = _times(keep, now), due(db, keep, now)
    gone = Due(
        invitations=_delete(db, "invitations", "id", NOT_ANSWERED, times),
        responses=_delete(db, "invitations", "id", f"{ANSWERED} AND NOT {WARNS}", times),
        requests=_delete(db, "visit_requests", "sequence", "received <= :requests", times),
        waiting=found.waiting,
    )
    _delete(db, "sign_ins", "token_hash", "started <= :sign_ins", times)
    _delete(db, "throttle", "key", "last <= :throttle", times)
    if gone.together:
        audit.add(db, who=who, did=Did.PURGED, about=_counts(gone), now=now)
    if gone.together or _erased_lately(db, now):
        leave_nothing(db)
    return gone


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
        leave_nothing(db)
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
    lately = [str(Did.ERASED), stamp(now - LATELY)]
    return bool(db.table("audit").count_where("did = ? AND at > ?", lately))


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


def _delete(db: Database, table: str, key: str, where: str, times: dict[str, Any]) -> int:
    """Delete the rows for which it holds, and still holds when their turn comes; how many."""
    columns = [row[key] for row in db.table(table).rows_where(where, times, select=key)]
    count = 0
    for start in range(0, len(columns), AT_ONCE):
        some = {f"key{at}": one for at, one in enumerate(columns[start : start + AT_ONCE])}
        those = f"{key} IN ({', '.join(f':{name}' for name in some)}) AND {where}"
        with writing(db):
            count += db.table(table).count_where(those, {**times, **some})
            db.table(table).delete_where(those, {**times, **some})
    return count


def _counts(gone: Due) -> str:
    parts = {
        "invitations": gone.invitations,
        "answers": gone.responses,
        "requests": gone.requests,
    }
    return ", ".join(f"{name}: {count}" for name, count in parts.items() if count)
