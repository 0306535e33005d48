"""All of a file of SQLite copied: as of one moment, or in place of what is there."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from records.engine.database import Unusable
from records.engine.sqlite import open_database

OUT = 1000  # pages a step, of 4 kB: 4 MB between one sign of life and the next
BACK = 8  # pages a step: fewer than an empty file of ours has, so that one comes before the last
OnPages = Callable[[int, int], object]
"""Is told how many pages are left, and of how many."""


def copy_out(database: Path, to: Path, told: OnPages) -> None:
    """Copy the records as of now to a file that needs no other beside it. Raises Unusable.

    Whatever is written meanwhile is not seen: a copy would begin again with every write.
    """
    with open_database(database) as db, closing(sqlite3.connect(to)) as copy:
        with db.snapshot():
            db.value("SELECT count(*) FROM sqlite_master")
            db.conn.backup(copy, pages=OUT, progress=lambda _, left, of: told(left, of))
        copy.execute("PRAGMA journal_mode = DELETE")
        if (found := copy.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise Unusable(f"the copy is damaged: {found}")


def copy_back(source: Path, database: Path, told: OnPages) -> None:
    """Put all of a file in place of the records, in one transaction. Raises Unusable."""

    def step(_: int, left: int, of: int) -> None:
        if not of:  # No step was made, for as long as anybody waits.
            raise Unusable("Another process writes to them.")
        told(left, of)

    with open_database(source) as one, open_database(database) as live:
        one.conn.backup(live.conn, pages=BACK, progress=step)
