"""Browsers in which somebody of the staff signed in: a token there, of which the hash is kept here.

It lets nobody in. Whoever tries to sign in from a browser that is known for them is counted apart,
so that wrong tries of others, at their name or from their address, do not keep them out.
"""

from datetime import datetime, timedelta

from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.timestamps import stamp
from records.engine.tokens import hash_of, new_token

LASTS = timedelta(days=365)  # since somebody last signed in there


def is_known(db: Database, token: str, staff: int) -> bool:
    """Whether this person signed in there."""
    return bool(
        db.table("known_browsers").count_where(
            "token_hash = ? AND staff = ?", [hash_of(token), staff]
        )
    )


def remember(db: Database, token: str, staff: int, now: datetime) -> str:
    """This person signed in there; the token to keep there, a new one unless it was known."""
    with changing(db):
        if not db.table("known_browsers").count_where("token_hash = ?", [hash_of(token)]):
            token = new_token()
        row = {"token_hash": hash_of(token), "staff": staff, "seen": stamp(now)}
        db.table("known_browsers").upsert(row, pk=("token_hash", "staff"))
    return token


def forget(db: Database, token: str) -> None:
    """Nobody is known there any more."""
    with changing(db):
        db.table("known_browsers").delete_where("token_hash = ?", [hash_of(token)])


def forget_all(db: Database, staff: int) -> None:
    """This person is known nowhere any more."""
    with changing(db):
        db.table("known_browsers").delete_where("staff = ?", [staff])


def clear(db: Database, now: datetime) -> None:
    """Delete those in which nobody signed in for long."""
    with unaudited(db, Why.OVER):
        db.table("known_browsers").delete_where("seen <= ?", [stamp(now - LASTS)])


def name_of(token: str, staff: int) -> str:
    """What tries from a browser that is known for this person are counted under."""
    return f"browser:{hash_of(token)} {staff}"
