"""The schema, step by step, each a file of SQL in steps/: "02_staff.sql" is the step "staff".

Where PostgreSQL needs other words they are in "02_staff.postgres.sql". A step that was released
is never changed, only followed by another. Steps go by their files' order; all that are due are
one transaction.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from records.engine.errors import StorageError
from records.engine.store import Store
from records.engine.timestamps import to_iso

STEPS = Path(__file__).parents[1] / "steps"
NOTED = "CREATE TABLE IF NOT EXISTS schema_steps (name TEXT PRIMARY KEY, done TEXT NOT NULL)"


class Unusable(Exception):
    """The records cannot serve; the words are for whoever starts the app."""


class Engine(Store, Protocol):
    """A store of which the schema can be changed."""

    dialect: str
    """sqlite or postgres."""

    def execute(self, sql: str, /) -> object:
        """A statement as it stands."""

    def is_there(self, table: str) -> bool:
        """Whether there is a table of this name."""


class NotUpgraded(Exception):
    """A step of the schema failed, and none was done; the words say which and why."""


def known() -> list[str]:
    """The steps that this version knows, in order."""
    return [_name(path) for path in sorted(STEPS.glob("*.sql")) if path.suffixes == [".sql"]]


def applied(db: Engine) -> list[str]:
    """The steps that the records have, in order; those of a newer version last."""
    if not db.is_there("schema_steps"):
        return []
    done = {row["name"] for row in db.many("SELECT name FROM schema_steps")}
    ours = known()
    return [*filter(done.__contains__, ours), *sorted(done.difference(ours))]


def pending(db: Engine) -> list[str]:
    """The steps that the records lack, in order."""
    done = applied(db)
    return [name for name in known() if name not in done]


def unknown_steps(db: Engine) -> list[str]:
    """Steps this version has never heard of: a newer one wrote the records."""
    return sorted({*applied(db)} - {*known()})


def refuse_newer(db: Engine) -> None:
    """Raise Unusable for records of a newer version."""
    if unknown := unknown_steps(db):
        raise Unusable(
            f"The database has steps unknown here ({', '.join(unknown)}): "
            "a newer version wrote it. Start that version."
        )


def upgrade(db: Engine) -> None:
    """Do what the records lack, all of it or nothing. Raises NotUpgraded."""
    with db.transaction():
        db.execute(NOTED)
        for name in pending(db):
            _do(db, _file(name, db.dialect))
            db.insert("schema_steps", {"name": name, "done": to_iso(datetime.now(UTC))})


def _do(db: Engine, path: Path) -> None:
    try:
        for statement in statements(path.read_text(encoding="utf-8")):
            db.execute(statement)
    except StorageError as problem:
        raise NotUpgraded(
            f"the step {path.stem} of the schema failed: {problem}. Nothing was changed. "
            "Where the disk is full make room; else start the version before this one."
        ) from problem


def _name(path: Path) -> str:
    return path.name.partition("_")[2].partition(".")[0]


def _file(name: str, dialect: str) -> Path:
    """The words of a step for an engine: its own, or those that all share."""
    own = next(STEPS.glob(f"*_{name}.{dialect}.sql"), None)
    return own or next(STEPS.glob(f"*_{name}.sql"))


def statements(sql: str) -> Iterator[str]:
    """The statements of a file, one by one: `executescript` would end the transaction first.

    SQLite, which tells them apart, takes CREATE TRIGGER to end with END; so a step for PostgreSQL
    says CREATE OR REPLACE TRIGGER.
    """
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise StorageError("its last statement has no end", None)
