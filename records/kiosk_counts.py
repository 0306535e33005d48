"""How many people a day began at a kiosk, came to a result, or left before, and where."""

from dataclasses import dataclass
from enum import StrEnum

from records.audit import Why, unaudited
from records.engine.database import Database


class What(StrEnum):
    """What is counted."""

    STARTED = "started"
    FINISHED = "finished"
    CLEARED = "cleared"
    """Ended before a result."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened at all kiosks on one day."""

    day: str
    what: What
    section: str
    """Where, of those who left; empty before the first section."""
    times: int


def count(db: Database, kiosk: int, what: What, day: str, section: str = "") -> None:
    """Count one more. `day`: at the clinic, like 2026-11-24."""
    one_more = """INSERT INTO kiosk_counts (day, kiosk, what, section, times)
        VALUES (?, ?, ?, ?, 1)
        ON CONFLICT (day, kiosk, what, section) DO UPDATE SET times = times + 1"""
    with unaudited(db, Why.COUNTS):
        db.execute(one_more, [day, kiosk, str(what), section])


def since(db: Database, day: str) -> list[Count]:
    """The counts of every day from this one on, the latest first."""
    added = """SELECT day, what, section, sum(times) AS times FROM kiosk_counts
        WHERE day >= ? GROUP BY day, what, section ORDER BY day DESC, what, section"""
    return [
        Count(row["day"], What(row["what"]), row["section"], row["times"])
        for row in db.query(added, [day])
    ]
