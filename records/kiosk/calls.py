"""Somebody at a kiosk wants the staff, until one of them says that they saw it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import record

TO_BE_ANSWERED = timedelta(seconds=30)
COLUMNS = """*, (SELECT name FROM kiosks WHERE id = kiosk) AS name,
    (SELECT name FROM staff WHERE id = by) AS answered_by"""


class CallKind(StrEnum):
    """What staff are called for; nothing about anybody's health."""

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
    kind: CallKind
    made: datetime
    handoff: int | None = None
    """What is to be printed, as long as it is kept."""
    shown: datetime | None = None
    """When a page of the staff first showed it; None while none did."""
    has_left: bool = False
    """Whether whoever called is not at the kiosk any more."""
    answered_by: str | None = None
    """Who of the staff said that they saw it; None while nobody did."""


def call(db: Store, kiosk: int, kind: CallKind, now: datetime, handoff: int | None = None) -> None:
    """Call the staff; one call of a kind waits for a person, and is for the newest copy to print.

    What somebody before asked for is over, but not an emergency.
    """
    about = {"made": to_iso(now), "handoff": handoff}
    with unaudited(db, NoEntryReason.CALL):
        where = "kiosk = :kiosk AND kind = :kind AND acknowledged IS NULL AND has_left = :left"
        its = {"kiosk": kiosk, "kind": str(kind)}
        if kind is not CallKind.EMERGENCY:
            db.delete("kiosk_calls", where, **its, left=1)
        waiting = db.value(f"SELECT id FROM kiosk_calls WHERE {where}", **its, left=0)
        if not waiting:
            db.insert("kiosk_calls", {**its, **about})
        elif handoff is not None:
            db.update("kiosk_calls", about, "id = :id", id=waiting)


def waiting(db: Store) -> list[Call]:
    """The calls that nobody has acknowledged: the most pressing first, then of who is still there,
    then the oldest."""
    return _calls(db, "acknowledged IS NULL ORDER BY kind = 'now' DESC, has_left, id")


def newest_of(db: Store, kiosk: int, kind: CallKind) -> Call | None:
    """The last call of a kind by whoever is at a kiosk now; None where they made none."""
    last = "kiosk = :kiosk AND kind = :kind AND has_left = 0 ORDER BY id DESC LIMIT 1"
    return next(iter(_calls(db, last, kiosk=kiosk, kind=str(kind))), None)


def note_shown(db: Store, now: datetime) -> None:
    """Note that a page of the staff shows all calls that wait."""
    with unaudited(db, NoEntryReason.CALL):
        first = "acknowledged IS NULL AND shown IS NULL"
        db.update("kiosk_calls", {"shown": to_iso(now)}, first)


def tell_of_unanswered(db: Store, now: datetime) -> int:
    """How many calls for help newly had no answer in time; each is told of once."""
    late = """kind IN ('now', 'help') AND made <= :late
        AND acknowledged IS NULL AND mailed IS NULL"""
    with unaudited(db, NoEntryReason.MAIL):
        return db.update(
            "kiosk_calls", {"mailed": to_iso(now)}, late, late=to_iso(now - TO_BE_ANSWERED)
        )


def note_left(db: Store, kiosk: int) -> None:
    """Note that nobody is at a kiosk any more who called from there."""
    here = "kiosk = :kiosk AND has_left = 0"
    if db.value(f"SELECT 1 FROM kiosk_calls WHERE {here}", kiosk=kiosk):
        with unaudited(db, NoEntryReason.CALL):
            db.update("kiosk_calls", {"has_left": 1}, here, kiosk=kiosk)


def acknowledge(db: Store, number: int, *, by: int, now: datetime) -> bool:
    """Say who sees to a call; whether this one was first to."""
    changed, first = {"acknowledged": to_iso(now), "by": by}, "id = :id AND acknowledged IS NULL"
    with changing(db):
        return bool(db.update("kiosk_calls", changed, first, id=number))


def clear(db: Store, before: datetime) -> None:
    """Delete what was acknowledged and is older than that."""
    with unaudited(db, NoEntryReason.CALL):
        old = "acknowledged IS NOT NULL AND made < :before"
        db.delete("kiosk_calls", old, before=to_iso(before))


def _calls(db: Store, where: str, **values: object) -> list[Call]:
    rows = db.many(f"SELECT {COLUMNS} FROM kiosk_calls WHERE {where}", **values)
    return [record(Call, row, kiosk=row["name"]) for row in rows]
