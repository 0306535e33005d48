"""Who uses the records: many processes at once, or one alone that restores or changes the keys.

Every process that serves or runs a command holds a shared lock for as long as it lives. One that
puts a backup in place of the records, or encrypts them all again with a new key that the others do
not know, needs the lock to itself.
"""

import os
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from records.engine.database import Unusable, needing_packages
from records.engine.place import Place
from records.engine.private_files import make_once
from records.engine.system import FileLock


class Process(Protocol):
    """That this process uses the records."""

    is_first: bool
    """Whether there were none before it."""

    def exclusive(self) -> AbstractContextManager[None]:
        """No other process has the records open. Raises Unusable when one has."""


def process_at(place: Place) -> Process:
    """From now on this process uses the records. Raises Unusable while another has them alone."""
    if isinstance(place, Path):
        return ProcessLock(place)
    with needing_packages():
        from records.engine.process_lease import ProcessLease
    return ProcessLease(place)


class ProcessLock:
    """This process uses the records. Raises Unusable while another has them to itself.

    The lock goes with the process, however it ends.
    """

    def __init__(self, database: Path) -> None:
        path = database.with_name(f"{database.name}-in-use")
        self.is_first = not database.exists()  # looked at before there are keys
        try:
            make_once(path, "")
            handle = os.open(path, os.O_RDWR)
        except OSError as problem:
            raise Unusable(f"{database} cannot be opened to write: {problem}.") from problem
        weakref.finalize(self, os.close, handle)
        self._lock = FileLock(handle)
        if not self._lock.share():
            raise Unusable(
                "The records are being restored, or their keys changed. "
                "Try again when that is done."
            )

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """No other process has the records open. Raises Unusable when one has."""
        try:
            if not self._lock.take():
                raise Unusable("The records are in use. Stop the app first, and other commands.")
            yield
        finally:
            self._lock.share()
