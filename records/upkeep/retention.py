"""How long what is kept is kept: what is past its time goes, and a person when they ask.

Deleted is gone from the file, which is written anew without it; a large one only when somebody
asks for that (flask purge), for all others wait meanwhile. What backups hold is theirs.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.answers import appointment_requests as visit_requests
from records.answers import invitations
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people import audit, known_browsers
from records.people.audit import AuditAction, NoEntryReason, audited, changing, unaudited
from records.people.sign_ins import AT_MOST
from records.people.throttle import FORGOTTEN_AFTER
from records.rows import in_brackets
from records.upkeep import page_counts

# An invitation goes with its links, submissions, warnings, notes and mail (ON DELETE CASCADE), and
# never before its links have ended. A submission that was begun and not sent is no answer, unless a
# warning put it before the clinic. The newest submission counts for all of them.
RECEIVED = """EXISTS (
    SELECT 1 FROM responses WHERE invitation = invitations.id AND received IS NOT NULL)"""
ANSWERED = f"""ends <= :now AND {RECEIVED}
    AND NOT EXISTS (SELECT 1 FROM responses WHERE invitation = invitations.id
        AND coalesce(submitted, changed) > :answered)"""
WAITING = f"id IN (SELECT invitation FROM responses WHERE waiting > 0) AND {ANSWERED}"
PAST = {
    "invitations": (
        "invitations",
        "id",
        f"""status IN ('made', 'opened', 'in_progress', 'withdrawn') AND ends <= :unanswered
            AND NOT {RECEIVED}""",
    ),
    "answers": (
        "invitations",
        "id",
        f"""id IN (SELECT invitation FROM responses
            WHERE received IS NOT NULL AND coalesce(submitted, changed) <= :answered)
            AND {ANSWERED} AND NOT EXISTS (
                SELECT 1 FROM responses WHERE invitation = invitations.id AND waiting > 0)""",
    ),
    "requests": ("visit_requests", "sequence", "received <= :requests"),
}
"""What is past its time, by the audit's word for it: table, the column of its numbers, and when."""
AT_ONCE = 50  # rows a transaction: others wait for each
REST = 0.05  # seconds, for whoever waits for their turn to write
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
        invitations=len(_past(db, "invitations", times)),
        responses=len(_past(db, "answers", times)),
        requests=len(_past(db, "requests", times)),
        waiting=_waiting(db, times),
    )


def purge(db: Store, keep: Keep, now: datetime, *, actor: str = "clock") -> Due:
    """Delete what is past its time, a little at a time; what that was. Not within a transaction.

    An interruption leaves the rest for the next purge.
    """
    times = _times(keep, now)
    links = _delete_past(db, "invitations", times, actor, now)
    answers = _delete_past(db, "answers", times, actor, now)
    requests = _delete_past(db, "requests", times, actor, now)
    with unaudited(db, NoEntryReason.OVER):
        db.delete("sign_ins", "started <= :over", over=to_iso(now - AT_MOST))
        db.delete("throttle", "last <= :past", past=to_iso(now - FORGOTTEN_AFTER))
        known_browsers.clear(db, now)
        page_counts.clear(db, now)
    gone = Due(links, answers, requests, _waiting(db, times))
    if gone.together or _erased_lately(db, now):
        db.leave_nothing(LIGHT)
    db.gather_statistics()
    return gone


def _past(db: Store, kind: str, times: Row) -> list[int]:
    """The numbers of those past their time."""
    table, number, where = PAST[kind]
    return [row[number] for row in db.many(f"SELECT {number} FROM {table} WHERE {where}", **times)]


def _waiting(db: Store, times: Row) -> int:
    return int(db.value(f"SELECT count(*) FROM invitations WHERE {WAITING}", **times))


def _delete_past(db: Store, kind: str, times: Row, actor: str, now: datetime) -> int:
    """Delete them, some at a time, and how many; what has changed since stays."""
    table, number, where = PAST[kind]
    numbers, gone = _past(db, kind, times), 0
    for at in range(0, len(numbers), AT_ONCE):
        places, some = in_brackets(numbers[at : at + AT_ONCE])
        these, values = f"{number} IN ({places}) AND {where}", {**times, **some}
        with db.transaction():
            if count := db.value(f"SELECT count(*) FROM {table} WHERE {these}", **values):
                subject, action = f"{kind}: {count}", AuditAction.PURGED
                entry = audited(db, actor=actor, action=action, subject=subject, now=now)
                with entry, changing(db):
                    db.delete(table, these, **values)
        gone += count
        time.sleep(REST)
    return gone


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


def _times(keep: Keep, now: datetime) -> dict[str, str]:
    """Until when each kind counts as past its time."""
    before = {
        "now": timedelta(0),
        "unanswered": timedelta(days=keep.invitations),
        "answered": timedelta(days=keep.responses),
        "requests": timedelta(days=keep.requests),
    }
    return {name: to_iso(now - time) for name, time in before.items()}
