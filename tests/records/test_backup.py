"""A copy is whole and of one moment, whatever is written meanwhile; or there is none."""

import multiprocessing
import sqlite3
import stat
import time
from contextlib import closing

import pytest

from records.engine import copies
from records.engine.database import open_database, prepare_database
from records.upkeep.backup import NotMade, back_up
from tests.beneath import beneath
from tests.records.someone import a_request, answered, everything

pytestmark = pytest.mark.sqlite


@pytest.fixture
def file(tmp_path):
    return tmp_path / "copy.db"


def sound(file):
    """What a copy holds, if it is sound."""
    with open_database(file) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return everything(copy)


def test_a_copy_holds_everything_in_one_private_file(path, db, encryption, now, file):
    answered(db, encryption, now, warned=True)
    a_request(db, encryption, now)
    back_up(path, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.glob("*copy*")] == ["copy.db"]
    assert sound(file) == everything(db)


def test_a_file_that_is_there_is_left_alone(path, db, file):
    file.write_text("holiday pictures")

    with pytest.raises(NotMade, match=r"copy\.db is there already"):
        back_up(path, file)
    assert file.read_text() == "holiday pictures"


def test_the_records_themselves_are_never_written_over(path, db):
    with pytest.raises(NotMade, match="is there already"):
        back_up(path, path, over=True)


@pytest.mark.parametrize("over", [True, False])
def test_a_folder_that_is_not_there_or_is_in_the_way(path, db, tmp_path, over):
    for there in (tmp_path / "nowhere" / "copy.db", tmp_path / "folder"):
        (tmp_path / "folder").mkdir(exist_ok=True)
        with pytest.raises(NotMade):
            back_up(path, there, over=over)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_copy_that_fails_halfway_leaves_nothing(path, db, encryption, now, file, monkeypatch):
    monkeypatch.setattr(copies, "OUT", 1)
    a_request(db, encryption, now)

    def stumble(left, of):
        if left < of / 2:
            raise OSError(28, "No space left on device")

    with pytest.raises(NotMade, match=r"copy\.db could not be written: .*No space left"):
        back_up(path, file, told=stumble)
    assert [one.name for one in file.parent.iterdir()] == ["instance"]


def test_what_is_written_meanwhile_is_not_in_it_and_does_not_hold_it_up(
    path, connections, db, file, monkeypatch
):
    monkeypatch.setattr(copies, "OUT", 1)
    db.execute("CREATE TABLE numbers (number INTEGER)")
    steps = []

    def write(left, of):
        steps.append(left)
        beneath(db).table("numbers").insert({"number": left})

    back_up(path, file, told=write)
    assert steps == sorted(set(steps), reverse=True)  # it never began again
    assert sound(file)["numbers"] == []


def write_numbers(path, number, enough):
    """One process that writes until there is this file; says what was acknowledged, and when."""
    written, each = [], 0
    with open_database(path) as db:
        while not enough.exists():
            each += 1
            with db.transaction():
                beneath(db).table("numbers").insert({"number": number * 1_000_000 + each})
            written.append((time.monotonic(), number * 1_000_000 + each))
    return written


@pytest.mark.slow
def test_while_four_processes_write_nothing_acknowledged_before_is_missing(path, file):
    prepare_database(path)
    with open_database(path) as db:
        db.execute("CREATE TABLE numbers (number INTEGER UNIQUE, filler TEXT)")
        filled = ({"number": -n, "filler": "x" * 2000} for n in range(1, 3000))
        beneath(db).table("numbers").insert_all(filled)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        enough = file.with_name("enough")
        writers = pool.starmap_async(write_numbers, [(path, n, enough) for n in range(1, 5)])
        copies = []
        with open_database(path) as db:
            while beneath(db).table("numbers").count_where("number > 0") < 40:
                time.sleep(0.01)
        for number in range(5):
            copy = file.with_name(f"{number}.db")
            began = time.monotonic()
            back_up(path, copy)
            copies.append((began, time.monotonic(), copy))
        enough.touch()
        written = [one for each in writers.get() for one in each]

    assert len(written) >= 40
    for began, ended, copy in copies:
        held = {row["number"] for row in sound(copy)["numbers"]}
        assert {number for at, number in written if at < began} <= held
        assert not {number for at, number in written if at > ended + 1} & held


def test_a_damaged_database_is_not_copied_as_if_it_were_sound(path, db, encryption, now, file):
    for number in range(200):
        a_request(db, encryption, now, once=f"{number}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    page = bytearray(path.read_bytes())
    page[-4096:] = b"\xff" * 4096
    path.write_bytes(page)

    with pytest.raises(NotMade, match="damaged|malformed"):
        back_up(path, file)
    assert not file.exists()


def test_the_copy_needs_no_file_beside_it_to_be_read(path, db, encryption, now, file):
    a_request(db, encryption, now)
    back_up(path, file)
    file.chmod(0o400)

    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT count(*) FROM visit_requests").fetchone() == (1,)
    assert file.read_bytes()[18:20] == b"\x01\x01"  # written and read without a log
