"""What may be wrong with the records while the app runs, told apart, with what to do about each."""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from records.command import FLASK

log = logging.getLogger("self-check")


class ErrorKind(StrEnum):
    """The kind of a storage error, as the log says it."""

    LOCKED = "locked"
    FULL = "full"
    READ_ONLY = "read-only"
    MISSING = "missing"
    GONE = "out of reach"
    REFUSED = "closed to this account"
    DAMAGED = "damaged"
    DISK = "failing"


class StorageError(Exception):
    """What an engine says when it cannot do what it was asked, whichever engine it is."""

    def __init__(self, words: str, kind: ErrorKind | None) -> None:
        super().__init__(words)
        self.kind = kind
        """What is wrong with the records; None where the mistake is in what was asked of them."""


REMEDY = {
    ErrorKind.LOCKED: "Another process writes for too long. It passes by itself when that ends.",
    ErrorKind.FULL: "The disk is full. Make room; nobody need start the app again.",
    ErrorKind.READ_ONLY: "Nothing can be written. Make the records writable again.",
    ErrorKind.MISSING: f"Put the file back, or stop the app and run: {FLASK} restore BACKUP",
    ErrorKind.GONE: "The database server does not answer. When it does, all goes on by itself.",
    ErrorKind.REFUSED: "The database server refuses the account or password in FLASK_DATABASE.",
    ErrorKind.DAMAGED: "Stop the app, and start it: it says what to do.",
    ErrorKind.DISK: "The disk cannot be read or written. See the log of the machine.",
}
LOG_EVERY = timedelta(minutes=1)  # of one kind: a fault that lasts would fill the log
DATA_INTACT = {
    ErrorKind.LOCKED,
    ErrorKind.FULL,
    ErrorKind.READ_ONLY,
    ErrorKind.GONE,
    ErrorKind.REFUSED,
}
"""What was kept before is there all the same."""
CONNECTION_USABLE = {ErrorKind.LOCKED, ErrorKind.FULL}
"""A connection can be used when it is over; else one that is opened anew may."""


class LogThrottle:
    """What the log was told of lately, so that it says each thing once a minute."""

    def __init__(self) -> None:
        self._last: dict[ErrorKind, datetime] = {}

    def log(self, kind: ErrorKind, error: StorageError, where: str, now: datetime) -> None:
        """One line: what is wrong, where it was met first, what to do."""
        last = self._last.get(kind)
        if last is None or not timedelta(0) <= now - last < LOG_EVERY:
            self._last[kind] = now
            log.error("The records are %s (%s, at %s). %s", kind, error, where, REMEDY[kind])
