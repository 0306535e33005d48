"""All records copied: as of one moment to a file of SQLite, or from one in place of what is there.

The file is the same from either engine, so that records move by a backup and a restore.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from records.engine.migrations import Unusable
from records.engine.place import Place
from records.engine.sqlite import open_file
from records.engine.sqlite_errors import telling
from records.engine.store import OnProgress

OUT = 1000  # pages a step, of 4 kB: 4 MB between one sign of life and the next
BACK = 8  # pages a step: fewer than an empty file of ours has, so that one comes before the last


def copy_out(place: Place, to: Path, told: OnProgress) -> None:
    """Copy the records as of now to a file that needs no other beside it. Raises Unusable.

    Whatever is written meanwhile is not seen: a copy would begin again with every write. `to` is
    there and empty.
    """
    if isinstance(place, Path):
        _copy_file(place, to, told)
    else:
        from records.engine.postgres_copies import copy_out_of

        copy_out_of(place, to, told)
    with telling(), closing(sqlite3.connect(to)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        if (found := copy.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise Unusable(f"the copy is damaged: {found}")


def copy_back(source: Path, place: Place, told: OnProgress) -> None:
    """Put all of a file in place of the records, in one transaction. Raises Unusable."""
    if isinstance(place, Path):
        _copy_file_back(source, place, told)
    else:
        from records.engine.postgres_copies import copy_into

        copy_into(source, place, told)


def _copy_file(database: Path, to: Path, told: OnProgress) -> None:
    with open_file(database) as db, telling(), closing(sqlite3.connect(to)) as copy, db.snapshot():
        db.value("SELECT count(*) FROM sqlite_master")
        db.conn.backup(copy, pages=OUT, progress=lambda _, left, of: told(left, of))


def _copy_file_back(source: Path, database: Path, told: OnProgress) -> None:
    def step(_: int, left: int, of: int) -> None:
        if not of:  # No step was made, for as long as anybody waits.
            raise Unusable("Another process writes to them.")
        told(left, of)

    with open_file(source) as one, open_file(database) as live, telling():
        one.conn.backup(live.conn, pages=BACK, progress=step)
