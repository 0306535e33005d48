from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records.database import Connections
from records.sealing import Sealer


@pytest.fixture
def now():
    return datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


@pytest.fixture
def sealer():
    return Sealer([Fernet.generate_key().decode()])


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
def db(connections):
    return connections.database()
