"""Who uses the records on a server: what process_lock.py is to a file, for any number of machines.

Each process keeps a row that ends in two minutes, and says every half one that it is still there.
One that stops dead is in the way of a restore for so long.
"""

import secrets
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from records.engine.errors import StorageError
from records.engine.migrations import Unusable
from records.engine.place import Server
from records.engine.postgres import Postgres, open_server
from records.engine.postgres_server import make_own_tables

RENEWED_EVERY = 30.0  # seconds
STANDS = """INSERT INTO processes VALUES (:id, 0, now() + interval '2 minutes')
    ON CONFLICT (id) DO UPDATE SET ends = excluded.ends"""
ALONE = "UPDATE processes SET is_alone = :alone WHERE id = :id"
BUSY = "The records are being restored, or their keys changed. Try again when that is done."


class ProcessLease:
    """This process uses the records. Raises Unusable while another has them to itself."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._id = secrets.token_hex(8)
        with _reaching(server) as db:
            make_own_tables(db)
            _refuse_while_alone(db)  # who has the turn then may keep it for long
            with db.transaction():
                _refuse_while_alone(db)
                self.is_first = not db.is_there("key_fingerprints")
                _stand(db, self._id)
        self._over = threading.Event()
        thread = threading.Thread(
            target=_keep, args=(server, self._id, self._over), name="lease", daemon=True
        )
        thread.start()
        self.leave = weakref.finalize(self, _leave, server, self._id, self._over)
        """Say that this process does not use them any more, which it does at its end."""

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """No other process has the records open. Raises Unusable when one has."""
        with _reaching(self._server) as db, db.transaction():
            others = "SELECT 1 FROM processes WHERE id <> :id AND ends > now()"
            if db.one(others, id=self._id):
                raise Unusable(
                    "The records are in use. Stop the app on every machine first, and other "
                    "commands. One that was killed counts for two minutes."
                )
            _stand(db, self._id)
            db.execute(ALONE, {"id": self._id, "alone": True})
        try:
            yield
        finally:
            with suppress(Unusable), _reaching(self._server) as db:
                db.execute(ALONE, {"id": self._id, "alone": False})


@contextmanager
def _reaching(server: Server) -> Iterator[Postgres]:
    try:
        with open_server(server) as db:
            yield db
    except StorageError as problem:
        raise Unusable(f"{server} cannot be used: {problem}.") from problem


def _refuse_while_alone(db: Postgres) -> None:
    if db.one("SELECT 1 FROM processes WHERE is_alone = 1 AND ends > now()"):
        raise Unusable(BUSY)


def _stand(db: Postgres, name: str) -> None:
    db.execute("DELETE FROM processes WHERE ends < now()")
    db.execute(STANDS, {"id": name})


def _keep(server: Server, name: str, over: threading.Event) -> None:
    """Say again and again that this process is there; after an outage, too."""
    while not over.wait(RENEWED_EVERY):
        with suppress(StorageError), open_server(server) as db:
            db.execute(STANDS, {"id": name})


def _leave(server: Server, name: str, over: threading.Event) -> None:
    over.set()
    with suppress(StorageError), open_server(server) as db:
        db.execute("DELETE FROM processes WHERE id = :id", {"id": name})
