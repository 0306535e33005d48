"""Which of the things that are done again and again failed the last time, on any server."""

from dataclasses import dataclass
from datetime import datetime

from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people.audit import NoEntryReason, unaudited
from records.rows import record


@dataclass(frozen=True, slots=True)
class FailingJob:
    """One that does not get done."""

    name: str
    since: datetime
    kind: str
    """The class of the mistake: its words may hold something about somebody."""


def failed(db: Store, name: str, kind: str, now: datetime) -> None:
    """It was not done; since when stays as it was."""
    with unaudited(db, NoEntryReason.JOBS):
        since = next((one.since for one in failing(db) if one.name == name), now)
        db.put("jobs", {"name": name}, {"failing_since": to_iso(since), "kind": kind})


def went_well(db: Store, name: str) -> None:
    """It was done."""
    if any(one.name == name for one in failing(db)):
        with unaudited(db, NoEntryReason.JOBS):
            db.delete("jobs", "name = :name", name=name)


def failing(db: Store) -> list[FailingJob]:
    """Those that failed the last time, by name."""
    rows = db.many("SELECT name, failing_since AS since, kind FROM jobs ORDER BY name")
    return [record(FailingJob, row) for row in rows]
