"""Mail and text messages that wait to be sent: encrypted until they are, then gone.

Whoever takes one owns it for a while, so that two processes never send it twice. One that
cannot be sent is tried again for a day; then only the fact that it failed stays.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import from_iso, to_iso
from records.people.audit import NoEntryReason, changing, unaudited

OWNED_FOR = timedelta(minutes=10)  # far longer than a mail server may take to answer
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30))
THEN_EVERY = timedelta(hours=1)
TRIES = len(PAUSES) + 24
FORGOTTEN_AFTER = timedelta(days=30)


TO_PATIENT = "invitation = :invitation AND kind IN ('mail', 'sms')"


class OutboxKind(StrEnum):
    """How something goes out."""

    MAIL = "mail"
    SMS = "sms"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What its taker is to send now."""

    id: int
    tries: int
    """How often it was tried, this time included."""
    to: str
    subject: str
    text: str
    short: str = ""
    """The same as a text message."""
    html: str = ""
    """The same for programs that show it; "" where there is the text alone."""
    calendar: str = ""
    """An appointment that goes along, as an .ics file."""
    invitation: int | None = None
    asks: bool = False
    """Whether it asks a patient for answers and says nothing else: of no use after them."""
    is_late: bool = False
    """Whether it was to go before now: it was tried, or nobody took it for a while."""


def add(
    db: Store,
    encryption: Encryption,
    *,
    to: str,
    now: datetime,
    subject: str = "",
    text: str = "",
    short: str = "",
    html: str = "",
    calendar: str = "",
    kind: OutboxKind = OutboxKind.MAIL,
    invitation: int | None = None,
    asks: bool = False,
) -> None:
    """Put one in; what it is about goes with the invitation when that is deleted."""
    also = {"short": short, "html": html, "calendar": calendar, "asks": asks}
    more = {name: value for name, value in also.items() if value}
    said = {"to": to, "subject": subject, "text": text} | more
    encrypted = encryption.encrypt(said, now=now)
    with changing(db):
        row = {"due": to_iso(now), "encrypted": encrypted, "invitation": invitation, "kind": kind}
        db.insert("outbox", row)


def tell_staff(
    db: Store, encryption: Encryption, *, to: str, subject: str, text: str, now: datetime
) -> None:
    """Put in a mail by which the app tells staff of what waits."""
    encrypted = encryption.encrypt({"to": to, "subject": subject, "text": text}, now=now)
    with unaudited(db, NoEntryReason.MAIL):
        db.insert("outbox", {"due": to_iso(now), "encrypted": encrypted})


def take(
    db: Store, encryption: Encryption, now: datetime, kind: OutboxKind = OutboxKind.MAIL
) -> Waiting | None:
    """What has been due longest of a kind, for this taker alone; None when none is due.

    One whose key is missing is put off like one that did not go, and stays as it is.
    """
    with unaudited(db, NoEntryReason.MAIL):
        while row := _due_longest(db, now, kind):
            tries, mail = row["tries"] + 1, encryption.decrypt_if_it_can(row["encrypted"])
            if mail is None:
                _put_off(db, row["id"], tries, now)
                continue
            owned = {"due": to_iso(now + OWNED_FOR), "tries": tries}
            db.update("outbox", owned, "id = :id", id=row["id"])
            is_late = tries > 1 or row["due"] <= to_iso(now - OWNED_FOR)
            about = {"invitation": row["invitation"], "is_late": is_late}
            return Waiting(row["id"], tries, **about, **mail)
    return None


def _due_longest(db: Store, now: datetime, kind: OutboxKind) -> Row | None:
    """What is due later than any pause lasts was put off by a clock that was ahead: it is due."""
    due = """SELECT * FROM outbox WHERE (due <= :now OR due > :latest) AND given_up IS NULL
        AND kind = :kind ORDER BY due, id LIMIT 1"""
    return db.one(due, now=to_iso(now), latest=to_iso(now + 2 * THEN_EVERY), kind=kind)


def _put_off(db: Store, number: int, tries: int, now: datetime) -> None:
    """Until it is tried again; for ever where that was done for a day."""
    if tries >= TRIES:
        changed = {"tries": tries, "given_up": to_iso(now)}
    else:
        pause = PAUSES[tries - 1] if tries <= len(PAUSES) else THEN_EVERY
        changed = {"tries": tries, "due": to_iso(now + pause)}
    with unaudited(db, NoEntryReason.MAIL):
        db.update("outbox", changed, "id = :id", id=number)
        if "given_up" in changed:
            _not_sent(db, number)


def sent(db: Store, mail: Waiting) -> None:
    """It went, or is of no use any more, and nothing of it is kept."""
    with unaudited(db, NoEntryReason.MAIL):
        # In records that were put back meanwhile another mail may have its number.
        db.delete("outbox", "id = :id AND tries = :tries", id=mail.id, tries=mail.tries)


def wait(db: Store, mail: Waiting, now: datetime) -> None:
    """It was not tried, as this is no time for it: look at it again in an hour."""
    with unaudited(db, NoEntryReason.MAIL):
        later = {"tries": mail.tries - 1, "due": to_iso(now + THEN_EVERY)}
        db.update("outbox", later, "id = :id AND tries = :had", id=mail.id, had=mail.tries)


def failed(
    db: Store, encryption: Encryption, mail: Waiting, now: datetime, *, is_final: bool = False
) -> None:
    """It did not go: try again later, unless that is no use or was done for a day."""
    with unaudited(db, NoEntryReason.MAIL):
        if is_final or mail.tries >= TRIES:
            nothing = encryption.encrypt({}, now=now)
            given_up = {"given_up": to_iso(now), "encrypted": nothing}
            db.update("outbox", given_up, "id = :id", id=mail.id)
            _not_sent(db, mail.id)
        else:
            _put_off(db, mail.id, mail.tries, now)


def _not_sent(db: Store, number: int) -> None:
    """What was given up did not reach the patient, who is on the list of those to be sent to."""
    of_it = "id = (SELECT invitation FROM outbox WHERE id = :number AND kind <> 'webhook')"
    with unaudited(db, NoEntryReason.MAIL):
        db.update("invitations", {"sent": None}, of_it, number=number)


def drop(db: Store, invitation: int) -> None:
    """Forget every mail about an invitation: what it says no longer holds."""
    with changing(db):
        db.delete("outbox", TO_PATIENT, invitation=invitation)


def redirect(
    db: Store, encryption: Encryption, invitation: int, kind: OutboxKind, to: str, now: datetime
) -> None:
    """Send what waits about an invitation to another address of the patient's."""
    waiting = (
        f"SELECT id, encrypted FROM outbox WHERE {TO_PATIENT} AND given_up IS NULL ORDER BY id"
    )
    with changing(db):
        for row in db.many(waiting, invitation=invitation):
            if said := cast(dict[str, object], encryption.decrypt_if_it_can(row["encrypted"])):
                encrypted = encryption.encrypt(said | {"to": to}, now=now)
                about = {"due": to_iso(now), "invitation": invitation, "kind": kind}
                db.insert("outbox", about | {"encrypted": encrypted})
                # Whoever is sending the old one just now notes that of nothing.
                db.delete("outbox", "id = :id", id=row["id"])


def drop_asking(db: Store, encryption: Encryption, invitation: int) -> None:
    """Forget what waits and asks for answers: they are there."""
    waiting = f"SELECT id, encrypted FROM outbox WHERE {TO_PATIENT} AND given_up IS NULL"
    with changing(db):
        for row in db.many(waiting, invitation=invitation):
            if (encryption.decrypt_if_it_can(row["encrypted"]) or {}).get("asks"):
                db.delete("outbox", "id = :id", id=row["id"])


def waits_for(db: Store, invitation: int) -> int:
    """How many mails about an invitation are still to be sent."""
    waiting = f"SELECT count(*) FROM outbox WHERE {TO_PATIENT} AND given_up IS NULL"
    return int(db.value(waiting, invitation=invitation))


def gave_up(db: Store, invitation: int) -> datetime | None:
    """When the last mail about an invitation was given up; None when all of them went."""
    last = f"""SELECT given_up FROM outbox WHERE {TO_PATIENT}
        AND given_up IS NOT NULL ORDER BY id DESC LIMIT 1"""
    at: str | None = db.value(last, invitation=invitation)
    return from_iso(at)


def undelivered(db: Store, limit: int = 5) -> list[str]:
    """The names of invitations whose mail was given up and not dealt with, last first."""
    last = """SELECT (SELECT name FROM invitations WHERE invitations.id = invitation) AS name
        FROM outbox WHERE given_up IS NOT NULL AND invitation IS NOT NULL
            AND kind <> 'webhook' ORDER BY id DESC LIMIT :limit"""
    return list(dict.fromkeys(row["name"] for row in db.many(last, limit=limit)))


def given_up(db: Store, kind: OutboxKind) -> int:
    """How many of a kind were given up."""
    lost = "SELECT count(*) FROM outbox WHERE given_up IS NOT NULL AND kind = :kind"
    return int(db.value(lost, kind=kind))


def staff_mail_waits(db: Store, encryption: Encryption) -> bool:
    """Whether a mail to staff is still to be sent: another would tell them nothing new.

    One whose key is missing does not count: it may never go.
    """
    waiting = """SELECT encrypted FROM outbox
        WHERE invitation IS NULL AND given_up IS NULL AND kind = 'mail'"""
    return any(encryption.decrypt_if_it_can(row["encrypted"]) for row in db.many(waiting))


def forget_failed(db: Store, invitation: int) -> None:
    """Somebody has dealt with the mail that was given up."""
    with changing(db):
        given_up = f"{TO_PATIENT} AND given_up IS NOT NULL"
        db.delete("outbox", given_up, invitation=invitation)


def clear(db: Store, now: datetime) -> None:
    """Forget those that failed long ago."""
    with unaudited(db, NoEntryReason.MAIL):
        db.delete("outbox", "given_up <= :past", past=to_iso(now - FORGOTTEN_AFTER))
