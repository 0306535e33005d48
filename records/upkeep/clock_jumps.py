"""What is done about a clock that jumps ahead: nothing is deleted too early.

A clock that is far ahead, if only for an hour, would call every record past its time.
"""

from datetime import datetime, timedelta

from records.engine.store import Store
from records.engine.timestamps import from_iso, to_iso
from records.people.audit import NoEntryReason, newest, unaudited

FURTHEST = timedelta(days=7)
"""Between two looks; further ahead is a jump, or the app was off for that long."""
WAITS = timedelta(days=7)
"""Until a jump that nobody took back is believed."""


def observe(db: Store, now: datetime) -> bool:
    """Look at the clock, as is done once a day; whether anything may be deleted by it."""
    with db.transaction():
        doubted = doubted_since(db, now)
        _keep(db, now, doubted)
    return doubted is None


def doubted_since(db: Store, now: datetime) -> datetime | None:
    """Since when it is not believed, by its own word; None where it is. Keeps nothing."""
    seen, doubted = _kept(db, now)
    if now - seen > FURTHEST:
        return now
    return doubted if doubted and doubted <= now < doubted + WAITS else None


def believe(db: Store, now: datetime) -> None:
    """Somebody says that the clock is right."""
    _keep(db, now, None)


def _kept(db: Store, now: datetime) -> tuple[datetime, datetime | None]:
    """When it was looked at last, and since when it was not believed then.

    Before the first look the newest entry of the audit stands for that, if there is one.
    """
    if row := db.one("SELECT * FROM clock"):
        return from_iso(row["seen"]), from_iso(row["doubted"])
    return next((entry.at for entry in newest(db, limit=1)), now), None


def _keep(db: Store, seen: datetime, doubted: datetime | None) -> None:
    found = {"seen": to_iso(seen), "doubted": to_iso(doubted) if doubted else None}
    with unaudited(db, NoEntryReason.CLOCK):
        db.put("clock", {"id": 1}, found)
