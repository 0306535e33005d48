"""What is done about a clock that jumps: nothing is deleted too early, no secret lives too long.

A clock that is far ahead, if only for an hour, would call every record past its time.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from platform import node

from records.engine.store import Store
from records.engine.timestamps import CLOCKS_DIFFER, from_iso, to_iso
from records.people.audit import NoEntryReason, newest, unaudited

FURTHEST = timedelta(days=7)
"""Between two looks; further ahead is a jump, or the app was off for that long."""
WAITS = timedelta(days=7)
"""Until a jump that nobody took back is believed."""
NO_TIME = timedelta(0)
BOOT = Path("/proc/sys/kernel/random/boot_id")
# Every end that is reckoned from when it was given out, not from a visit. By table.
ENDS = {
    "handoffs": "ends",
    "kiosk_codes": "ends",
    "kiosks": "code_ends",
    "staff": "set_up_ends",
}


def notice(
    db: Store,
    now: Callable[[], datetime],
    seconds: Callable[[], float],
    boot: str | None = None,
) -> timedelta:
    """By how much the clock was set back since any server of this machine looked last.

    Nothing for a minute or less. What lives for a while then ends earlier by as much, once,
    whichever server sees it first. `seconds`: that nobody can set, since `boot`, when the
    machine started.
    """
    started = this_boot() if boot is None else boot
    with db.transaction():
        # Only once it is this one's turn: another may just have dealt with the same step.
        zero = now() - timedelta(seconds=seconds())
        kept: str | None = db.value("SELECT zero FROM clock_zero WHERE boot = :boot", boot=started)
        back = from_iso(kept) - zero if kept else NO_TIME
        if kept is None or abs(back) > CLOCKS_DIFFER:
            with unaudited(db, NoEntryReason.CLOCK):
                db.put("clock_zero", {"boot": started}, {"zero": to_iso(zero)})
        if back <= CLOCKS_DIFFER:
            return NO_TIME
        _end_earlier(db, back)
        return back


def this_boot() -> str:
    """What differs from one start of the machine to the next; where that is not told, its name."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return node()


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


def _end_earlier(db: Store, by: timedelta) -> None:
    with unaudited(db, NoEntryReason.CLOCK):
        for table, column in ENDS.items():
            given = f"SELECT id, {column} AS ends FROM {table} WHERE {column} IS NOT NULL"
            for row in db.many(given):
                earlier = to_iso(from_iso(row["ends"]) - by)
                db.update(table, {column: earlier}, "id = :id", id=row["id"])


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
