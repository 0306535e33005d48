from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records.engine.database import Connections
from records.engine.encryption import Encryption
from records.engine.migrations import schema


@pytest.fixture
def now():
    return datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


@pytest.fixture
def encryption():
    return Encryption([Fernet.generate_key().decode()])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "instance" / "clinic.db"


@pytest.fixture
def connections(make_database, path):
    make_database(path)
    connections = Connections(path)
    yield connections
    connections.close()


@pytest.fixture
def later_step(db, monkeypatch):
    """The next version's schema, by which the records of today are older."""
    monkeypatch.setattr(schema, "_migrations", [*schema._migrations])
    schema(name="later")(lambda newer: newer.execute("CREATE TABLE later (number INTEGER)"))


@pytest.fixture
def db(connections):
    return connections.database()
