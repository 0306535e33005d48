"""Ways in which the records can fail under an app that runs; each is over at the end."""

from contextlib import contextmanager

import pytest

from records.database import open_database

GARBAGE = b"\xff" * 4096


@contextmanager
def locked(connections):
    """Somebody else writes, and does not stop."""
    connections.database().execute("PRAGMA busy_timeout = 1")
    with open_database(connections.path) as other:
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
    away = connections.path.with_name("away")
    connections.path.rename(away)
    yield
    away.rename(connections.path)


@contextmanager
def damaged(connections):
    """All but the first page is overwritten, then put back as it was."""
    connections.close()
    sound = connections.path.read_bytes()
    with connections.path.open("r+b") as file:
        file.write(sound[:4096] + GARBAGE * (len(sound) // 4096 - 1))
    yield
    connections.close()
    with connections.path.open("r+b") as file:  # at no moment is it empty
        file.write(sound)


@contextmanager
def replaced(connections):
    """Something else lies in its place, and is taken away again."""
    away = connections.path.with_name("away")
    connections.database().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.path.rename(away)
    connections.path.write_text("Dear diary, this is not a database at all. " * 50)
    yield
    connections.path.unlink()
    away.rename(connections.path)


READS_FAIL = [missing, damaged, replaced]
FAULTS = [locked, read_only, *READS_FAIL]


@pytest.fixture
def connections(app):
    return app.extensions["connections"]
