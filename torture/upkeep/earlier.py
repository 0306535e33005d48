"""Records as each earlier version left them, with made-up people in them, and who starts them."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from records.sealing import keys_from_text
from torture.served import ROOT
from torture.upkeep.starting import REFUSED

VERSIONS = ROOT / "tests" / "upkeep" / "versions"
DUMPS = sorted(VERSIONS.glob("*.sql"))
KEYS = keys_from_text((VERSIONS / "sealing_keys").read_text(encoding="utf-8"))
OF_SQLITE = ("sqlite_", "_sqlite_")

Rows = dict[str, list[dict[str, Any]]]


class Killed(Exception):
    """The process stopped dead, as it was to."""


def as_left(dump: Path, path: Path) -> Path:
    """The database that a dump was written from, as its version left it."""
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(dump.read_text(encoding="utf-8"))
        db.execute("PRAGMA journal_mode = WAL")
    return path


def rows(path: Path) -> Rows:
    """Every row of every table of ours, by column."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [row["name"] for row in found if not row["name"].startswith(OF_SQLITE)]
        read = "SELECT * FROM {} ORDER BY rowid"
        return {name: [dict(row) for row in db.execute(read.format(name))] for name in names}


class Program:
    """This program in a folder of its own, where its steps can be others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.steps = folder / "records" / "steps"
        shutil.copytree(ROOT / "records", folder / "records")
        shutil.copy(Path(__file__).with_name("starting.py"), folder)

    def start(self, path: Path, stop_after: int = -1) -> str:
        """Open a file as at each start; why that is refused, "" when it is not. Raises Killed.

        `stop_after`: the process stops dead after that step of those that are due, from 0.
        """
        done = subprocess.run(
            [sys.executable, "starting.py"],
            cwd=self.folder,
            input=f"{path}\n{stop_after}\n",
            capture_output=True,
            text=True,
            timeout=60,
        )
        if done.returncode == -signal.SIGKILL:
            raise Killed
        if done.returncode not in (0, REFUSED):
            raise RuntimeError(done.stderr)
        return done.stdout.strip()
