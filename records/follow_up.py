"""What becomes of answers once the clinic has them: who acts next, who read them, what fitted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.responses import Response, State, change


def set_state(db: Store, response: Response, state: State) -> None:
    """Say who acts next."""
    change(db, response, state=str(state))


def mark_read(db: Store, response: Response, reader: int, now: datetime) -> bool:
    """The first physiotherapist who opens it has read it; whether this one was the first."""
    with db.transaction():
        unread = "SELECT state FROM responses WHERE id = :id AND read IS NULL"
        before = db.value(unread, id=response.id)
        if before is None:
            return False
        state = str(State.READ) if before in (State.NEW, State.TO_READ) else before
        change(db, response, read=to_iso(now), read_by=reader, state=state)
        return True


def ask_to_correct(db: Store, response: Response, now: datetime) -> None:
    """The patient says that something sent is not right; the clinic is to read it again."""
    change(db, response, correction=to_iso(now), state=str(State.TO_READ))


def keep_verdict(
    db: Store, encryption: Encryption, response: Response, verdict: Mapping[str, Any], now: datetime
) -> None:
    """Keep what a physiotherapist found at the visit, in place of an earlier word.

    Raises Unreadable.
    """
    with db.transaction():
        before = db.value("SELECT verdict FROM responses WHERE id = :id", id=response.id)
        change(db, response, verdict=encryption.encrypt_over(before, verdict, now=now))
