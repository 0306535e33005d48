"""The one file of SQLite, made ready at the start, before any page is served."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records.command import FLASK
from records.engine.errors import ErrorKind, StorageError
from records.engine.migrations import NotUpgraded, Unusable, refuse_newer, upgrade
from records.engine.private_files import make_once, one_at_a_time
from records.engine.sqlite import Sqlite, open_file

# A -wal file that stays would be read into whatever is put in the place of its database.
REMEDY = f"Move it away, with its -wal, -shm and -in-use files, and run: {FLASK} restore BACKUP"
WAS_MADE = b"The database beside this was made.\n"
MAY_BE_SOUND = {ErrorKind.LOCKED, ErrorKind.FULL, ErrorKind.READ_ONLY, ErrorKind.MISSING, None}


def prepare_file(path: Path) -> None:
    """Make the file or bring it up to date, once before any page is served. Raises Unusable."""
    with _refusing(path), one_at_a_time(path.parent):
        make_file(path)
        with open_file(path) as db:
            check(db)
            db.execute("PRAGMA journal_mode = WAL")
            upgrade(db)
            db.gather_statistics()
        _note_that_it_was_made(path)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except NotUpgraded as problem:
        raise Unusable(f"{path} could not be brought up to date: {problem}") from problem
    except OSError as problem:
        raise Unusable(f"{path} cannot be opened to write: {problem}.") from problem
    except StorageError as problem:
        if problem.kind in MAY_BE_SOUND:
            raise Unusable(f"{path} cannot be opened to write: {problem}.") from problem
        raise Unusable(f"{path} is damaged: {problem}. {REMEDY}") from problem


def make_file(path: Path) -> None:
    """An empty one at the first start, but not over the remains of an earlier one."""
    is_there = path.exists()
    if not is_there and path.with_name(f"{path.name}-wal").exists():
        raise Unusable(f"{path} is missing, but its -wal file is there. {REMEDY}")
    if (not is_there or is_empty(path)) and _was_made(path):
        raise Unusable(
            f"{path} is {'empty' if is_there else 'missing'}, but it was there before. Put it "
            f"back; or move {_marker_of(path)} away, and run: {FLASK} restore BACKUP"
        )
    make_once(path, "")
    # SQLite would open a read-only file all the same, and fail at the first request.
    if not os.access(path, os.W_OK):
        raise PermissionError("it is read-only")


def is_empty(path: Path) -> bool:
    """Whether there is nothing in a file that is there."""
    return path.stat().st_size == 0


def _was_made(path: Path) -> bool:
    marker = _marker_of(path)
    return marker.exists() and not is_empty(marker)


def _marker_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-in-use")


def _note_that_it_was_made(path: Path) -> None:
    """In the file of whoever uses it, if there is one; a start without it is then no first one."""
    marker = _marker_of(path)
    if marker.exists() and is_empty(marker):
        marker.write_bytes(WAS_MADE)


def check(db: Sqlite) -> None:
    """Refuse a damaged file before anything is written to it, and one from a newer version."""
    found = str(db.value("PRAGMA quick_check(1)"))
    if found != "ok":
        raise StorageError(found.splitlines()[-1], ErrorKind.DAMAGED)
    refuse_newer(db)


def is_missing_or_empty(path: Path) -> bool:
    try:
        return is_empty(path)
    except OSError:
        return True
