"""The one database file: made ready at the start, then one kept connection a thread."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from records.engine.errors import (
    CONNECTION_USABLE,
    ErrorKind,
    LogThrottle,
    StorageError,
    kind_of,
    missing,
)
from records.engine.migrations import NotUpgraded, unknown_steps, upgrade
from records.engine.private_files import make_once, one_at_a_time
from records.engine.sqlite import Sqlite
from records.engine.sqlite import open_database as open_database

# A -wal file that stays would be read into whatever is put in the place of its database.
REMEDY = "Move it away, with its -wal, -shm and -in-use files, and run: flask restore BACKUP"
WAS_MADE = b"The database beside this was made.\n"


class Unusable(Exception):
    """The file cannot serve; the words are for whoever starts the app."""


def prepare_database(path: Path) -> None:
    """Make the file or bring it up to date, once before any page is served. Raises Unusable."""
    with _refusing(path), one_at_a_time(path.parent):
        make_file(path)
        with open_database(path) as db:
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
    except (OSError, sqlite3.OperationalError) as problem:  # Locked or full; it may be sound.
        raise Unusable(f"{path} cannot be opened to write: {problem}.") from problem
    except (sqlite3.DatabaseError, UnicodeDecodeError) as problem:
        words = "a text in it is none" if isinstance(problem, ValueError) else f"{problem}"
        raise Unusable(f"{path} is damaged: {words}. {REMEDY}") from problem


def make_file(path: Path) -> None:
    """An empty one at the first start, but not over the remains of an earlier one."""
    is_there = path.exists()
    if not is_there and path.with_name(f"{path.name}-wal").exists():
        raise Unusable(f"{path} is missing, but its -wal file is there. {REMEDY}")
    if (not is_there or is_empty(path)) and _was_made(path):
        raise Unusable(
            f"{path} is {'empty' if is_there else 'missing'}, but it was there before. Put it "
            f"back; or move {_marker_of(path)} away, and run: flask restore BACKUP"
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
        raise sqlite3.DatabaseError(found.splitlines()[-1])
    if unknown := unknown_steps(db):
        raise Unusable(
            f"The database has steps unknown here ({', '.join(unknown)}): "
            "a newer version wrote it. Start that version."
        )


def _is_missing_or_empty(path: Path) -> bool:
    try:
        return is_empty(path)
    except OSError:
        return True


class Connections:
    """Each thread's own, kept: opening one costs more than what is asked of it.

    A file that is moved away while it is open can still be written to, and what is written is
    lost. So each use looks whether there is a file of its name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._all: weakref.WeakSet[Sqlite] = weakref.WeakSet()
        self._own = threading.local()
        self._log = LogThrottle()

    def database(self) -> Sqlite:
        """This thread's own. Raises StorageError where the file is missing."""
        if _is_missing_or_empty(self.path):  # SQLite would take an empty one for new
            raise missing(self.path)
        kept: Sqlite | None = getattr(self._own, "database", None)
        return kept if kept is not None else self._open()

    def drop(self) -> None:
        """Give up this thread's own: the next use opens anew, as the file is by then."""
        kept: Sqlite | None = getattr(self._own, "database", None)
        if kept is not None:
            del self._own.database
            kept.close()
            with self._lock:
                self._all.discard(kept)

    def failed(self, error: StorageError, where: str, now: datetime) -> ErrorKind | None:
        """What is wrong, after the log was told; None where the records are not to blame."""
        if kind := kind_of(error):
            self._log.log(kind, error, where, now)
        if kind and kind not in CONNECTION_USABLE:
            self.drop()
        return kind

    def close(self) -> None:
        """Close every thread's, from whichever thread this is."""
        with self._lock:
            for database in self._all:
                database.close()
            self._all.clear()
            self._own = threading.local()

    def _open(self) -> Sqlite:
        with self._lock:
            opened = open_database(self.path)
            opened.execute("SELECT 1 FROM sqlite_master LIMIT 1")  # opens its -wal file as well
            self._all.add(opened)
        self._own.database = opened
        return opened
