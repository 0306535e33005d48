"""What became of one invitation, step by step, without anybody's answers."""

from dataclasses import dataclass
from datetime import datetime

from records.engine.store import Store
from records.people import audit
from records.people.audit import AuditAction
from records.rows import in_brackets, record

MOST = 200  # steps of staff

OF_STAFF = (
    AuditAction.RESCHEDULED,
    AuditAction.REASSIGNED,
    AuditAction.CHANGED_END,
    AuditAction.CORRECTED_EMAIL,
    AuditAction.CORRECTED_PHONE,
    AuditAction.WITHDREW,
    AuditAction.REPLACED,
    AuditAction.REMINDED,
    AuditAction.MAILED,
    AuditAction.SENT_BY_HAND,
    AuditAction.CANCELLED,
)
"""What staff do about a link; who read or exported answers is not told here."""


@dataclass(frozen=True, slots=True)
class LinkAction:
    """Something that a member of the staff did about a link."""

    at: datetime
    actor: str
    action: AuditAction


@dataclass(frozen=True, slots=True)
class Submission:
    """When one submission was begun, changed, sent and read."""

    answerer: int | None
    """Who gave the answers (records/answers/answerers.py)."""
    started: datetime
    changed: datetime
    section: str
    received: datetime | None
    """When the clinic first had something of it."""
    submitted: datetime | None
    read: datetime | None
    reader: str | None
    correction: datetime | None


def steps(db: Store, name: str) -> list[LinkAction]:
    """What staff did about a link, in order."""
    places, deeds = in_brackets(map(str, OF_STAFF))
    first = f"""SELECT at, actor, action FROM audit WHERE subject = :subject AND actor <> 'patient'
        AND action IN ({places}) ORDER BY sequence LIMIT {MOST}"""
    rows = db.many(first, subject=audit.of_visit(name), **deeds)
    return [record(LinkAction, row) for row in rows]


def submissions(db: Store, invitation: int) -> list[Submission]:
    """The submissions of an invitation, as they were begun."""
    its = """SELECT responses.*, name AS reader FROM responses LEFT JOIN staff ON staff.id = read_by
        WHERE invitation = :invitation ORDER BY responses.id"""
    return [record(Submission, row) for row in db.many(its, invitation=invitation)]
