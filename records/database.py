"""The one database file: made ready at the start, then one kept connection a thread."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database as Database  # for those who may not know the engine

from records.migrations import schema, unknown_steps
from records.private_files import make_once, one_at_a_time

# FULL: an answer that was acknowledged outlives a power cut. secure_delete: what is deleted
# is overwritten, so that it cannot be read from the file afterwards.
PRAGMAS = {
    "busy_timeout": 10_000,
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
}


Busy = sqlite3.OperationalError
"""Locked for longer than anybody waits, or no room left; it may pass. For other rooms to catch."""


# A -wal file that stays would be read into whatever is put in the place of its database.
REMEDY = "Move it away, with its -wal and -shm files, and run: flask restore BACKUP"


class Unusable(Exception):
    """The file cannot serve; the words are for whoever starts the app."""


def prepare_database(path: Path) -> None:
    """Make the file or bring it up to date, once before any page is served."""
    try:
        # Two that switch a file to WAL at once do not wait for each other: one fails.
        with one_at_a_time(path.parent):
            make_file(path)
            with open_database(path) as db:
                check(db)
                db.execute("PRAGMA journal_mode = WAL")
                with writing(db):
                    schema.apply(db)
    except (OSError, sqlite3.OperationalError) as problem:  # Locked or full; it may be sound.
        raise Unusable(f"{path} cannot be opened to write: {problem}.") from problem
    except sqlite3.DatabaseError as problem:
        raise Unusable(f"{path} is damaged: {problem}. {REMEDY}") from problem


def make_file(path: Path) -> None:
    """An empty one at the first start, but not over the remains of an earlier one."""
    if not path.exists() and path.with_name(f"{path.name}-wal").exists():
        raise Unusable(f"{path} is missing, but its -wal file is there. {REMEDY}")
    make_once(path, "")
    # SQLite would open a read-only file all the same, and fail at the first request.
    if not os.access(path, os.W_OK):
        raise PermissionError("it is read-only")


def check(db: Database) -> None:
    """Refuse a damaged file before anything is written to it, and one from a newer version."""
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found.splitlines()[-1])
    if unknown := unknown_steps(db):
        raise Unusable(
            f"The database has steps unknown here ({', '.join(sorted(unknown))}): "
            "a newer version wrote it. Start that version."
        )


def open_database(path: Path) -> Database:
    """A connection to a file that is there already: SQLite would make one that all can read."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    db = Database(connection, execute_plugins=False)
    # A thread that ends takes its database with it; this closes the file in time.
    weakref.finalize(db, connection.close)
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    return db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One short transaction that waits for its turn before it reads.

    sqlite-utils' own `atomic` begins deferred: two that read first and write then cannot both
    go on, and the second fails at once instead of waiting. Within another it is part of that one.
    """
    if db.conn.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


def leave_nothing(db: Database) -> bool:
    """Write the file anew, without what was deleted; others wait. False when it is too busy.

    secure_delete overwrites an entry where it stands, and misses the copy that a page keeps
    after an entry has moved to another page. Not within a transaction.
    """
    try:
        db.execute("VACUUM")
        is_busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:  # Another process writes for longer than anybody waits.
        return False
    return not is_busy


class Connections:
    """Each thread's own connection, kept: opening one costs more than what is asked of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._all: weakref.WeakSet[Database] = weakref.WeakSet()
        self._own = threading.local()

    def database(self) -> Database:
        kept: Database | None = getattr(self._own, "database", None)
        if kept is None:
            kept = self._own.database = open_database(self.path)
            with self._lock:
                self._all.add(kept)
        return kept

    def close(self) -> None:
        """Close every thread's, from whichever thread this is."""
        with self._lock:
            for database in self._all:
                database.close()
            self._all.clear()
            self._own = threading.local()
