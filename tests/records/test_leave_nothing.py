"""What was deleted is nowhere in the file, not even where a page kept a copy of it."""

import pytest

from records.engine.database import open_database
from tests.beneath import beneath
from tests.factories import Chance

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


@pytest.fixture
def deleted(db):
    """Half of many words, deleted a few at a time: entries have moved from page to page."""
    chance = Chance(4)
    words = [f"{chance.getrandbits(80):020x}" for _ in range(4000)]
    db.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE)")
    with db.transaction():
        beneath(db).table("words").insert_all({"word": word} for word in words)
    gone = chance.sample(words, 2000)
    for start in range(0, len(gone), 100):
        with db.transaction():
            for word in gone[start : start + 100]:
                beneath(db).table("words").delete_where("word = ?", [word])
    return gone


def left(path, deleted):
    """Which of the deleted words the files hold."""
    files = [path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm")]
    content = b"".join(file.read_bytes() for file in files)
    return [word for word in deleted if word.encode() in content]


def test_overwriting_alone_leaves_copies(path, db, deleted):
    """Why the file is written anew."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert left(path, deleted) != []


def test_nothing_is_left(path, db, deleted):
    assert db.leave_nothing()
    assert left(path, deleted) == []
    assert beneath(db).table("words").count == 2000


def test_a_reader_in_the_middle_is_told_of(path, connections, db, deleted):
    db.execute("PRAGMA busy_timeout = 100")
    with open_database(path) as reader:
        reader.execute("BEGIN")
        count = beneath(reader).table("words").count

        assert not db.leave_nothing()
        assert beneath(reader).table("words").count == count
        reader.conn.rollback()
    assert db.leave_nothing()
    assert left(path, deleted) == []


def test_a_writer_in_the_middle_is_told_of(path, db, deleted):
    db.execute("PRAGMA busy_timeout = 100")
    with open_database(path) as writer:
        writer.execute("BEGIN IMMEDIATE")

        assert not db.leave_nothing()
