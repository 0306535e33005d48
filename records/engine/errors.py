"""What may be wrong with the records while the app runs, told apart, with what to do about each."""

import logging
import sqlite3
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

StorageError = sqlite3.DatabaseError
"""The records cannot be read or written just now. For other rooms to catch; see `kind_of`."""


log = logging.getLogger("self-check")


class ErrorKind(StrEnum):
    """The kind of a storage error, as the log says it."""

    LOCKED = "locked"
    FULL = "full"
    READ_ONLY = "read-only"
    MISSING = "missing"
    DAMAGED = "damaged"
    DISK = "failing"


REMEDY = {
    ErrorKind.LOCKED: "Another process writes for too long. It passes by itself when that ends.",
    ErrorKind.FULL: "The disk is full. Make room; nobody need start the app again.",
    ErrorKind.READ_ONLY: "Nothing can be written. Make the file and its folder writable again.",
    ErrorKind.MISSING: "Put the file back, or stop the app and run: flask restore BACKUP",
    ErrorKind.DAMAGED: "Stop the app, and start it: it says what to do.",
    ErrorKind.DISK: "The disk cannot be read or written. See the log of the machine.",
}
LOG_EVERY = timedelta(minutes=1)  # of one kind: a fault that lasts would fill the log
DATA_INTACT = {ErrorKind.LOCKED, ErrorKind.FULL, ErrorKind.READ_ONLY}
"""What was kept before is there all the same."""
CONNECTION_USABLE = {ErrorKind.LOCKED, ErrorKind.FULL}
"""A connection can be used when it is over; else one that is opened anew may."""

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


def kind_of(error: StorageError) -> ErrorKind | None:
    """What is wrong with the records; None where the mistake is in what was asked of them."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # it came from reading what SQLite gave
        return ErrorKind.DAMAGED if isinstance(error, sqlite3.OperationalError) else None
    return KINDS.get(code & 0xFF)


def missing(path: Path) -> sqlite3.OperationalError:
    """What SQLite says of a file that is not there; while one is open it does not look."""
    error = sqlite3.OperationalError(f"{path} is missing or empty")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    return error


def locked() -> sqlite3.OperationalError:
    """What SQLite says where another process writes for too long; here another thread does."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def damaged() -> sqlite3.DatabaseError:
    """What SQLite would say of a text that is none, if Python could read its words."""
    error = sqlite3.DatabaseError("a text in it is none")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def words_of(error: StorageError) -> str:
    """What the log may be told of it: the words for a damaged text hold that text."""
    return str(error) if hasattr(error, "sqlite_errorcode") else "a text that is none"


class LogThrottle:
    """What the log was told of lately, so that it says each thing once a minute."""

    def __init__(self) -> None:
        self._last: dict[ErrorKind, datetime] = {}

    def log(self, kind: ErrorKind, error: StorageError, where: str, now: datetime) -> None:
        """One line: what is wrong, where it was met first, what to do."""
        last = self._last.get(kind)
        if last is None or not timedelta(0) <= now - last < LOG_EVERY:
            self._last[kind] = now
            told = (kind, words_of(error), where, REMEDY[kind])
            log.error("The records are %s (%s, at %s). %s", *told)
