"""Somebody at a kiosk wants the staff, until one of them says that they saw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.timestamps import moment, stamp

COLUMNS = """*, (SELECT name FROM kiosks WHERE id = kiosk) AS name,
    (SELECT name FROM staff WHERE id = by) AS answered_by"""


class Kind(StrEnum):
    """What for; nothing about anybody's health."""

    EMERGENCY = "now"
    HELP = "help"
    BOOK = "book"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Call:
    """One call, and what became of it."""

    id: int
    kiosk: str
    """Its name."""
    kind: Kind
    made: datetime
    take_home: int | None = None
    """What is to be printed, as long as it is kept."""
    shown: datetime | None = None
    """When a page of the staff first showed it; None while none did."""
    has_left: bool = False
    """Whether whoever called is not at the kiosk any more."""
    answered_by: str | None = None
    """Who of the staff said that they saw it; None while nobody did."""


def call(db: Database, kiosk: int, kind: Kind, now: datetime, take_home: int | None = None) -> None:
    """Call the staff; one call of a kind waits for a person, and is for the newest copy to print.

    What somebody before asked for is over, but not an emergency.
    """
    about = {"made": stamp(now), "take_home": take_home}
    with unaudited(db, Why.CALL):
        where = "kiosk = ? AND kind = ? AND acknowledged IS NULL AND has_left = ?"
        if kind is not Kind.EMERGENCY:
            db.table("kiosk_calls").delete_where(where, [kiosk, str(kind), 1])
        waiting = list(db.table("kiosk_calls").rows_where(where, [kiosk, str(kind), 0]))
        if not waiting:
            db.table("kiosk_calls").insert({"kiosk": kiosk, "kind": str(kind), **about})
        elif take_home is not None:
            db.table("kiosk_calls").update(waiting[0]["id"], about)


def waiting(db: Database) -> list[Call]:
    """The calls that nobody has acknowledged, the most pressing first, then the oldest."""
    return _calls(db, "acknowledged IS NULL", [], order_by="kind = 'now' DESC, id")


def newest_of(db: Database, kiosk: int, kind: Kind) -> Call | None:
    """The last call of a kind by whoever is at a kiosk now; None where they made none."""
    where = "kiosk = ? AND kind = ? AND has_left = 0"
    return next(iter(_calls(db, where, [kiosk, str(kind)], order_by="id DESC", limit=1)), None)


def note_shown(db: Database, now: datetime) -> None:
    """Note that a page of the staff shows all calls that wait."""
    with unaudited(db, Why.CALL):
        first = "UPDATE kiosk_calls SET shown = ? WHERE acknowledged IS NULL AND shown IS NULL"
        db.execute(first, [stamp(now)])


def note_left(db: Database, kiosk: int) -> None:
    """Note that nobody is at a kiosk any more who called from there."""
    if db.table("kiosk_calls").count_where("kiosk = ? AND has_left = 0", [kiosk]):
        with unaudited(db, Why.CALL):
            left = "UPDATE kiosk_calls SET has_left = 1 WHERE kiosk = ? AND has_left = 0"
            db.execute(left, [kiosk])


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


def _calls(db: Database, where: str, values: Sequence[Any], **how: Any) -> list[Call]:
    rows = db.table("kiosk_calls").rows_where(where, values, select=COLUMNS, **how)
    return [_call(row) for row in rows]


def _call(row: Mapping[str, Any]) -> Call:
    return Call(
        row["id"],
        row["name"],
        Kind(row["kind"]),
        cast(datetime, moment(row["made"])),
        row["take_home"],
        moment(row["shown"]),
        bool(row["has_left"]),
        row["answered_by"],
    )
