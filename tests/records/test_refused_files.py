"""Nothing is written to a file that will not do, and the words name it and the remedy."""

import os
import signal
from multiprocessing import get_context

import pytest

from records.engine.database import Connections, Unusable, open_database, prepare_database
from tests.beneath import beneath

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


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
        beneath(db).table("numbers").insert_all({"number": bytes([n]) * 300} for n in range(200))
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
        db.insert("schema_steps", {"name": "a_later_step", "done": ""})

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


def write_and_be_killed(path):
    db = Connections(path).database()
    db.execute("CREATE TABLE words (word TEXT)")
    for _ in range(20):
        with db.transaction():
            beneath(db).table("words").insert({"word": "x" * 300})
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def log(path):
    """The -wal file of a process that was killed."""
    prepare_database(path)
    process = get_context("spawn").Process(target=write_and_be_killed, args=(path,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    return path.with_name("clinic.db-wal")


def test_a_crash_alone_loses_nothing_and_needs_no_hand(path, log):
    prepare_database(path)
    with open_database(path) as db:
        assert beneath(db).table("words").count == 20


def opens_or_is_refused_in_a_line(path):
    try:
        prepare_database(path)
    except Unusable as refusal:
        return "\n" not in str(refusal) and str(path) in str(refusal)
    with open_database(path) as db:
        return db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_any_byte_wrong_in_the_header_of_a_log_is_no_traceback(path, log):
    """What SQLite makes of it is sound, or refused."""
    index = log.with_name("clinic.db-shm")
    before, sound, of_before = path.read_bytes(), log.read_bytes(), index.read_bytes()
    for place in range(32):
        path.write_bytes(before)
        log.write_bytes(sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :])
        index.write_bytes(of_before)
        for file in (log, index):
            file.chmod(0o600)

        assert opens_or_is_refused_in_a_line(path), place
