"""Mail that waits to be sent: encrypted until it is, then gone.

Whoever takes a mail owns it for a while, so that two processes never send it twice. One that
cannot be sent is tried again for a day; then only the fact that it failed stays.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import from_iso, to_iso
from records.people.audit import NoEntryReason, changing, unaudited

OWNED_FOR = timedelta(minutes=10)  # far longer than a mail server may take to answer
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30))
THEN_EVERY = timedelta(hours=1)
TRIES = len(PAUSES) + 24
FORGOTTEN_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that its taker is to send now."""

    id: int
    tries: int
    """How often it was tried, this time included."""
    to: str
    subject: str
    text: str


def add(
    db: Store,
    encryption: Encryption,
    *,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    invitation: int | None = None,
) -> None:
    """Put a mail in; what it is about goes with the invitation when that is deleted."""
    encrypted = encryption.encrypt({"to": to, "subject": subject, "text": text}, now=now)
    with changing(db):
        row = {"due": to_iso(now), "encrypted": encrypted, "invitation": invitation}
        db.insert("outbox", row)


def tell_staff(
    db: Store, encryption: Encryption, *, to: str, subject: str, text: str, now: datetime
) -> None:
    """Put in a mail by which the app tells staff of what waits."""
    encrypted = encryption.encrypt({"to": to, "subject": subject, "text": text}, now=now)
    with unaudited(db, NoEntryReason.MAIL):
        db.insert("outbox", {"due": to_iso(now), "encrypted": encrypted})


def take(db: Store, encryption: Encryption, now: datetime) -> Waiting | None:
    """The mail that has been due longest, for this taker alone; None when none is due.

    One whose key is missing is put off like one that did not go, and stays as it is.
    """
    with unaudited(db, NoEntryReason.MAIL):
        while row := _due_longest(db, now):
            tries, mail = row["tries"] + 1, encryption.decrypt_if_it_can(row["encrypted"])
            if mail is None:
                _put_off(db, row["id"], tries, now)
                continue
            owned = {"due": to_iso(now + OWNED_FOR), "tries": tries}
            db.update("outbox", owned, "id = :id", id=row["id"])
            return Waiting(row["id"], tries, **mail)
    return None


def _due_longest(db: Store, now: datetime) -> Row | None:
    """What is due later than any pause lasts was put off by a clock that was ahead: it is due."""
    due = """SELECT * FROM outbox WHERE (due <= :now OR due > :latest) AND given_up IS NULL
        ORDER BY due, id LIMIT 1"""
    return db.one(due, now=to_iso(now), latest=to_iso(now + 2 * THEN_EVERY))


def _put_off(db: Store, number: int, tries: int, now: datetime) -> None:
    """Until it is tried again; for ever where that was done for a day."""
    if tries >= TRIES:
        changed = {"tries": tries, "given_up": to_iso(now)}
    else:
        pause = PAUSES[tries - 1] if tries <= len(PAUSES) else THEN_EVERY
        changed = {"tries": tries, "due": to_iso(now + pause)}
    with unaudited(db, NoEntryReason.MAIL):
        db.update("outbox", changed, "id = :id", id=number)


def sent(db: Store, mail: Waiting) -> None:
    """It went, and nothing of it is kept."""
    with unaudited(db, NoEntryReason.MAIL):
        # In records that were put back meanwhile another mail may have its number.
        db.delete("outbox", "id = :id AND tries = :tries", id=mail.id, tries=mail.tries)


def failed(
    db: Store, encryption: Encryption, mail: Waiting, now: datetime, *, is_final: bool = False
) -> None:
    """It did not go: try again later, unless that is no use or was done for a day."""
    with unaudited(db, NoEntryReason.MAIL):
        if is_final or mail.tries >= TRIES:
            nothing = encryption.encrypt({}, now=now)
            given_up = {"given_up": to_iso(now), "encrypted": nothing}
            db.update("outbox", given_up, "id = :id", id=mail.id)
        else:
            _put_off(db, mail.id, mail.tries, now)


def drop(db: Store, invitation: int) -> None:
    """Forget every mail about an invitation: what it says no longer holds."""
    with changing(db):
        db.delete("outbox", "invitation = :invitation", invitation=invitation)


def waits_for(db: Store, invitation: int) -> int:
    """How many mails about an invitation are still to be sent."""
    waiting = "SELECT count(*) FROM outbox WHERE invitation = :invitation AND given_up IS NULL"
    return int(db.value(waiting, invitation=invitation))


def gave_up(db: Store, invitation: int) -> datetime | None:
    """When the last mail about an invitation was given up; None when all of them went."""
    last = """SELECT given_up FROM outbox WHERE invitation = :invitation
        AND given_up IS NOT NULL ORDER BY id DESC LIMIT 1"""
    at: str | None = db.value(last, invitation=invitation)
    return from_iso(at)


def undelivered(db: Store, limit: int = 5) -> list[str]:
    """The names of invitations whose mail was given up and not dealt with, last first."""
    last = """SELECT (SELECT name FROM invitations WHERE invitations.id = invitation) AS name
        FROM outbox WHERE given_up IS NOT NULL AND invitation IS NOT NULL
        ORDER BY id DESC LIMIT :limit"""
    return list(dict.fromkeys(row["name"] for row in db.many(last, limit=limit)))


def staff_mail_waits(db: Store, encryption: Encryption) -> bool:
    """Whether a mail to staff is still to be sent: another would tell them nothing new.

    One whose key is missing does not count: it may never go.
    """
    waiting = "SELECT encrypted FROM outbox WHERE invitation IS NULL AND given_up IS NULL"
    return any(encryption.decrypt_if_it_can(row["encrypted"]) for row in db.many(waiting))


def forget_failed(db: Store, invitation: int) -> None:
    """Somebody has dealt with the mail that was given up."""
    with changing(db):
        given_up = "invitation = :invitation AND given_up IS NOT NULL"
        db.delete("outbox", given_up, invitation=invitation)


def clear(db: Store, now: datetime) -> None:
    """Forget those that failed long ago."""
    with unaudited(db, NoEntryReason.MAIL):
        db.delete("outbox", "given_up <= :past", past=to_iso(now - FORGOTTEN_AFTER))
