"""What SQLite says, as what is wrong with the records."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from records.engine.errors import ErrorKind, StorageError

# The low byte of SQLite's result codes; what is above it says where it came about.
KINDS = {
    sqlite3.SQLITE_BUSY: ErrorKind.LOCKED,
    sqlite3.SQLITE_LOCKED: ErrorKind.LOCKED,
    sqlite3.SQLITE_FULL: ErrorKind.FULL,
    sqlite3.SQLITE_READONLY: ErrorKind.READ_ONLY,
    sqlite3.SQLITE_PERM: ErrorKind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: ErrorKind.MISSING,
    sqlite3.SQLITE_CORRUPT: ErrorKind.DAMAGED,
    sqlite3.SQLITE_NOTADB: ErrorKind.DAMAGED,
    sqlite3.SQLITE_IOERR: ErrorKind.DISK,
    sqlite3.SQLITE_PROTOCOL: ErrorKind.LOCKED,
}
NO_TEXT = StorageError("a text in it is none", ErrorKind.DAMAGED)
"""In place of SQLite's own words, which hold that text."""


@contextmanager
def telling() -> Iterator[None]:
    """Raise StorageError for what SQLite says."""
    try:
        yield
    except UnicodeDecodeError as problem:
        raise NO_TEXT from problem
    except sqlite3.DatabaseError as problem:
        raise as_storage_error(problem) from problem


def as_storage_error(problem: sqlite3.DatabaseError) -> StorageError:
    """What SQLite says, with what is wrong."""
    code = getattr(problem, "sqlite_errorcode", None)
    if code is None:  # it came from reading what SQLite gave
        if isinstance(problem, sqlite3.OperationalError):
            return NO_TEXT
        return StorageError(str(problem), None)
    return StorageError(str(problem), KINDS.get(code & 0xFF))
