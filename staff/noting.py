"""What whoever is signed in looks at or does now, put into the audit."""

from contextlib import AbstractContextManager

from records.people import audit
from records.people.audit import AuditAction
from services import here


def note(action: AuditAction, subject: str) -> None:
    """Put it into the audit; nothing is changed by it."""
    audit.add(here().db, actor=here().staff.name, action=action, subject=subject, now=here().now)


def noting(action: AuditAction, subject: str) -> AbstractContextManager[None]:
    """What is changed within it stands in the audit, or neither does."""
    actor, now = here().staff.name, here().now
    return audit.audited(here().db, actor=actor, action=action, subject=subject, now=now)
