"""What a machine that watches may know of the records: counts and moments, and nobody's."""

from dataclasses import dataclass
from datetime import datetime

from records.engine.database import Connections
from records.engine.errors import StorageError
from records.engine.store import Store
from records.engine.timestamps import from_iso
from records.people.audit import last_backup

WAITING = "SELECT count(*) FROM outbox WHERE given_up IS NULL"
GIVEN_UP = "SELECT count(*) FROM outbox WHERE given_up IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Figures:
    """The records as of one moment."""

    warnings: int
    """Warnings that nobody has acknowledged."""
    oldest_warning: datetime | None
    mails: int
    """Mails that are still to be sent."""
    failed_mails: int
    """Mails that were given up and not dealt with."""
    events: int
    """Events for another program that are still to be sent."""
    failed_events: int
    """Events that nobody took."""
    calls: int
    """Calls from kiosks that nobody has acknowledged."""
    backed_up: datetime | None
    """When `flask backup` last made a copy."""
    kiosks: dict[int, datetime]
    """When each enrolled kiosk was last heard of, by its number."""


def figures_of(connections: Connections) -> Figures | None:
    """The figures; None while the records cannot be read.

    However many answers there are, each is found by an index or in a small table.
    """
    try:
        return _figures(connections.database())
    except (StorageError, OSError):
        return None


def size_of(connections: Connections) -> int | None:
    """The bytes that the records take; None while they cannot be looked at."""
    try:
        return connections.database().size()
    except (StorageError, OSError):
        return None


def _figures(db: Store) -> Figures:
    oldest: str | None = db.value("SELECT min(raised) FROM warnings WHERE acknowledged IS NULL")
    kiosks = """SELECT id, seen FROM kiosks
        WHERE withdrawn IS NULL AND enrolled IS NOT NULL AND seen IS NOT NULL"""
    return Figures(
        warnings=db.value("SELECT count(*) FROM warnings WHERE acknowledged IS NULL"),
        oldest_warning=from_iso(oldest),
        mails=db.value(f"{WAITING} AND kind <> 'webhook'"),
        failed_mails=db.value(f"{GIVEN_UP} AND kind <> 'webhook'"),
        events=db.value(f"{WAITING} AND kind = 'webhook'"),
        failed_events=db.value(f"{GIVEN_UP} AND kind = 'webhook'"),
        calls=db.value("SELECT count(*) FROM kiosk_calls WHERE acknowledged IS NULL"),
        backed_up=last_backup(db),
        kiosks={row["id"]: from_iso(row["seen"]) for row in db.many(kiosks)},
    )
