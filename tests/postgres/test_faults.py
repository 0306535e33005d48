"""What can be wrong with a server, told apart; and it is over when it is over."""

from datetime import timedelta

import pytest

from records.engine.database import Connections, open_database, prepare_database
from records.engine.errors import ErrorKind, StorageError
from records.engine.migrations import Unusable
from records.engine.place import BadPlace, Server, place_from

SHORT = timedelta(milliseconds=50)


@pytest.fixture
def connections(place):
    made = Connections(place)
    yield made
    made.close()


def kind_of(connections, sql, **values):
    with pytest.raises(StorageError) as refusal:
        connections.database().many(sql, **values)
    return refusal.value.kind


def test_a_connection_that_was_cut_is_opened_anew_without_a_word(server, place, connections):
    db = connections.database()
    db.value("SELECT 1")
    server.cut_all_but_ours()

    assert db.value("SELECT 1") == 1
    assert db.insert("kiosks", {"name": "one", "made": ""}) == 1


def test_what_is_cut_within_a_transaction_is_not_kept(server, place, connections):
    db = connections.database()

    def cut():
        with db.transaction():
            db.insert("kiosks", {"name": "lost", "made": ""})
            db.value("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StorageError) as refusal:
        cut()
    assert refusal.value.kind is ErrorKind.GONE
    assert db.many("SELECT name FROM kiosks") == []


def test_a_server_that_only_reads_says_so(place, connections):
    db = connections.database()
    db.execute("ALTER ROLE clinic SET default_transaction_read_only = on")
    try:
        connections.close()
        connections.database().value("SELECT 1")
        with pytest.raises(StorageError) as refusal:
            connections.database().insert("kiosks", {"name": "one", "made": ""})
        assert refusal.value.kind is ErrorKind.READ_ONLY
        assert connections.database().why_not_written(SHORT) == "the server only reads"
    finally:
        with open_database(place) as again:
            again.execute("SET default_transaction_read_only = off")
            again.execute("ALTER ROLE clinic RESET default_transaction_read_only")


def test_an_account_or_a_database_that_is_not_there(server):
    for place in (server.at("postgres", who="nobody_of_ours"), server.at("no_such_database")):
        with pytest.raises(StorageError) as refusal:
            open_database(place)
        assert refusal.value.kind is ErrorKind.REFUSED
        with pytest.raises(Unusable, match="does not exist"):
            prepare_database(place)


def test_a_mistake_of_ours_is_nobody_s_fault(connections):
    assert kind_of(connections, "SELECT nothing_of_the_kind") is None


def test_a_turn_that_does_not_come_is_told_as_locked(connections, monkeypatch, place):
    monkeypatch.setattr("records.engine.postgres.PATIENCE", SHORT)
    with open_database(place) as other, other.transaction():
        with pytest.raises(StorageError) as refusal:
            connections.database().insert("kiosks", {"name": "late", "made": ""})
        assert refusal.value.kind is ErrorKind.LOCKED


def test_records_of_a_newer_version_are_refused(server):
    place = server.make_empty()
    prepare_database(place)
    with open_database(place) as db:
        db.insert("schema_steps", {"name": "later", "done": ""})

    with pytest.raises(Unusable, match=r"\(later\): a newer version wrote it"):
        prepare_database(place)


def test_no_password_is_ever_shown(tmp_path):
    place = place_from("postgresql://clinic:s3cret@db.example.org:5432/clinic?sslkey=x", tmp_path)

    assert str(place) == "postgresql://clinic@db.example.org:5432/clinic"
    assert "s3cret" not in f"{place} {place!r}"
    assert isinstance(place, Server)
    for odd in ("u:p/ss@host/db", "u:p@ss@host/db", "u:a?b@host/db"):
        assert "ss" not in str(Server(f"postgresql://{odd}"))
        with pytest.raises(BadPlace, match="%40"):
            place_from(f"postgresql://{odd}", tmp_path)
    assert place_from("records.db", tmp_path) == tmp_path / "records.db"
