import gc
import multiprocessing
import stat
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from records.engine.database import Connections, open_database, prepare_database
from records.engine.errors import StorageError
from records.engine.migrations import pending
from tests.beneath import beneath

pytestmark = pytest.mark.sqlite


def count(db):
    return beneath(db).table("numbers").count


@pytest.fixture
def numbers(db):
    db.execute("CREATE TABLE numbers (number INTEGER)")
    return db


def test_only_the_app_may_read_the_files(path, numbers):
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert modes == {"clinic.db": 0o600, "clinic.db-wal": 0o600, "clinic.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("busy_timeout", 10_000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
def test_every_connection_is_set_up_alike(connections, pragma, value):
    with ThreadPoolExecutor(1) as other:
        found = other.submit(lambda: connections.database().execute(f"PRAGMA {pragma}").fetchone())

        assert found.result()[0] == value
    assert connections.database().execute(f"PRAGMA {pragma}").fetchone()[0] == value


@pytest.mark.slow
def test_processes_that_start_at_once_all_come_up(tmp_path):
    paths = [tmp_path / f"{n}.db" for n in range(30) for _ in range(4)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(prepare_database, paths, chunksize=1)

    with open_database(paths[0]) as db:
        assert pending(db) == []


def test_a_thread_keeps_its_connection_and_has_it_to_itself(connections):
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(connections.database).result()

        assert theirs is other.submit(connections.database).result()
    assert theirs is not connections.database()
    assert connections.database() is connections.database()


@pytest.mark.slow
def test_a_thread_that_ends_leaves_no_file_open(connections):
    connections.database()
    for _ in range(20):
        thread = threading.Thread(target=connections.database)
        thread.start()
        thread.join()
    gc.collect()

    assert len(connections._all) == 1


def test_close_closes_every_thread_s_and_the_next_use_opens_anew(path, connections):
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(connections.database).result()
        ours = connections.database()
        connections.close()

        for closed in (theirs, ours):
            with pytest.raises(StorageError):
                closed.execute("SELECT 1")
        assert not path.with_name("clinic.db-wal").exists()
        assert other.submit(connections.database).result().execute("SELECT 1").fetchone() == (1,)


def test_a_missing_file_is_not_made_in_passing(path):
    path.parent.mkdir()

    with pytest.raises(StorageError):
        Connections(path).database()
    assert not path.exists()


def test_a_path_with_odd_characters_is_that_path(tmp_path):
    path = tmp_path / "50% off? #1 é.db"
    prepare_database(path)

    assert path.stat().st_size > 0


def test_writers_wait_for_each_other(connections, numbers):
    def read_then_write(_):
        db = connections.database()
        with db.transaction():
            number = count(db)
            beneath(db).table("numbers").insert({"number": number})

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(read_then_write, range(200)))

    assert [row["number"] for row in beneath(numbers).table("numbers").rows] == list(range(200))


def test_a_writer_waits_for_a_lock_and_a_reader_does_not(path, connections, numbers):
    with open_database(path) as other, ThreadPoolExecutor(1) as thread:
        other.execute("BEGIN EXCLUSIVE")

        assert count(numbers) == 0
        write = thread.submit(
            lambda: connections.database().execute("INSERT INTO numbers VALUES (1)")
        )
        assert not wait([write], timeout=0.2).done
        other.execute("COMMIT")
        write.result()

    assert count(numbers) == 1
