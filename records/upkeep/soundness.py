"""How sound the records are, looked at without changing them: for whoever has to find a fault."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from records.engine.database import open_database
from records.engine.encryption import Encryption
from records.engine.errors import StorageError
from records.engine.migrations import Engine, Unusable
from records.engine.place import Place
from records.engine.store import Store
from records.engine.timestamps import from_iso
from records.upkeep.key_rotation import newest_encrypted

A_SAMPLE = 200  # of the newest rows of each table
# Where the newest moments are, by the column that numbers the rows.
MOMENTS = {
    "audit": ("sequence", "at"),
    "invitations": ("id", "made"),
    "responses": ("id", "changed"),
    "visit_requests": ("sequence", "received"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """How many encrypted values were tried, and how many of them no key opens."""

    tried: int
    lost: int


@contextmanager
def looking_at(place: Place) -> Iterator[Engine]:
    """Records that are there, while they are looked at. Raises Unusable."""
    try:
        with open_database(place) as db:
            yield db
    except StorageError as problem:
        raise Unusable(str(problem)) from problem


def sample(db: Store, keys: Sequence[str]) -> Sample:
    """Open what is encrypted in the newest rows of every table."""
    encryption, values = Encryption(keys), list(newest_encrypted(db, A_SAMPLE))
    return Sample(len(values), sum(encryption.decrypt_if_it_can(value) is None for value in values))


def newest_moment(db: Store) -> datetime | None:
    """The latest moment that the last rows were written at, by the clock of then."""
    newest = (
        f"""SELECT max({column})
            FROM (SELECT {column} FROM {table} ORDER BY {key} DESC LIMIT {A_SAMPLE}) AS newest"""
        for table, (key, column) in MOMENTS.items()
    )
    return from_iso(max(filter(None, map(db.value, newest)), default=None))
