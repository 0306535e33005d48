"""The schema, step by step, each a file of SQL in steps/: "02_staff.sql" is the step "staff".

A step that was released is never changed, only followed by another. Steps go by their files'
order; all that are due are one transaction.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from records.engine.sqlite import Sqlite
from records.engine.timestamps import to_iso

STEPS = Path(__file__).parents[1] / "steps"
NOTED = "CREATE TABLE IF NOT EXISTS schema_steps (name TEXT PRIMARY KEY, done TEXT NOT NULL) STRICT"


class NotUpgraded(Exception):
    """A step of the schema failed, and none was done; the words say which and why."""


def known() -> dict[str, Path]:
    """The file of each step that this version knows, by its name, in order."""
    return {path.stem.partition("_")[2]: path for path in sorted(STEPS.glob("*.sql"))}


def applied(db: Sqlite) -> list[str]:
    """The steps that a file has, in order."""
    if not db.one("SELECT 1 FROM sqlite_master WHERE name = 'schema_steps'"):
        return []
    return [row["name"] for row in db.many("SELECT name FROM schema_steps ORDER BY rowid")]


def pending(db: Sqlite) -> list[str]:
    """The steps that a file lacks, in order."""
    done = applied(db)
    return [name for name in known() if name not in done]


def unknown_steps(db: Sqlite) -> list[str]:
    """Steps this version has never heard of: a newer one wrote the file."""
    return sorted({*applied(db)} - {*known()})


def upgrade(db: Sqlite) -> None:
    """Do what a file lacks, all of it or nothing. Raises NotUpgraded."""
    with db.transaction():
        db.execute(NOTED)
        for name in pending(db):
            _do(db, known()[name])
            db.insert("schema_steps", {"name": name, "done": to_iso(datetime.now(UTC))})


def _do(db: Sqlite, path: Path) -> None:
    try:
        for statement in statements(path.read_text(encoding="utf-8")):
            db.execute(statement)
    except sqlite3.Error as problem:
        raise NotUpgraded(
            f"the step {path.stem} of the schema failed: {problem}. Nothing was changed. "
            "Where the disk is full make room; else start the version before this one."
        ) from problem


def statements(sql: str) -> Iterator[str]:
    """The statements of a file, one by one: `executescript` would end the transaction first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
