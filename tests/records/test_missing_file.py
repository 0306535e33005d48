"""A file that is moved or emptied while it is open: no write is lost in silence."""

import pytest

from records.engine.errors import ErrorKind, StorageError

pytestmark = pytest.mark.sqlite


@pytest.fixture
def words(connections):
    connections.database().execute("CREATE TABLE words (word TEXT)")
    add(connections, "first")
    return connections


def add(connections, word):
    db = connections.database()
    with db.transaction():
        db.insert("words", {"word": word})


def said(connections):
    return [row["word"] for row in connections.database().many("SELECT * FROM words")]


def missing(connections):
    with pytest.raises(StorageError) as refusal:
        connections.database()
    assert refusal.value.kind is ErrorKind.MISSING


def test_a_file_that_is_moved_away_and_back_goes_on_with_all_that_it_had(path, words):
    path.rename(path.with_name("away"))
    missing(words)
    path.with_name("away").rename(path)
    add(words, "second")

    assert said(words) == ["first", "second"]


def test_a_file_that_goes_before_the_end_of_a_write_is_not_acknowledged(path, words):
    def write_and_lose():
        db = words.database()
        with db.transaction():
            db.insert("words", {"word": "lost"})
            path.rename(path.with_name("away"))

    with pytest.raises(StorageError):
        write_and_lose()
    with pytest.raises(StorageError):
        words.database()


def test_a_file_that_is_just_being_written_over_is_left_alone(path, words):
    words.database().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    words.close()
    sound = path.read_bytes()
    path.write_bytes(b"")
    missing(words)
    path.write_bytes(sound)

    assert said(words) == ["first"]


def test_a_damaged_text_is_told_without_the_text(words):
    words.database().execute("UPDATE words SET word = CAST(X'63616E617279FF' AS TEXT)")

    with pytest.raises(StorageError) as damaged:
        said(words)
    assert damaged.value.kind is ErrorKind.DAMAGED
    assert "canary" not in str(damaged.value)


def test_a_full_file_is_told_as_full(words):
    db = words.database()
    db.execute("PRAGMA max_page_count = 1")

    with pytest.raises(StorageError) as full:
        add(words, "x" * 40_000)
    assert full.value.kind is ErrorKind.FULL
