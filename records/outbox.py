"""Mail that waits to be sent: sealed until it is, then gone.

Whoever takes a mail owns it for a while, so that two processes never send it twice. One that
cannot be sent is tried again for a day; then only the fact that it failed stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.encryption import Sealer
from records.engine.timestamps import moment, stamp

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
    db: Database,
    sealer: Sealer,
    *,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    invitation: int | None = None,
) -> None:
    """Put a mail in; what it is about goes with the invitation when that is deleted."""
    sealed = sealer.seal({"to": to, "subject": subject, "text": text}, now=now)
    with changing(db):
        row = {"due": stamp(now), "sealed": sealed, "invitation": invitation}
        db.table("outbox").insert(row)


def tell_staff(
    db: Database, sealer: Sealer, *, to: str, subject: str, text: str, now: datetime
) -> None:
    """Put in a mail by which the app tells staff of what waits."""
    sealed = sealer.seal({"to": to, "subject": subject, "text": text}, now=now)
    with unaudited(db, Why.MAIL):
        db.table("outbox").insert({"due": stamp(now), "sealed": sealed})


def take(db: Database, sealer: Sealer, now: datetime) -> Waiting | None:
    """The mail that has been due longest, for this taker alone; None when none is due.

    One whose key is missing is put off like one that did not go, and stays as it is.
    """
    with unaudited(db, Why.MAIL):
        while row := _due_longest(db, now):
            tries, mail = row["tries"] + 1, sealer.open_if_it_can(row["sealed"])
            if mail is None:
                _put_off(db, row["id"], tries, now)
                continue
            owned = {"due": stamp(now + OWNED_FOR), "tries": tries}
            db.table("outbox").update(row["id"], owned)
            return Waiting(row["id"], tries, **mail)
    return None


def _due_longest(db: Database, now: datetime) -> Mapping[str, Any] | None:
    """What is due later than any pause lasts was put off by a clock that was ahead: it is due."""
    where, bounds = "due <= ? OR due > ?", [stamp(now), stamp(now + 2 * THEN_EVERY)]
    rows = db.table("outbox").rows_where(
        f"({where}) AND given_up IS NULL", bounds, order_by="due, id", limit=1
    )
    return next(rows, None)


def _put_off(db: Database, number: int, tries: int, now: datetime) -> None:
    """Until it is tried again; for ever where that was done for a day."""
    if tries >= TRIES:
        changed = {"tries": tries, "given_up": stamp(now)}
    else:
        pause = PAUSES[tries - 1] if tries <= len(PAUSES) else THEN_EVERY
        changed = {"tries": tries, "due": stamp(now + pause)}
    with unaudited(db, Why.MAIL):
        db.table("outbox").update(number, changed)


def sent(db: Database, mail: Waiting) -> None:
    """It went, and nothing of it is kept."""
    with unaudited(db, Why.MAIL):
        # In records that were put back meanwhile another mail may have its number.
        db.table("outbox").delete_where("id = ? AND tries = ?", [mail.id, mail.tries])


def failed(
    db: Database, sealer: Sealer, mail: Waiting, now: datetime, *, is_final: bool = False
) -> None:
    """It did not go: try again later, unless that is no use or was done for a day."""
    with unaudited(db, Why.MAIL):
        if is_final or mail.tries >= TRIES:
            nothing = sealer.seal({}, now=now)
            db.table("outbox").update(mail.id, {"given_up": stamp(now), "sealed": nothing})
        else:
            _put_off(db, mail.id, mail.tries, now)


def drop(db: Database, invitation: int) -> None:
    """Forget every mail about an invitation: what it says no longer holds."""
    with changing(db):
        db.table("outbox").delete_where("invitation = ?", [invitation])


def waits_for(db: Database, invitation: int) -> int:
    """How many mails about an invitation are still to be sent."""
    where = "invitation = ? AND given_up IS NULL"
    return int(db.table("outbox").count_where(where, [invitation]))


def gave_up(db: Database, invitation: int) -> datetime | None:
    """When the last mail about an invitation was given up; None when all of them went."""
    where = "invitation = ? AND given_up IS NOT NULL"
    rows = db.table("outbox").rows_where(where, [invitation], order_by="id desc", limit=1)
    return next((moment(row["given_up"]) for row in rows), None)


def undelivered(db: Database, limit: int = 5) -> list[str]:
    """The names of invitations whose mail was given up and not dealt with, last first."""
    rows = db.table("outbox").rows_where(
        "invitation IS NOT NULL AND given_up IS NOT NULL", order_by="id desc", limit=limit
    )
    numbers = dict.fromkeys(row["invitation"] for row in rows)
    return [db.table("invitations").get(number)["name"] for number in numbers]


def staff_mail_waits(db: Database, sealer: Sealer) -> bool:
    """Whether a mail to staff is still to be sent: another would tell them nothing new.

    One whose key is missing does not count: it may never go.
    """
    rows = db.table("outbox").rows_where("invitation IS NULL AND given_up IS NULL")
    return any(sealer.open_if_it_can(row["sealed"]) for row in rows)


def forget_failed(db: Database, invitation: int) -> None:
    """Somebody has dealt with the mail that was given up."""
    with changing(db):
        db.table("outbox").delete_where("invitation = ? AND given_up IS NOT NULL", [invitation])


def clear(db: Database, now: datetime) -> None:
    """Forget those that failed long ago."""
    with unaudited(db, Why.MAIL):
        db.table("outbox").delete_where("given_up <= ?", [stamp(now - FORGOTTEN_AFTER)])
