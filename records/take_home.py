"""A copy of a result that somebody asked to take along: for minutes, sealed, and opened once.

It is deleted as it is opened; what nobody opened goes by the clock.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from records.audit import Why, unaudited
from records.engine.database import Database
from records.engine.encryption import Sealer, Unreadable
from records.engine.timestamps import moment, stamp
from records.engine.tokens import SIGNS, hash_of, new_token

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Copy:
    """What is told of a new copy, once."""

    id: int
    token: str
    """For a picture that a phone reads."""
    code: str
    """The same for fingers: eight signs in two groups."""
    ends: datetime


def add(db: Database, sealer: Sealer, kept: Mapping[str, Any], now: datetime) -> Copy:
    """Keep a copy for a quarter of an hour."""
    token, signs = new_token(), "".join(secrets.choice(SIGNS) for _ in range(8))
    row = {
        "token_hash": hash_of(token),
        "code_hash": hash_of(signs),
        "ends": stamp(now + LASTS),
        "sealed": sealer.seal(dict(kept), now=now),
    }
    with unaudited(db, Why.TAKE_HOME):
        clear(db, now)
        number = cast(int, db.table("take_home").insert(row).last_pk)
    return Copy(number, token, f"{signs[:4]}-{signs[4:]}", now + LASTS)


def is_there(db: Database, secret: str, now: datetime) -> bool:
    """Whether a token or a code, however it is typed, would open something; spends nothing."""
    where = "(token_hash = :hash OR code_hash = :hash) AND ends > :now"
    values = {"hash": hash_of(secret), "now": stamp(now)}
    return db.table("take_home").count_where(where, values) > 0


def ends_of(db: Database, number: int, now: datetime) -> datetime | None:
    """Until when a copy can be opened; None when it was opened, or is too old."""
    where = "id = ? AND ends > ?"
    for row in db.table("take_home").rows_where(where, [number, stamp(now)], select="ends"):
        return moment(str(row["ends"]))
    return None


def take(db: Database, sealer: Sealer, secret: str, now: datetime) -> Mapping[str, Any] | None:
    """What a token or a code opens; it is gone with that. None for what is not there."""
    return _take(db, sealer, "token_hash = :value OR code_hash = :value", hash_of(secret), now)


def take_numbered(
    db: Database, sealer: Sealer, number: int, now: datetime
) -> Mapping[str, Any] | None:
    """The same for staff who print it."""
    return _take(db, sealer, "id = :value", number, now)


def clear(db: Database, now: datetime) -> None:
    """Delete the copies that are too old."""
    with unaudited(db, Why.TAKE_HOME):
        db.table("take_home").delete_where("ends <= ?", [stamp(now)])


def _take(
    db: Database, sealer: Sealer, where: str, value: str | int, now: datetime
) -> Mapping[str, Any] | None:
    with unaudited(db, Why.TAKE_HOME):
        clear(db, now)
        for row in list(db.table("take_home").rows_where(where, {"value": value})):
            try:
                opened = cast(dict[str, Any], sealer.open(row["sealed"]))
            except Unreadable:
                return None
            db.table("take_home").delete(row["id"])
            return opened
    return None
