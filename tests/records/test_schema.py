"""The schema: one baseline, and whatever steps follow it."""

import hashlib
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from records.engine.database import open_database, prepare_database
from records.engine.migrations import applied, known
from tests.beneath import beneath

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]  # each starts processes

ROOT = Path(__file__).parents[2]
START = """
import sys
from pathlib import Path
from records.engine.database import Unusable, prepare_database
try:
    prepare_database(Path(sys.stdin.read()))
except Unusable as refusal:
    sys.exit(str(refusal))
"""
# As a power cut does, when all steps are done and nothing is committed.
STOP_DEAD = """
import os, signal
from records.engine.sqlite import Sqlite
note = Sqlite.insert
Sqlite.insert = lambda *step: (note(*step), os.kill(os.getpid(), signal.SIGKILL))
"""
BAD = {
    "no SQL": "CREATE TABLE more (number INTEGER) STRICT;\nCREATE TABEL no;\n",
    "after much is gone": "DROP TABLE clock;\nSELECT no();\n",
}


class Version:
    """A version of this program in a folder of its own, with steps of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "records", folder / "records")

    def add_step(self, sql: str) -> None:
        (self.folder / "records" / "steps" / "99_later.sql").write_text(sql, encoding="utf-8")

    def start(self, path: Path, first: str = "") -> subprocess.CompletedProcess[str]:
        (self.folder / "start.py").write_text(first + START, encoding="utf-8")
        return subprocess.run(
            [sys.executable, "start.py"],
            input=str(path),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def older(tmp_path):
    return Version(tmp_path / "older")


@pytest.fixture
def newer(tmp_path):
    version = Version(tmp_path / "newer")
    version.add_step("CREATE TABLE later (number INTEGER);\nINSERT INTO later VALUES (1);\n")
    return version


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.db"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept(path):
    """All that is there but SQLite's own statistics, which newer ones write anew each time."""
    with closing(sqlite3.connect(path)) as db:
        return [line for line in db.iterdump() if "sqlite_stat" not in line]


def steps(path):
    with closing(open_database(path)) as db:
        return applied(db)


def test_the_first_start_makes_the_baseline_and_a_second_changes_nothing(path):
    prepare_database(path)
    once = kept(path)
    prepare_database(path)

    assert steps(path) == known()
    assert kept(path) == once


def test_a_step_that_came_later_is_done_once(path, older, newer):
    for version in (older, newer, newer):
        assert version.start(path).returncode == 0

    assert steps(path) == [*known(), "later"]
    with closing(open_database(path)) as db:
        assert list(beneath(db).table("later").rows) == [{"number": 1}]


def test_a_newer_file_is_refused_and_left_alone(path, older, newer):
    newer.start(path)
    before = digest(path)

    assert "(later): a newer version wrote it. Start that version." in older.start(path).stderr
    assert digest(path) == before


@pytest.mark.parametrize("bad", BAD)
def test_a_step_that_fails_leaves_the_file_as_it_was(path, older, newer, bad):
    older.start(path)
    before = digest(path)
    newer.add_step(BAD[bad])
    said = newer.start(path).stderr

    assert said.startswith(f"{path} could not be brought up to date: the step 99_later")
    assert "Nothing was changed." in said
    assert digest(path) == before
    assert older.start(path).returncode == 0


def test_a_kill_in_the_middle_changes_nothing_and_the_next_start_goes_on(path, older, newer):
    older.start(path)

    assert newer.start(path, STOP_DEAD).returncode == -signal.SIGKILL
    assert steps(path) == known()
    assert newer.start(path).returncode == 0
    assert steps(path) == [*known(), "later"]
