"""How many people a day began at a kiosk, came to a result, or left before, and where."""

from dataclasses import dataclass
from enum import StrEnum

from records.engine.store import Store
from records.people.audit import NoEntryReason, unaudited
from records.rows import record


class KioskEvent(StrEnum):
    """An event at a kiosk that is counted by day."""

    STARTED = "started"
    FINISHED = "finished"
    CLEARED = "cleared"
    """Ended before a result."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened at all kiosks on one day."""

    day: str
    what: KioskEvent
    section: str
    """Where, of those who left; empty before the first section."""
    times: int


def count(db: Store, kiosk: int, what: KioskEvent, day: str, section: str = "") -> None:
    """Count one more. `day`: at the clinic, like 2026-11-24."""
    its = {"day": day, "kiosk": kiosk, "what": str(what), "section": section}
    before = """SELECT times FROM kiosk_counts
        WHERE day = :day AND kiosk = :kiosk AND what = :what AND section = :section"""
    with unaudited(db, NoEntryReason.COUNTS):
        db.put("kiosk_counts", its, {"times": (db.value(before, **its) or 0) + 1})


def since(db: Store, day: str) -> list[Count]:
    """The counts of every day from this one on, the latest first."""
    added = """SELECT day, what, section, sum(times) AS times FROM kiosk_counts
        WHERE day >= :day GROUP BY day, what, section ORDER BY day DESC, what, section"""
    return [record(Count, row) for row in db.many(added, day=day)]
