"""How many people reached each page, by the day; of nobody in particular, and told in fives.

Counted in memory, and put into the records from there now and then: no page waits for that, and
none fails with it. A process that is killed loses what it has counted since.
"""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from records.engine.store import Store
from records.people.audit import NoEntryReason, unaudited

KEPT = timedelta(days=400)
STEP = 5
"""Told is a multiple of it: one more would tell of whoever was here just then."""
BEFORE = """SELECT times FROM page_counts
    WHERE day = :day AND door = :door AND page = :page AND version = :version"""


class Door(StrEnum):
    """By which way somebody came to the questions."""

    WEB = "web"
    KIOSK = "kiosk"
    VISIT = "visit"
    """By a patient's link."""


@dataclass(frozen=True, slots=True)
class PageReached:
    """What is counted."""

    day: str
    """At the clinic, like 2026-11-24."""
    door: Door
    page: str
    version: str
    """Of the questions."""


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many reached a page, rounded down to a multiple of STEP; not 0."""

    door: Door
    page: str
    version: str
    times: int


class Tally:
    """What was counted and is not in the records yet. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times = Counter[PageReached]()

    def add(self, one: PageReached) -> None:
        """Count one more."""
        with self._lock:
            self._times[one] += 1

    def keep(self, db: Store) -> None:
        """Put it into the records. Raises StorageError; then nothing is lost, nor counted twice."""
        with self._lock:
            taken, self._times = self._times, Counter()
        try:
            _add(db, taken)
        except BaseException:
            with self._lock:
                self._times += taken
            raise


def _add(db: Store, counted: Mapping[PageReached, int]) -> None:
    if not counted:
        return
    with unaudited(db, NoEntryReason.COUNTS):
        for one, times in counted.items():
            its = asdict(one)
            db.put("page_counts", its, {"times": (db.value(BEFORE, **its) or 0) + times})


def since(db: Store, day: str) -> list[PageCount]:
    """All that was counted from a day on, added up."""
    added = """SELECT door, page, version, sum(times) AS times FROM page_counts
        WHERE day >= :day GROUP BY door, page, version"""
    found = [(row, in_steps(row["times"])) for row in db.many(added, day=day)]
    return [
        PageCount(Door(row["door"]), row["page"], row["version"], told)
        for row, told in found
        if told
    ]


def in_steps(times: int) -> int:
    """Rounded down to a multiple of STEP."""
    return times - times % STEP


def clear(db: Store, now: datetime) -> None:
    """Delete what is past its time."""
    with unaudited(db, NoEntryReason.OVER):
        db.delete("page_counts", "day < :first", first=f"{now - KEPT:%Y-%m-%d}")
