"""The records, wherever they are: made ready at the start, then a kept connection a thread."""

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, overload

from records.engine.errors import CONNECTION_USABLE, ErrorKind, LogThrottle, StorageError
from records.engine.migrations import Unusable as Unusable
from records.engine.place import Place, Server
from records.engine.sqlite import Sqlite, missing, open_file
from records.engine.sqlite_file import is_missing_or_empty, prepare_file

if TYPE_CHECKING:
    from records.engine.postgres import Postgres
    from records.engine.postgres_connections import Pool

NEEDS = "For PostgreSQL install the app with its packages: pip install '.[postgres]'"


def prepare_database(place: Place) -> None:
    """Make the records or bring them up to date, before any page is served. Raises Unusable."""
    if isinstance(place, Path):
        prepare_file(place)
        return
    with needing_packages():
        from records.engine.postgres_server import prepare_server
    prepare_server(place)


@contextmanager
def needing_packages() -> Iterator[None]:
    """Raise Unusable where what PostgreSQL needs is not installed."""
    try:
        yield
    except ImportError as problem:
        raise Unusable(NEEDS) from problem


@overload
def open_database(place: Path) -> Sqlite: ...
@overload
def open_database(place: Server) -> "Postgres": ...
@overload
def open_database(place: Place) -> "Sqlite | Postgres": ...
def open_database(place: Place) -> "Sqlite | Postgres":
    """A connection of one's own, to records that are there. Raises StorageError."""
    if isinstance(place, Path):
        return open_file(place)
    with needing_packages():
        from records.engine.postgres import open_server
    return open_server(place)


class Connections:
    """Each thread's own, kept: opening one costs more than what is asked of it.

    A file that is moved away while it is open can still be written to, and what is written is
    lost. So each use looks whether there is a file of its name. Of a server, a thread keeps none:
    it borrows one from a pool, for a statement or a transaction.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lock = threading.Lock()
        self._all: weakref.WeakSet[Sqlite | Postgres] = weakref.WeakSet()
        self._own = threading.local()
        self._pool: Pool | None = None
        self._log = LogThrottle()

    def database(self) -> "Sqlite | Postgres":
        """This thread's own. Raises StorageError where a file is missing."""
        if isinstance(self.place, Path) and is_missing_or_empty(self.place):
            raise missing(self.place)  # SQLite would take an empty one for new
        kept: Sqlite | Postgres | None = getattr(self._own, "database", None)
        return kept if kept is not None else self._open()

    def drop(self) -> None:
        """Give up this thread's own: the next use opens anew, as the records are by then."""
        kept: Sqlite | Postgres | None = getattr(self._own, "database", None)
        if kept is not None:
            del self._own.database
            kept.close()
            with self._lock:
                self._all.discard(kept)

    def failed(self, error: StorageError, where: str, now: datetime) -> ErrorKind | None:
        """What is wrong, after the log was told; None where the records are not to blame."""
        if error.kind:
            self._log.log(error.kind, error, where, now)
            if error.kind not in CONNECTION_USABLE:
                self.drop()
        return error.kind

    def close(self) -> None:
        """Close every thread's, from whichever thread this is."""
        with self._lock:
            for database in self._all:
                database.close()
            self._all.clear()
            self._own = threading.local()
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def _open(self) -> "Sqlite | Postgres":
        with self._lock:
            opened = self._opened()
            self._all.add(opened)
        self._own.database = opened
        return opened

    def _opened(self) -> "Sqlite | Postgres":
        if isinstance(self.place, Path):
            file = open_file(self.place)
            file.execute("SELECT 1 FROM sqlite_master LIMIT 1")  # opens its -wal file as well
            return file
        from records.engine.postgres import Postgres
        from records.engine.postgres_connections import borrowed, pool_to

        if self._pool is None:
            self._pool = pool_to(self.place)
        return Postgres(partial(borrowed, self._pool, self.place))
