"""What PostgreSQL says, as what is wrong with the records."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from records.engine.errors import ErrorKind, StorageError

# By the beginning of their SQLSTATE, the longest that fits.
KINDS = {
    "55P03": ErrorKind.LOCKED,  # lock_not_available
    "57014": ErrorKind.LOCKED,  # query_canceled
    "40": ErrorKind.LOCKED,  # a deadlock, or a transaction that others overtook
    "53100": ErrorKind.FULL,
    "25006": ErrorKind.READ_ONLY,
    "08": ErrorKind.GONE,
    "25P03": ErrorKind.GONE,  # it was idle in a transaction for too long
    "53": ErrorKind.GONE,  # too many connections, no memory
    "57": ErrorKind.GONE,  # it is starting or ending
    "42501": ErrorKind.REFUSED,  # insufficient_privilege
    "3F": ErrorKind.MISSING,
    "42P01": ErrorKind.MISSING,  # no such table
    "58": ErrorKind.DISK,
    "XX": ErrorKind.DISK,
}

CLOSED = ("FATAL:", "no password supplied")
FOR_NOW = ("starting up", "shutting down", "recovery", "too many", "remaining connection")
"""What a server says that lets nobody in for a while."""


@contextmanager
def telling() -> Iterator[None]:
    """Raise StorageError for what PostgreSQL says."""
    try:
        yield
    except psycopg.Error as problem:
        raise as_storage_error(problem) from problem


def as_storage_error(problem: psycopg.Error) -> StorageError:
    """What PostgreSQL says, with what is wrong. Its details may hold values, and are left out."""
    said = problem.diag.message_primary or type(problem).__name__
    if problem.sqlstate is None:
        return _not_connected(problem)
    kinds = (KINDS.get(problem.sqlstate[:length]) for length in (5, 2))
    return StorageError(said, next(filter(None, kinds), None))


def _not_connected(problem: psycopg.Error) -> StorageError:
    """What is said without a code: by a server that lets nobody in yet, or by none."""
    lines = [line for line in str(problem).splitlines() if line and not line.startswith("\t")]
    said = lines[-1] if lines else "no answer"
    if not isinstance(problem, psycopg.OperationalError | psycopg.InterfaceError):
        return StorageError(type(problem).__name__, None)
    is_refused = any(word in said for word in CLOSED) and not any(word in said for word in FOR_NOW)
    return StorageError(said, ErrorKind.REFUSED if is_refused else ErrorKind.GONE)
