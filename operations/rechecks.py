"""The links of rechecks that are due, by mail. The others are on the list of links not sent."""

from datetime import datetime

from records.answers import invitations, links, outbox, rechecks
from records.answers.invitations import Invitation
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people import audit
from records.people.audit import AuditAction
from staff.links.issued import address_of
from staff.links.texts import Writer

ACTOR = "clock"
BY_DAY = range(8, 20)
"""The hours at the clinic in which a patient gets mail."""


def send_due(
    writer: Writer, base_url: str, db: Store, encryption: Encryption, now: datetime
) -> None:
    """Put a mail into the outbox for each that is due and whose address is known."""
    here = now.astimezone(writer.zone)
    if here.hour not in BY_DAY:
        return
    for one in rechecks.due(db, encryption, f"{here:%Y-%m-%d}", now):
        if one.email and one.reference is not None:
            _send(one, writer, base_url, db, encryption, now)


def _send(
    one: Invitation,
    writer: Writer,
    base_url: str,
    db: Store,
    encryption: Encryption,
    now: datetime,
) -> None:
    """Once, whoever else looks at the same moment."""
    with db.transaction():
        found = invitations.find(db, encryption, one.name)
        if found is None or found.sent or found.withdrawn:
            return
        subject = audit.of_visit(one.name)
        with audit.audited(db, actor=ACTOR, action=AuditAction.MAILED, subject=subject, now=now):
            token = links.add(db, one.id, now=now)
            letter = writer.first(one, address_of(base_url, token))
            outbox.add(
                db,
                encryption,
                to=one.email,
                subject=letter.subject,
                text=letter.text,
                now=now,
                invitation=one.id,
            )
            invitations.change(db, one, sent=to_iso(now))
