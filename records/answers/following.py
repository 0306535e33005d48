"""Rechecks go where their visit goes, until their link has gone to somebody."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from records.answers import contact, invitations, outbox, rechecks
from records.answers.invitations import Invitation
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people import audit
from records.people.audit import AuditAction


@dataclass(frozen=True, slots=True)
class Following:
    """What is done to the unsent rechecks of a visit, each with its entry in the audit."""

    db: Store
    encryption: Encryption
    actor: str
    """Who does it, by name."""
    now: datetime

    def withdraw(self, visit: Invitation) -> None:
        """None goes out any more."""
        for one in self._unsent(visit):
            with self._audited(AuditAction.WITHDREW, one):
                outbox.drop(self.db, one.id)
                invitations.change(self.db, one, withdrawn=to_iso(self.now))

    def move(self, visit: Invitation, later: timedelta, zone: tzinfo | None) -> None:
        """They are due, and end, so many days later, by the clinic's clock."""
        for one in self._unsent(visit):
            day = (date.fromisoformat(one.visit) + later).isoformat()
            end = one.ends.astimezone(zone).replace(tzinfo=None) + later
            ends = to_iso(end.replace(tzinfo=zone).astimezone(UTC))
            with self._audited(AuditAction.RESCHEDULED, one):
                invitations.change(self.db, one, visit=day, ends=ends)

    def correct_contact(self, visit: Invitation, email: str, phone: str) -> None:
        """They go there, "" for nowhere; what waits for the address of before does so anew."""
        for one in self._unsent(visit):
            with self._audited(AuditAction.CHANGED, one):
                contact.correct(self.db, self.encryption, one, email, phone, self.now)
                outbox.drop(self.db, one.id)
                invitations.change(self.db, one, sent=None)

    def _unsent(self, visit: Invitation) -> Iterator[Invitation]:
        """Those whose link reached nobody, as far as is known here."""
        for one in rechecks.of_visit(self.db, self.encryption, visit):
            is_gone = one.sent and not outbox.waits_for(self.db, one.id)
            if one.id != visit.id and not (one.withdrawn or one.opened or is_gone):
                yield one

    def _audited(self, action: AuditAction, one: Invitation) -> AbstractContextManager[None]:
        subject, actor = audit.of_visit(one.name), self.actor
        return audit.audited(self.db, actor=actor, action=action, subject=subject, now=self.now)
