"""Which of the things that are done again and again failed the last time, on any server."""

from dataclasses import dataclass
from datetime import datetime

from records.audit import Why, unaudited
from records.engine.database import Database
from records.engine.timestamps import moment, stamp


@dataclass(frozen=True, slots=True)
class FailingJob:
    """One that does not get done."""

    name: str
    since: datetime
    kind: str
    """The class of the mistake: its words may hold something about somebody."""


def failed(db: Database, name: str, kind: str, now: datetime) -> None:
    """It was not done; since when stays as it was."""
    with unaudited(db, Why.JOBS):
        since = next((one.since for one in failing(db) if one.name == name), now)
        row = {"name": name, "failing_since": stamp(since), "kind": kind}
        db.table("jobs").upsert(row, pk="name")


def went_well(db: Database, name: str) -> None:
    """It was done."""
    if any(one.name == name for one in failing(db)):
        with unaudited(db, Why.JOBS):
            db.table("jobs").delete_where("name = ?", [name])


def failing(db: Database) -> list[FailingJob]:
    """Those that failed the last time, by name."""
    rows = db.table("jobs").rows_where(order_by="name")
    return [FailingJob(row["name"], moment(row["failing_since"]), row["kind"]) for row in rows]
