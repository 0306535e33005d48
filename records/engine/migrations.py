"""The schema, step by step, each a file of SQL in steps/.

A step that was released is never changed, only followed by another. Steps go by their names'
order; all that are due are one transaction.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

STEPS = Path(__file__).parents[1] / "steps"
schema = Migrations("records")


class NotUpgraded(Exception):
    """A step of the schema failed, and none was done; the words say which and why."""


def _step(path: Path) -> None:
    """Register a file, "02_staff.sql" as the step "staff"."""

    def apply(db: Database) -> None:
        try:
            for statement in statements(path.read_text(encoding="utf-8")):
                db.execute(statement)
        except sqlite3.Error as problem:
            raise NotUpgraded(
                f"the step {path.stem} of the schema failed: {problem}. Nothing was changed. "
                "Where the disk is full make room; else start the version before this one."
            ) from problem

    apply.__name__ = path.stem.partition("_")[2]
    schema()(apply)


def statements(sql: str) -> Iterator[str]:
    """The statements of a file, one by one: `executescript` would end the transaction first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


for path in sorted(STEPS.glob("*.sql")):
    _step(path)


def unknown_steps(db: Database) -> set[str]:
    """Steps this version has never heard of: a newer one wrote the file."""
    with Database(memory=True) as empty:
        known = {step.name for step in schema.pending(empty)}
    return {step.name for step in schema.applied(db)} - known
