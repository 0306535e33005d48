import shutil
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records.engine import migrations
from records.engine.database import Connections
from records.engine.encryption import Encryption


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
def connections(make_place, path):
    connections = Connections(make_place(path))
    yield connections
    connections.close()


@pytest.fixture
def later_step(db, tmp_path, monkeypatch):
    """The next version's schema, by which the records of today are older."""
    steps = shutil.copytree(migrations.STEPS, tmp_path / "steps")
    (steps / "99_later.sql").write_text("CREATE TABLE later (number INTEGER);")
    monkeypatch.setattr(migrations, "STEPS", steps)


@pytest.fixture
def db(connections):
    return connections.database()
