"""One connection to the database file, and one transaction."""

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from records.engine.errors import (
    damaged,
    missing,
)

# FULL: an answer that was acknowledged outlives a power cut. secure_delete: what is deleted
# is overwritten, so that it cannot be read from the file afterwards.
PRAGMAS = {
    "busy_timeout": 10_000,
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
}


class Connection(sqlite3.Connection):
    """One that knows which file it opened."""

    path: Path
    is_reading: bool = False
    """Whether its transaction is one of `reading`, which may not be written in."""


def open_database(path: Path) -> Database:
    """A connection to a file that is there already: SQLite would make one that all can read."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=Connection)
    connection.path = path
    db = Database(connection, execute_plugins=False)
    # A thread that ends takes its database with it; this closes the file in time.
    weakref.finalize(db, connection.close)
    try:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
    except UnicodeDecodeError as problem:  # SQLite's words hold what it could not read
        raise damaged() from problem
    return db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One short transaction that waits for its turn before it reads.

    sqlite-utils' own `atomic` begins deferred: two that read first and write then cannot both
    go on, and the second fails at once instead of waiting. Within another it is part of that one.
    """
    conn = db.conn  # this one to the end, though `db` may stand for whichever is in place
    if conn.in_transaction and not _is_reading(conn):
        yield
        return
    with between_reads(conn):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            conn.commit()
        except BaseException:
            conn.rollback()
            raise
    if isinstance(conn, Connection) and not conn.path.exists():
        raise missing(conn.path)  # what is written to a file without a name is lost


@contextmanager
def reading(db: Database) -> Iterator[None]:
    """One moment: whatever is read within, however often, stands as it did at the first look.

    What is written within has a transaction of its own; what is read after it is of a later
    moment. Within another transaction this is part of that one.
    """
    conn = db.conn
    if conn.in_transaction or not isinstance(conn, Connection):
        yield
        return
    conn.execute("BEGIN")
    conn.is_reading = True
    try:
        yield
    finally:
        conn.is_reading = False
        with suppress(sqlite3.ProgrammingError):  # it was given up meanwhile, and is closed
            conn.rollback()


@contextmanager
def between_reads(conn: sqlite3.Connection) -> Iterator[None]:
    """Outside of any `reading`, and then again within: a look that turns into a write fails at once
    where somebody else has written since."""
    if not (_is_reading(conn) and isinstance(conn, Connection)):
        yield
        return
    conn.rollback()
    conn.is_reading = False
    try:
        yield
    finally:
        with suppress(sqlite3.ProgrammingError):
            conn.execute("BEGIN")
            conn.is_reading = True


def _is_reading(conn: sqlite3.Connection) -> bool:
    return isinstance(conn, Connection) and conn.is_reading


def leave_nothing(db: Database) -> bool:
    """Write the file anew, without what was deleted; others wait. False when it is too busy.

    secure_delete overwrites an entry where it stands, and misses the copy that a page keeps
    after an entry has moved to another page. Not within a transaction that writes.
    """
    try:
        with between_reads(db.conn):
            db.execute("VACUUM")
            is_busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:  # Another process writes for longer than anybody waits.
        return False
    return not is_busy
