"""The store in a file of SQLite: one connection, its rows and its transactions."""

import os
import sqlite3
import sys
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from records.engine.errors import ErrorKind, StorageError
from records.engine.sqlite_errors import telling
from records.engine.store import Row, Store

# FULL: an answer that was acknowledged outlives a power cut. secure_delete: what is deleted
# is overwritten, so that it cannot be read from the file afterwards.
BUSY_TIMEOUT = 10_000  # milliseconds
PRAGMAS = {
    "busy_timeout": BUSY_TIMEOUT,
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "recursive_triggers": "ON",
}
AS_NUMBERS = {"FULL": 2, "ON": 1}


class Connection(sqlite3.Connection):
    """One that knows which file it opened."""

    path: Path
    is_reading: bool = False
    """Whether its transaction is a snapshot, which may not be written in."""


class Sqlite(Store):
    """The store in a file of SQLite."""

    dialect: str = "sqlite"

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def execute(
        self, sql: str, values: Mapping[str, object] | Sequence[object] = (), /
    ) -> sqlite3.Cursor:
        """A statement as it stands, for the engine alone."""
        with telling():
            return self.conn.execute(sql, values)

    def many(self, sql: str, /, **values: object) -> list[Row]:
        """All rows that a query finds."""
        with telling():
            found = self.conn.execute(sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    def one(self, sql: str, /, **values: object) -> Row | None:
        """The first of them; None where there is none."""
        with telling():
            found = self.conn.execute(sql, values)
            row = found.fetchone()
        if row is None:
            return None
        return {column[0]: value for column, value in zip(found.description, row, strict=True)}

    def value(self, sql: str, /, **values: object) -> Any:
        """The first column of the first row; None where there is none."""
        with telling():
            row = self.conn.execute(sql, values).fetchone()
        return row[0] if row else None

    def insert(self, table: str, row: Row, /) -> int:
        """Put a row in; its number."""
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        with self.transaction():
            done = self.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)
        return done.lastrowid or 0

    def change(self, sql: str, values: Row, /) -> int:
        """Do what a statement says; how many rows it touched."""
        return self.execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within, or nothing; it waits for its turn before it reads.

        Of two that began without, read and then write, the second would fail at once.
        """
        conn = self.conn
        if conn.in_transaction and not conn.is_reading:
            yield
            return
        with between_reads(conn), _turn_to_write():
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                with telling():
                    conn.commit()
            except BaseException:
                conn.rollback()
                raise
        if not conn.path.exists():
            raise missing(conn.path)  # what is written to a file without a name is lost

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Within a transaction: what an error leaves half done is taken back."""
        conn = self.conn
        self.execute("SAVEPOINT deed")
        try:
            yield
        except BaseException:
            if conn.in_transaction:  # a disk that is full may have ended it
                self.execute("ROLLBACK TO deed")
                self.execute("RELEASE deed")
            raise
        self.execute("RELEASE deed")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Whatever is read within stands as it did at the first look."""
        conn = self.conn
        if conn.in_transaction:
            yield
            return
        self.execute("BEGIN")
        conn.is_reading = True
        try:
            yield
        finally:
            conn.is_reading = False
            with suppress(sqlite3.ProgrammingError):  # it was given up meanwhile, and is closed
                conn.rollback()

    def is_there(self, table: str) -> bool:
        """Whether there is a table of this name."""
        return bool(self.one("SELECT 1 FROM sqlite_master WHERE name = :table", table=table))

    def gather_statistics(self) -> None:
        """Let the engine choose its indexes by what there is now. Not within a transaction."""
        with self.transaction():
            self.execute("ANALYZE")

    def leave_nothing(self, at_most: int = sys.maxsize) -> bool:
        """Write the file anew, without what was deleted; others wait.

        secure_delete overwrites an entry where it stands, and misses the copy that a page keeps
        after an entry has moved to another page. Not within a transaction that writes.
        """
        size = self.value("PRAGMA page_count") * self.value("PRAGMA page_size")
        try:
            with between_reads(self.conn), _turn_to_write():
                if size <= at_most:
                    self.execute("VACUUM")
                is_busy = self.value("PRAGMA wal_checkpoint(TRUNCATE)")
        except StorageError:  # Another process writes for longer than anybody waits.
            return False
        return not is_busy

    def size(self) -> int:
        """The bytes that the records take, with what was written lately and lies beside them."""
        path = self.conn.path
        files = (path.with_name(f"{path.name}{end}") for end in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def damage(self) -> str:
        """What is wrong inside; "" when every page of the file is sound."""
        found = str(self.value("PRAGMA integrity_check(1)"))
        if found != "ok":
            return found.splitlines()[-1]
        row = self.one("PRAGMA foreign_key_check")
        return f"a row of {row['table']} belongs to nothing" if row else ""

    def set_otherwise(self) -> list[str]:
        """What of the engine is not set as it must be, on the way that the app opens the file."""
        wanted = {name: AS_NUMBERS.get(str(value), value) for name, value in PRAGMAS.items()}
        wanted["journal_mode"] = "wal"
        found = {name: self.value(f"PRAGMA {name}") for name in wanted}
        return [f"{name} is {found[name]}" for name in wanted if found[name] != wanted[name]]

    def why_not_written(self, patience: timedelta) -> str:
        """Why nothing can be written; "" when something could be. Writes nothing."""
        for place in (self.conn.path, self.conn.path.parent):
            if not os.access(place, os.W_OK):
                return f"{place} is read-only"
        self.execute(f"PRAGMA busy_timeout = {patience // timedelta(milliseconds=1)}")
        try:
            with self.transaction():
                return ""
        except StorageError as problem:
            return str(problem)
        finally:
            self.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")

    def need_no_other_file(self) -> None:
        """Be one file, with no -wal beside it."""
        self.execute("PRAGMA journal_mode = DELETE")


_turn = threading.RLock()


@contextmanager
def _turn_to_write() -> Iterator[None]:
    """One writer at a time in this process; the lock of the file is for other processes.

    Who waits for that lock sleeps, and looks again only now and then.
    """
    if not _turn.acquire(timeout=BUSY_TIMEOUT / 1000):
        raise StorageError("database is locked", ErrorKind.LOCKED)
    try:
        yield
    finally:
        _turn.release()


def open_file(path: Path) -> Sqlite:
    """A connection to a file that is there already: SQLite would make one that all can read."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    with telling():
        connection = sqlite3.connect(
            address,
            uri=True,
            isolation_level=None,  # a transaction begins where it is said, and only there
            check_same_thread=False,
            factory=Connection,
        )
    connection.path = path
    db = Sqlite(connection)
    # A thread that ends takes its database with it; this closes the file in time.
    weakref.finalize(db, connection.close)
    for name, value in PRAGMAS.items():
        db.execute(f"PRAGMA {name} = {value}")
    return db


def missing(path: Path) -> StorageError:
    """What is said of a file that is not there: while one is open SQLite does not look."""
    return StorageError(f"{path} is missing or empty", ErrorKind.MISSING)


@contextmanager
def between_reads(conn: Connection) -> Iterator[None]:
    """Outside of any snapshot, and then again within: a look that turns into a write fails at once
    where somebody else has written since."""
    if not conn.is_reading:
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
