"""Somebody at a kiosk wants the staff, until one of them says that they saw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlite_utils import Database

from records.audit import Why, changing, unaudited
from records.moments import moment, stamp


class Kind(StrEnum):
    """What for; nothing about anybody's health."""

    EMERGENCY = "now"
    HELP = "help"
    BOOK = "book"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that waits."""

    id: int
    kiosk: str
    """Its name."""
    kind: Kind
    made: datetime
    take_home: int | None
    """What is to be printed, as long as it is kept."""


def call(db: Database, kiosk: int, kind: Kind, now: datetime, take_home: int | None = None) -> None:
    """Call the staff; one call of a kind waits at a time, for the newest copy to print."""
    about = {"made": stamp(now), "take_home": take_home}
    with unaudited(db, Why.CALL):
        where = "kiosk = ? AND kind = ? AND acknowledged IS NULL"
        waiting = list(db.table("kiosk_calls").rows_where(where, [kiosk, str(kind)]))
        if not waiting:
            db.table("kiosk_calls").insert({"kiosk": kiosk, "kind": str(kind), **about})
        elif take_home is not None:
            db.table("kiosk_calls").update(waiting[0]["id"], about)


def waiting(db: Database) -> list[Call]:
    """The calls that nobody has acknowledged, the most pressing first, then the oldest."""
    rows = db.query(
        """SELECT kiosk_calls.*, kiosks.name FROM kiosk_calls
        JOIN kiosks ON kiosks.id = kiosk_calls.kiosk
        WHERE acknowledged IS NULL ORDER BY kind = 'now' DESC, kiosk_calls.id"""
    )
    return [_call(row) for row in rows]


def acknowledge(db: Database, number: int, *, by: int, now: datetime) -> bool:
    """Say who sees to a call; whether this one was first to."""
    first = "UPDATE kiosk_calls SET acknowledged = ?, by = ? WHERE id = ? AND acknowledged IS NULL"
    with changing(db):
        return bool(db.execute(first, [stamp(now), by, number]).rowcount)


def clear(db: Database, before: datetime) -> None:
    """Delete what was acknowledged and is older than that."""
    with unaudited(db, Why.CALL):
        where = "acknowledged IS NOT NULL AND made < ?"
        db.table("kiosk_calls").delete_where(where, [stamp(before)])


def _call(row: Mapping[str, Any]) -> Call:
    made = cast(datetime, moment(row["made"]))
    return Call(row["id"], row["name"], Kind(row["kind"]), made, row["take_home"])
