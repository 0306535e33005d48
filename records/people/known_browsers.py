"""Browsers in which somebody of the staff signed in: a token there, of which the hash is kept here.

It lets nobody in. Whoever tries to sign in from a browser that is known for them is counted apart,
so that wrong tries of others, at their name or from their address, do not keep them out.
"""

from datetime import datetime, timedelta

from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of, new_token
from records.people.audit import NoEntryReason, changing, unaudited

LASTS = timedelta(days=365)  # since somebody last signed in there


def is_known(db: Store, token: str, staff: int) -> bool:
    """Whether this person signed in there."""
    theirs = "SELECT 1 FROM known_browsers WHERE token_hash = :hash AND staff = :staff"
    return db.value(theirs, hash=hash_of(token), staff=staff) is not None


def remember(db: Store, token: str, staff: int, now: datetime) -> str:
    """This person signed in there; the token to keep there, a new one unless it was known."""
    with changing(db):
        known = "SELECT 1 FROM known_browsers WHERE token_hash = :hash"
        if not db.value(known, hash=hash_of(token)):
            token = new_token()
        its = {"token_hash": hash_of(token), "staff": staff}
        db.put("known_browsers", its, {"seen": to_iso(now)})
    return token


def forget(db: Store, token: str) -> None:
    """Nobody is known there any more."""
    with changing(db):
        db.delete("known_browsers", "token_hash = :hash", hash=hash_of(token))


def forget_all(db: Store, staff: int) -> None:
    """This person is known nowhere any more."""
    with changing(db):
        db.delete("known_browsers", "staff = :staff", staff=staff)


def clear(db: Store, now: datetime) -> None:
    """Delete those in which nobody signed in for long."""
    with unaudited(db, NoEntryReason.OVER):
        db.delete("known_browsers", "seen <= :over", over=to_iso(now - LASTS))


def name_of(token: str, staff: int) -> str:
    """What tries from a browser that is known for this person are counted under."""
    return f"browser:{hash_of(token)} {staff}"
