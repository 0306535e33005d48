"""What whoever is signed in looks at or does now, put into the audit."""

from contextlib import AbstractContextManager

from records.people import audit
from records.people.audit import AuditAction
from services import here


def add_entry(action: AuditAction, subject: str) -> None:
    """What was looked at, or done without a change of the records."""
    audit.add(here().db, actor=here().staff.name, action=action, subject=subject, now=here().now)


def audited_by_staff(action: AuditAction, subject: str) -> AbstractContextManager[None]:
    """What is changed within it stands in the audit, or neither does."""
    return _audited(here().staff.name, action, subject)


def audited_by_newcomer(action: AuditAction, name: str) -> AbstractContextManager[None]:
    """The same of somebody who is not signed in yet, about themselves."""
    return _audited(name, action, audit.of_staff(name))


def _audited(actor: str, action: AuditAction, subject: str) -> AbstractContextManager[None]:
    return audit.audited(here().db, actor=actor, action=action, subject=subject, now=here().now)
