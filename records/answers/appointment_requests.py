"""An asked-for appointment: who, how to reach them, when suits, and their answers if they agreed.

Only a reference, the time and what the clinic did about it are in the clear; the rest is one
encrypted value.
"""

import hashlib
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from records.answers.contact import is_meant
from records.engine.encryption import Encryption, begins_with
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people.audit import AuditAction, audited, changing, of_request
from records.rows import record

# Said over the telephone: no vowels (no words), nothing that sounds or looks like another.
LETTERS = "2346789BCDFGHJKMPQRTVWXY"
RUNNER = "runner"  # who, in the audit: nobody there has a name
SEARCHED = 500  # the newest


SOME_NEW = """SELECT count(*) FROM (
    SELECT 1 FROM visit_requests WHERE state = 'new' LIMIT 1000) AS first_ones"""
REQUESTS = """SELECT visit_requests.*, staff.name, invitations.name AS appointment,
        invitations.cancelled
    FROM visit_requests LEFT JOIN staff ON staff.id = changed_by
    LEFT JOIN invitations ON invitations.id = visit_requests.invitation"""


class RequestState(StrEnum):
    """What the clinic did about a request."""

    NEW = "new"
    CALLED = "called"
    BOOKED = "booked"
    CLOSED = "closed"


AttachedAnswers = Mapping[str, Any]
"""A runner's answers and result, as self_check/booking.py puts them together."""


@dataclass(frozen=True)
class AppointmentRequest:
    """`contact` is None when its key is gone; it was still asked for, and when."""

    sequence: int
    """Counts up in the order in which they came."""
    reference: str
    received: datetime
    contact: Mapping[str, str] | None
    attached: AttachedAnswers | None  # The runner's answers and result, only if they ticked it.
    state: RequestState = RequestState.NEW
    changed: datetime | None = None
    changed_by: str | None = None
    """Who gave it its state; None while it is as it came."""
    appointment: str | None = None
    """The name of the invitation that it became."""
    cancelled: datetime | None = None
    """When that was cancelled; None where it was not."""

    @property
    def is_booked(self) -> bool:
        """Whether it has an appointment that stands."""
        return self.appointment is not None and self.cancelled is None


def new_reference() -> str:
    """One of 110 thousand million; it finds a request for staff, and opens nothing by itself."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def add(
    db: Store,
    encryption: Encryption,
    *,
    once: str,
    contact: Mapping[str, str],
    attached: Mapping[str, object] | None,
    now: datetime,
) -> AppointmentRequest:
    """Keep the request; the same form (`once`) sent again gets the first one back, unchanged."""
    if not once:
        raise ValueError("A form without a token of its own cannot be told from the next one.")
    once_hash = hashlib.sha256(once.encode()).hexdigest()
    encrypted = encryption.encrypt({"contact": dict(contact), "attached": attached}, now=now)
    with db.transaction():
        if first := _one(db, encryption, "once_hash = :value", once_hash):
            return first
        reference = new_reference()
        row = {
            "reference": reference,
            "received": to_iso(now),
            "once_hash": once_hash,
            "encrypted": encrypted,
        }
        subject = of_request(reference)
        with (
            audited(db, actor=RUNNER, action=AuditAction.ASKED_FOR_VISIT, subject=subject, now=now),
            changing(db),
        ):
            db.insert("visit_requests", row)
        return cast(AppointmentRequest, _one(db, encryption, "reference = :value", reference))


def newest(
    db: Store,
    encryption: Encryption,
    limit: int = 50,
    state: RequestState | None = None,
    before: int | None = None,
) -> list[AppointmentRequest]:
    """The last ones asked for, the last first: of one state, from before one, if told."""
    of_state = "AND state = :state" if state else ""
    below = sys.maxsize if before is None else min(max(before, 0), sys.maxsize)
    last = f"""{REQUESTS} WHERE sequence < :before {of_state}
        ORDER BY sequence DESC LIMIT :limit"""
    rows = db.many(last, before=below, state=str(state), limit=limit)
    return [_opened(row, encryption) for row in rows]


def how_many_new(db: Store) -> int:
    """Requests that nobody has done anything about; 1000 for more."""
    return int(db.value(SOME_NEW))


def set_state(
    db: Store, request: AppointmentRequest, state: RequestState, by: int, now: datetime
) -> None:
    """Keep what was done about a request, and who did it."""
    changed = {"state": str(state), "changed": to_iso(now), "changed_by": by}
    with changing(db):
        db.update("visit_requests", changed, "sequence = :number", number=request.sequence)


def book(db: Store, request: AppointmentRequest, invitation: int, by: int, now: datetime) -> None:
    """Keep which appointment a request became, and who booked it."""
    with changing(db):
        set_state(db, request, RequestState.BOOKED, by, now)
        booked = {"invitation": invitation}
        db.update("visit_requests", booked, "sequence = :number", number=request.sequence)


def of_invitation(db: Store, encryption: Encryption, number: int) -> AppointmentRequest | None:
    """The request that an appointment was booked for."""
    return _one(db, encryption, "visit_requests.invitation = :value", number)


def find(db: Store, encryption: Encryption, reference: str) -> AppointmentRequest | None:
    """By the reference as somebody might type it: in small letters, with gaps or dashes."""
    typed = "".join(filter(str.isalnum, reference)).upper()
    return _one(db, encryption, "reference = :value", typed)


def search(db: Store, encryption: Encryption, typed: str) -> list[AppointmentRequest]:
    """The one of a whole reference, and those of the newest 500 whose reference, name or mail
    address begins so, or whose phone number has these digits; the last first, 20 at most."""
    whole = find(db, encryption, typed)
    near = [one for one in newest(db, encryption, SEARCHED) if _is_found(one, typed)]
    found = [whole, *near] if whole else near
    return list({one.sequence: one for one in found}.values())[:20]


def _is_found(one: AppointmentRequest, typed: str) -> bool:
    contact = one.contact or {}
    said = {name: contact.get(name, "") for name in ("phone", "email", "name")}
    return begins_with(one.reference, typed) or is_meant(typed, **said)


def _one(
    db: Store, encryption: Encryption, where: str, value: str | int
) -> AppointmentRequest | None:
    row = db.one(f"{REQUESTS} WHERE {where}", value=value)
    return _opened(row, encryption) if row else None


def _opened(row: Row, encryption: Encryption) -> AppointmentRequest:
    kept = encryption.decrypt_if_it_can(row["encrypted"]) or {"contact": None, "attached": None}
    return record(AppointmentRequest, row, **kept, changed_by=row["name"])
