"""What is done about a clock that jumps: nothing is deleted too early, no secret lives too long.

A clock that is far ahead, if only for an hour, would call every record past its time.
"""

from datetime import datetime, timedelta

from sqlite_utils import Database

from records.audit import newest
from records.database import writing
from records.moments import CLOCKS_DIFFER, moment, stamp

FURTHEST = timedelta(days=7)
"""Between two looks; further ahead is a jump, or the app was off for that long."""
WAITS = timedelta(days=7)
"""Until a jump that nobody took back is believed."""
NO_TIME = timedelta(0)
# Every end that is reckoned from when it was given out, not from a visit. By table.
ENDS = {
    "take_home": "ends",
    "kiosk_codes": "ends",
    "kiosks": "code_ends",
    "staff": "set_up_ends",
}


class Steps:
    """Notices that the clock was set back, by seconds that nobody can set."""

    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None

    def back(self, now: datetime, seconds: float) -> timedelta:
        """By how much since the last time; nothing for less than a minute. `seconds`: monotonic."""
        last, self._last = self._last, (now, seconds)
        if last is None:
            return NO_TIME
        back = last[0] + timedelta(seconds=seconds - last[1]) - now
        return back if back > CLOCKS_DIFFER else NO_TIME


def look(db: Database, now: datetime) -> bool:
    """Look at the clock, as is done once a day; whether anything may be deleted by it."""
    with writing(db):
        doubted = doubted_since(db, now)
        _keep(db, now, doubted)
    return doubted is None


def doubted_since(db: Database, now: datetime) -> datetime | None:
    """Since when it is not believed, by its own word; None where it is. Keeps nothing."""
    seen, doubted = _kept(db, now)
    if now - seen > FURTHEST:
        return now
    return doubted if doubted and doubted <= now < doubted + WAITS else None


def believe(db: Database, now: datetime) -> None:
    """Somebody says that the clock is right."""
    with writing(db):
        _keep(db, now, None)


def went_back(db: Database, by: timedelta) -> None:
    """The clock was set back by that much: what lives for a while ends earlier by as much."""
    with writing(db):
        for table, column in ENDS.items():
            for row in list(db.table(table).rows_where(f"{column} IS NOT NULL")):
                db.table(table).update(row["id"], {column: stamp(moment(row[column]) - by)})


def _kept(db: Database, now: datetime) -> tuple[datetime, datetime | None]:
    """When it was looked at last, and since when it was not believed then.

    Before the first look the newest entry of the audit stands for that, if there is one.
    """
    for row in db.table("clock").rows:
        return moment(row["seen"]), moment(row["doubted"])
    return next((entry.at for entry in newest(db, limit=1)), now), None


def _keep(db: Database, seen: datetime, doubted: datetime | None) -> None:
    row = {"id": 1, "seen": stamp(seen), "doubted": stamp(doubted) if doubted else None}
    db.table("clock").upsert(row, pk="id")
