"""Records move from either engine to the other by a backup and a restore."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records.answers import appointment_requests as visit_requests
from records.engine.copies import copy_back
from records.engine.database import open_database
from records.engine.encryption import Encryption
from records.engine.errors import ErrorKind, StorageError
from records.people import audit
from records.upkeep.backup import back_up
from records.upkeep.restore import RestoreRefused, restore
from tests.records.someone import a_request, answered, everything, somebody

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
KEY = Fernet.generate_key().decode()
CHANGED = {"audit", "sign_ins", "outbox", "key_fingerprints"}
"""What a restore adds to, or empties."""


@pytest.fixture
def file(make_database, tmp_path):
    return make_database(tmp_path / "records.db")


def fill(place):
    with open_database(place) as db:
        encryption = Encryption([KEY])
        invitation, _ = answered(db, encryption, NOW, warned=True)
        asked_for = a_request(db, encryption, NOW)
        visit_requests.book(db, asked_for, invitation.id, somebody(db), NOW)
        return rows(db)


def rows(db):
    kept = {name: found for name, found in everything(db).items() if name not in CHANGED}
    return {name: sorted(map(str, found)) for name, found in kept.items() if "sqlite" not in name}


def test_from_a_file_to_a_server_and_back(file, place, tmp_path):
    before = fill(file)

    back_up(file, tmp_path / "there.db")
    done = restore(place, tmp_path / "there.db", [KEY], NOW, beside=tmp_path / "server.db")
    with open_database(place) as db:
        assert rows(db) == before
        assert audit.verify(db).broken is None
        assert audit.verify(db).count == done.entries + 1

    back_up(place, tmp_path / "back.db")
    restore(file, tmp_path / "back.db", [KEY], NOW)
    with open_database(file) as db:
        assert rows(db) == before
        assert audit.verify(db).broken is None


def test_a_number_is_never_given_out_twice_wherever_it_came_from(file, place, tmp_path):
    with open_database(file) as db:
        last = [db.insert("kiosks", {"name": name, "made": ""}) for name in ("one", "two")][-1]
        db.delete("kiosks", "TRUE")
    back_up(file, tmp_path / "there.db")
    restore(place, tmp_path / "there.db", [KEY], NOW, beside=tmp_path / "server.db")
    with open_database(place) as db:
        third = db.insert("kiosks", {"name": "three", "made": ""})
        db.delete("kiosks", "TRUE")
    back_up(place, tmp_path / "back.db")
    restore(file, tmp_path / "back.db", [KEY], NOW)
    with open_database(file) as db:
        fourth = db.insert("kiosks", {"name": "four", "made": ""})

    assert last < third < fourth


def test_what_was_on_the_server_is_kept_beside_and_can_be_taken_back(place, tmp_path):
    before = fill(place)
    back_up(place, tmp_path / "full.db")
    with open_database(place) as db:
        db.delete("visit_requests", "TRUE")
        fewer = rows(db)

    done = restore(place, tmp_path / "full.db", [KEY], NOW, beside=tmp_path / "server.db")
    with open_database(place) as db:
        assert rows(db) == before
    restore(place, done.kept, [KEY], NOW, beside=tmp_path / "server.db")
    with open_database(place) as db:
        assert rows(db) == fewer


def test_what_was_there_is_kept_where_the_server_goes_after_it_was_replaced(
    place, tmp_path, monkeypatch
):
    fill(place)
    back_up(place, tmp_path / "copy.db")

    def replaced_and_gone(*about):
        copy_back(*about)
        raise StorageError("no answer", ErrorKind.GONE)

    monkeypatch.setattr("records.upkeep.restore.copy_back", replaced_and_gone)
    with pytest.raises(RestoreRefused, match="may have been replaced or not"):
        restore(place, tmp_path / "copy.db", [KEY], NOW, beside=tmp_path / "server.db")
    assert (tmp_path / "server.db.before-restore").exists()
