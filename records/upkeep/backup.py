"""A copy of all records as they stand at one moment, taken while others go on writing."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from records.engine.database import Database, Unusable, open_database
from records.engine.private_files import put_in_place

PAGES = 1000  # a step, of 4 kB: 4 MB between one sign of life and the next
OnPages = Callable[[int, int], object]
"""Is told how many pages are left, and of how many."""


class NotMade(Exception):
    """There is no copy, and nothing was changed; the words are for whoever asked for it."""


def tell_nobody(left: int, of: int) -> None:
    """For whoever does not watch."""


def back_up(
    database: Path,
    to: Path,
    *,
    over: bool = False,
    told: OnPages = tell_nobody,
    noting: AbstractContextManager[None] | None = None,
) -> None:
    """Copy the records to a file of this account alone, whole or not at all. Raises NotMade.

    A file that is there is left alone, unless the copy may go `over` it. `noting` that it was
    made: what the whole copy is put in its place within.
    """
    if to.exists() and (not over or to.samefile(database)):
        raise NotMade(f"{to} is there already.")
    try:
        with _draft_beside(to) as draft:
            _copy(database, draft, told)
            with noting or nullcontext():
                put_in_place(draft, to, over=over)
    except FileExistsError as problem:
        raise NotMade(f"{to} is there already.") from problem
    except (OSError, sqlite3.Error, Unusable) as problem:
        raise NotMade(f"{to} could not be written: {problem}.") from problem


@contextmanager
def _draft_beside(path: Path) -> Iterator[Path]:
    """An empty private file in the same folder, gone at the end unless it was put in place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600, O_EXCL
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name + end)


def _copy(database: Path, draft: Path, told: OnPages) -> None:
    with open_database(database) as db, closing(sqlite3.connect(draft)) as copy:
        with _as_of_now(db):
            db.conn.backup(copy, pages=PAGES, progress=lambda _, left, of: told(left, of))
        # One file that needs no other beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        if (found := copy.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise Unusable(f"the copy is damaged: {found}")


@contextmanager
def _as_of_now(db: Database) -> Iterator[None]:
    """Whatever is written meanwhile is not seen: a copy would begin again with every write."""
    db.execute("BEGIN")
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        db.rollback()
