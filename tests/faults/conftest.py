"""Ways in which the records can fail under an app that runs; each is over at the end."""

from contextlib import contextmanager

import pytest

from records.engine.database import open_database
from services import services_of

GARBAGE = b"\xff" * 4096


@contextmanager
def locked(connections):
    """Somebody else writes, and does not stop."""
    connections.database().execute("PRAGMA busy_timeout = 1")
    with open_database(connections.place) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def read_only(connections):
    """Nothing can be written by the connection that is there."""
    connections.database().execute("PRAGMA query_only = ON")
    yield
    connections.drop()


@contextmanager
def missing(connections):
    """The file is moved away, and put back."""
    away = connections.place.with_name("away")
    connections.place.rename(away)
    yield
    away.rename(connections.place)


@contextmanager
def emptied(connections):
    """Cut to nothing, as by a disk that filled up, then put back as it was."""
    connections.close()
    sound = connections.place.read_bytes()
    connections.place.write_bytes(b"")
    yield
    connections.place.write_bytes(sound)


@contextmanager
def damaged(connections):
    """All but the first page is overwritten, then put back as it was."""
    connections.close()
    sound = connections.place.read_bytes()
    with connections.place.open("r+b") as file:
        file.write(sound[:4096] + GARBAGE * (len(sound) // 4096 - 1))
    yield
    connections.close()
    with connections.place.open("r+b") as file:  # at no moment is it empty
        file.write(sound)


READS_FAIL = [missing, damaged, emptied]
FAULTS = [locked, read_only, *READS_FAIL]


@pytest.fixture
def connections(app):
    return services_of(app).connections
