"""Nothing is written to a file that will not do, and the words name it and the remedy."""

import os

import pytest

from records.database import Unusable, open_database, prepare_database


def refused(path, words):
    before = path.read_bytes()

    with pytest.raises(Unusable, match=words) as refusal:
        prepare_database(path)
    assert "\n" not in str(refusal.value)
    assert path.read_bytes() == before


def test_something_else(path):
    path.parent.mkdir()
    path.write_text("Dear diary, this is not a database at all. " * 50)
    path.chmod(0o600)

    refused(path, f"{path} is damaged: file is not a database. Move it away")


@pytest.mark.parametrize("damage", [b"\xff" * 4096, b"\x00" * 4096, b"\x80\xff\xff\xff"])
def test_damaged_on_any_page(path, damage):
    prepare_database(path)
    with open_database(path) as db:
        db.execute("CREATE TABLE numbers (number BLOB UNIQUE)")
        db.table("numbers").insert_all({"number": bytes([n]) * 300} for n in range(200))
    sound = path.read_bytes()
    for start in range(0, len(sound), 4096):
        path.write_bytes(sound[:start] + damage + sound[start + len(damage) :])

        refused(path, f"{path} is damaged: .* Move it away")


@pytest.mark.parametrize("name", [b"CREATE TABLE staff", b"CREATE TABLE responses"])
@pytest.mark.parametrize("at", [0, 8])
def test_damaged_where_it_says_what_is_in_it(path, name, at):
    prepare_database(path)
    sound = path.read_bytes()
    place = sound.index(name) + at
    path.write_bytes(sound[:place] + b"\xb9" + sound[place + 1 :])

    refused(path, f"{path} is damaged: .* Move it away")


def test_cut_short(path):
    prepare_database(path)
    path.write_bytes(path.read_bytes()[:5000])

    refused(path, f"{path} is damaged: .* Move it away")


def test_from_a_newer_version(path):
    prepare_database(path)
    with open_database(path) as db:
        row = {"migration_set": "records", "name": "a_later_step", "applied_at": ""}
        db.table("_sqlite_migrations").insert(row)

    refused(path, "a_later_step.*Start that version")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
def test_read_only(path):
    prepare_database(path)
    path.chmod(0o400)

    refused(path, f"{path} cannot be opened to write: it is read-only.")


def test_a_folder(path):
    path.mkdir(parents=True)

    with pytest.raises(Unusable, match=f"{path} cannot be opened to write"):
        prepare_database(path)


def test_a_write_ahead_log_without_its_database(path):
    prepare_database(path)
    path.rename(path.with_name("clinic.db-wal"))

    with pytest.raises(Unusable, match="is missing, but its -wal file is there"):
        prepare_database(path)
    assert not path.exists()
