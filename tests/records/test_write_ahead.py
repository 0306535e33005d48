"""What was last written is there after a crash, or the start says that it is not."""

import os
import signal
from multiprocessing import get_context

import pytest

from records.database import Connections, Unusable, open_database, prepare_database, writing
from records.write_ahead import lost_pages


def write_and_be_killed(path):
    db = Connections(path).database()
    db.execute("CREATE TABLE words (word TEXT)")
    for _ in range(20):
        with writing(db):
            db.table("words").insert({"word": "x" * 300})
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


def refused(path):
    before = path.read_bytes()

    with pytest.raises(Unusable, match="-wal is damaged: .* flask restore BACKUP"):
        prepare_database(path)
    assert path.read_bytes() == before


def test_a_crash_alone_loses_nothing_and_needs_no_hand(path, log):
    assert lost_pages(path) == 0

    prepare_database(path)
    with open_database(path) as db:
        assert db.table("words").count == 20


@pytest.mark.parametrize("left", [0.99, 0.5, 0.1])
def test_a_log_that_was_cut_short_is_refused(path, log, left):
    os.truncate(log, int(log.stat().st_size * left))

    refused(path)


@pytest.mark.parametrize("place", [40, 60, 5000, -1])
def test_a_flipped_byte_is_refused(path, log, place):
    content = bytearray(log.read_bytes())
    content[place] ^= 0xFF
    log.write_bytes(content)

    refused(path)


@pytest.mark.parametrize("end", ["-shm", "-wal"])
def test_a_log_without_its_index_is_taken_as_it_is(path, log, end):
    path.with_name(f"clinic.db{end}").write_bytes(b"")

    prepare_database(path)


def test_a_log_begun_anew_is_not_measured_by_an_old_index(path, log):
    index = path.with_name("clinic.db-shm")
    old = index.read_bytes()
    with open_database(path) as db:
        db.execute("PRAGMA wal_checkpoint(RESTART)")
        db.execute("INSERT INTO words VALUES ('one more')")
        new = log.read_bytes()
    log.write_bytes(new)
    index.write_bytes(old)
    log.chmod(0o600)
    index.chmod(0o600)

    assert lost_pages(path) == 0
