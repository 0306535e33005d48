"""The few verbs that records ask a database by, and whose turn it is to write."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from records.engine.errors import StorageError
from records.engine.sqlite import PRAGMAS
from records.engine.store import Store


@pytest.fixture
def store(db) -> Store:
    db.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE, times INTEGER)")
    return db


def words(store):
    return [row["word"] for row in store.many("SELECT * FROM words ORDER BY id")]


def test_what_is_put_in_is_found_by_its_number(store):
    first, second = (store.insert("words", {"word": word}) for word in ("one", "two"))

    assert (first, second) == (1, 2)
    assert store.one("SELECT * FROM words WHERE id = :id", id=2) == {
        "id": 2,
        "word": "two",
        "times": None,
    }
    assert store.value("SELECT word FROM words WHERE id = :id", id=1) == "one"
    assert words(store) == ["one", "two"]


def test_what_is_not_there_is_none(store):
    assert store.one("SELECT * FROM words") is None
    assert store.value("SELECT word FROM words") is None
    assert store.many("SELECT * FROM words") == []


def test_a_column_may_be_changed_by_what_it_is_found_by(store):
    store.insert("words", {"word": "one", "times": 1})

    assert store.update("words", {"times": 2}, "times = :times", times=1) == 1
    assert store.update("words", {"times": 3}, "times = :times", times=1) == 0
    assert store.update("words", {}, "times = :times", times=2) == 0
    assert store.delete("words", "times = :times", times=2) == 1
    assert words(store) == []


def test_a_transaction_is_kept_whole_or_not_at_all(store):
    def stumble():
        with store.transaction():
            store.insert("words", {"word": "one"})
            with store.transaction():
                store.insert("words", {"word": "two"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stumble()
    assert words(store) == []


def test_what_an_error_leaves_half_done_is_taken_back_within_a_transaction(store):
    def stumble():
        with store.all_or_nothing():
            store.insert("words", {"word": "two"})
            raise RuntimeError

    with store.transaction():
        store.insert("words", {"word": "one"})
        with pytest.raises(RuntimeError):
            stumble()
    assert words(store) == ["one"]


def test_a_snapshot_stands_still_until_something_is_written_in_it(store, connections):
    with ThreadPoolExecutor(1) as other:

        def elsewhere(word):
            other.submit(lambda: connections.database().insert("words", {"word": word})).result()

        with store.snapshot():
            assert words(store) == []
            elsewhere("theirs")
            assert words(store) == []
            store.insert("words", {"word": "ours"})
            assert words(store) == ["theirs", "ours"]


def test_a_thread_waits_for_its_turn_without_asking_the_file_again(store, connections):
    """Whoever sleeps on the lock of a file looks again only now and then: this one need not."""
    begun = Event()

    def write():
        db = connections.database()
        db.execute("PRAGMA busy_timeout = 0")
        begun.set()
        return db.insert("words", {"word": "theirs"})

    with ThreadPoolExecutor(1) as other:
        with store.transaction():
            store.insert("words", {"word": "ours"})
            theirs = other.submit(write)
            begun.wait()
            assert not theirs.done()
        theirs.result()

    assert words(store) == ["ours", "theirs"]


def test_a_turn_that_does_not_come_is_told_as_locked(store, connections, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 1)
    monkeypatch.setattr("records.engine.sqlite.BUSY_TIMEOUT", 1)
    with ThreadPoolExecutor(1) as other, store.transaction():
        late = other.submit(lambda: connections.database().insert("words", {"word": "late"}))

        with pytest.raises(StorageError, match="locked"):
            late.result()
