"""A file that is moved, removed or replaced while it is open: no write is lost in silence."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from records.backup import back_up
from records.database import Connections, open_database, writing
from records.failing import Kind, OutOfPlace, kind_of, words_of
from records.migrations import schema


@pytest.fixture
def words(connections):
    connections.database().execute("CREATE TABLE words (word TEXT)")
    add(connections, "first")
    return connections


def add(connections, word):
    db = connections.database()
    with writing(db):
        db.table("words").insert({"word": word})


def said(connections):
    return [row["word"] for row in connections.database().table("words").rows]


def remove(path):
    for end in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def missing(connections, kind=Kind.MISSING):
    with pytest.raises(OutOfPlace) as refusal:
        connections.database()
    assert refusal.value.kind is kind


def test_a_file_that_is_moved_away_and_back_goes_on_with_all_that_it_had(path, words):
    path.rename(path.with_name("away"))
    missing(words)
    path.with_name("away").rename(path)
    add(words, "second")

    assert said(words) == ["first", "second"]


def test_a_file_that_goes_before_the_end_of_a_write_is_not_acknowledged(path, words):
    def write_and_lose():
        db = words.database()
        with writing(db):
            db.table("words").insert({"word": "lost"})
            path.rename(path.with_name("away"))

    with pytest.raises(OutOfPlace):
        write_and_lose()
    with pytest.raises(OutOfPlace):
        words.database()


def test_a_write_is_not_carried_on_in_another_file(path, words):
    copy = path.with_name("copy.db")
    back_up(path, copy)

    def write_in_two():
        with writing(words.database()):
            remove(path)
            copy.rename(path)
            words.database()

    with pytest.raises(OutOfPlace):
        write_in_two()
    assert said(words) == ["first"]


def test_a_copy_put_in_its_place_is_taken_up_by_every_thread(path, words):
    copy = path.with_name("copy.db")
    with ThreadPoolExecutor(1) as other:
        assert other.submit(said, words).result() == ["first"]
        back_up(path, copy)
        add(words, "after the copy")
        remove(path)
        missing(words)
        copy.rename(path)
        other.submit(add, words, "theirs").result()
        add(words, "ours")

        assert other.submit(said, words).result() == ["first", "theirs", "ours"]
    with open_database(path) as anew:
        assert anew.table("words").count == 3


def test_a_copy_beside_the_log_of_the_file_before_is_refused(path, words):
    copy = path.with_name("copy.db")
    back_up(path, copy)
    add(words, "after the copy")
    copy.replace(path)
    missing(words, Kind.UNFIT)

    path.with_name("clinic.db-wal").unlink()
    assert said(words) == ["first"]


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(path, words, later_step):
    copy = path.with_name("copy.db")
    back_up(path, copy)
    remove(path)
    copy.replace(path)
    with open_database(path) as db:
        assert schema.pending(db)

    assert schema.pending(words.database()) == []


@pytest.mark.parametrize("content", [b"Dear diary. " * 400, b""])
def test_something_else_in_its_place_is_refused_until_it_goes(path, words, content):
    away = path.with_name("away")
    words.database().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.rename(away)
    path.write_bytes(content)
    missing(words, Kind.UNFIT)
    path.unlink()
    away.rename(path)

    assert said(words) == ["first"]


def test_a_file_that_is_just_being_written_over_is_left_alone(path, words):
    words.database().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    words.close()
    sound = path.read_bytes()
    path.write_bytes(b"")
    missing(words, Kind.UNFIT)
    path.write_bytes(sound)

    assert said(words) == ["first"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, Kind.LOCKED),
        (sqlite3.SQLITE_FULL, Kind.FULL),
        (sqlite3.SQLITE_READONLY_DBMOVED, Kind.READ_ONLY),
        (sqlite3.SQLITE_CORRUPT_VTAB, Kind.DAMAGED),
        (sqlite3.SQLITE_IOERR_WRITE, Kind.DISK),
        (sqlite3.SQLITE_ERROR, None),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_what_is_wrong_is_told_apart(code, kind):
    error = sqlite3.OperationalError("something")
    error.sqlite_errorcode = code

    assert kind_of(error) is kind


def test_a_damaged_text_is_told_without_the_text(words):
    words.database().execute("UPDATE words SET word = CAST(X'63616E617279FF' AS TEXT)")

    with pytest.raises(sqlite3.OperationalError, match="canary") as damaged:
        said(words)
    assert kind_of(damaged.value) is Kind.DAMAGED
    assert "canary" not in words_of(damaged.value)


def test_a_full_file_is_told_as_full(words):
    db = words.database()
    db.execute("PRAGMA max_page_count = 1")

    with pytest.raises(sqlite3.OperationalError) as full:
        add(words, "x" * 40_000)
    assert kind_of(full.value) is Kind.FULL


def test_a_connection_that_nobody_prepared_finds_no_file(tmp_path):
    missing(Connections(tmp_path / "nothing.db"))
