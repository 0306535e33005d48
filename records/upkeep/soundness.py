"""How sound the records are, looked at without changing them: for whoever has to find a fault."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from records.engine.database import Database, Unusable, open_database
from records.engine.encryption import Encryption
from records.engine.migrations import schema, unknown_steps
from records.engine.sqlite import PRAGMAS
from records.engine.timestamps import from_iso
from records.upkeep.key_rotation import newest_encrypted

A_SAMPLE = 200  # of the newest rows of each table
PATIENCE = 2000  # milliseconds; pages wait longer
AS_NUMBERS = {"FULL": 2, "ON": 1}
# Where the newest moments are, by the column that numbers the rows.
MOMENTS = {
    "audit": ("sequence", "at"),
    "invitations": ("id", "made"),
    "responses": ("id", "changed"),
    "visit_requests": ("sequence", "received"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """How many encrypted values were tried, and how many of them no key opens."""

    tried: int
    lost: int


@contextmanager
def looking_at(path: Path) -> Iterator[Database]:
    """A file that is there, while it is looked at. Raises Unusable in place of what SQLite says."""
    try:
        with open_database(path) as db:
            yield db
    except sqlite3.Error as problem:
        raise Unusable(str(problem)) from problem


def damage(db: Database) -> str:
    """What is wrong inside the file; "" when every page of it is sound."""
    found = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        return found.splitlines()[-1]
    row = db.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {row[0]} belongs to nothing" if row else ""


def steps(db: Database) -> tuple[int, list[str], list[str]]:
    """How many steps of the schema the file has, which it lacks, and which are unknown here."""
    lacking = [step.name for step in schema.pending(db)]
    return len(schema.applied(db)), lacking, sorted(unknown_steps(db))


def set_otherwise(db: Database) -> list[str]:
    """What of the engine is not set as it must be, on the way that the app opens the file."""
    wanted = {name: AS_NUMBERS.get(str(value), value) for name, value in PRAGMAS.items()}
    found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    wrong = [f"{name} is {found[name]}" for name in wanted if found[name] != wanted[name]]
    mode = db.execute("PRAGMA journal_mode").fetchone()[0]
    return wrong if mode == "wal" else [*wrong, f"journal_mode is {mode}"]


def why_not_written(path: Path, db: Database) -> str:
    """Why nothing can be written; "" when something could be. Writes nothing."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            return f"{place} is read-only"
    db.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as problem:
        return str(problem)
    db.rollback()
    return ""


def sample(db: Database, keys: Sequence[str]) -> Sample:
    """Open what is encrypted in the newest rows of every table."""
    encryption, values = Encryption(keys), list(newest_encrypted(db, A_SAMPLE))
    return Sample(len(values), sum(encryption.decrypt_if_it_can(value) is None for value in values))


def newest_moment(db: Database) -> datetime | None:
    """The latest moment that the last rows were written at, by the clock of then."""
    newest = (
        f"""SELECT max({column})
            FROM (SELECT {column} FROM {table} ORDER BY {key} DESC LIMIT {A_SAMPLE}) AS newest"""
        for table, (key, column) in MOMENTS.items()
    )
    return from_iso(max(filter(None, map(db.value, newest)), default=None))
