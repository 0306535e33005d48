"""Copies taken while people are at work, each restored in another folder, compared and served."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from time import monotonic, sleep

from records.engine.database import prepare_database
from records.restoring import restore
from torture.clients.line import Line
from torture.figures import Figure, none_of
from torture.kills.crowd import Crowd
from torture.kills.house import House
from torture.parts import Trial
from torture.served import ROOT, environment, served
from torture.upkeep.rows import Rows, rows

SETTLED = ("sign_ins", "outbox", "audit")
"""What a restore changes on purpose: nobody is signed in, no mail goes twice, and it is noted."""
# Tables to which rows are only ever added, by the column that numbers them.
ADDED = {
    "audit": "sequence",
    "visit_requests": "sequence",
    "invitations": "id",
    "links": "id",
    "responses": "id",
    "notes": "id",
}
PAUSE = 1.0  # seconds between two copies


def run(trial: Trial) -> Iterator[Figure]:
    """Eight people write; copy after copy is taken; then each is restored."""
    house, count = House(trial.folder), 1 if trial.is_short else 20
    crowd, lacking, took = Crowd(Line(patience=60), trial.seed), 0, []
    copies = [trial.folder / f"copy-{number}.db" for number in range(count)]
    with house.open(1) as [site]:
        crowd.line.lead_to(site.port)
        crowd.begin(house)
        for copy in copies:
            sleep(PAUSE)
            before, began = last_rows(house.folder / "records.db"), monotonic()
            back_up(house, copy)
            took.append(monotonic() - began)
            lacking += any(last < before[name] for name, last in last_rows(copy).items())
        crowd.end()
    for words in crowd.astray:
        trial.say(words)
    written = sum(len(one.promised) for one in crowd.people)
    yield Figure("26", "posts acknowledged meanwhile", f"{written:,}", "some", written > count)
    yield none_of("26", "people who could not go on", len(crowd.astray))
    yield none_of(
        "26", "copies under load that lack what was there before", lacking, f"of {count:,}"
    )
    yield from _restored(house, copies)
    yield Figure("26", "time that `flask backup` took, at most", f"{max(took):.1f} s")


def back_up(house: House, copy: Path) -> None:
    """As somebody does at the machine, while the app runs. Raises CalledProcessError."""
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from flask.cli import main; sys.argv[1:] = ['backup', input()]; main()",
        ],
        cwd=ROOT,
        env=environ | environment(house.folder, house.settings),
        input=f"{copy}\n",
        text=True,
        check=True,
        capture_output=True,
    )


def last_rows(path: Path) -> dict[str, int]:
    """The number of the last row of each table."""
    with closing(sqlite3.connect(path)) as db:
        last = "SELECT coalesce(max({}), 0) FROM {}"
        return {
            name: db.execute(last.format(key, name)).fetchone()[0] for name, key in ADDED.items()
        }


def _restored(house: House, copies: list[Path]) -> Iterator[Figure]:
    """Each in a folder of its own; the last is served from there."""
    unsound, unlike, closed = 0, 0, 0
    for copy in copies:
        there = copy.with_suffix("")
        there.mkdir()
        path = there / "records.db"
        prepare_database(path)
        restore(path, copy, [house.settings["SEALING_KEYS"]], datetime.now(UTC))
        unsound += not is_sound(path)
        unlike += kept(rows(path)) != kept(rows(copy))
    with served(there, **house.settings) as site:
        closed += not opens(site.port)
    yield none_of(
        "26", "copies under load that are not sound once restored", unsound, f"of {len(copies):,}"
    )
    yield none_of(
        "26", "restored records with a row unlike its copy", unlike, f"of {len(copies):,}"
    )
    yield none_of("26", "servers that do not open on restored records", closed, "of 1")


def is_sound(path: Path) -> bool:
    """Whether every page of the file is, and every row belongs to something."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("PRAGMA integrity_check").fetchone()[0]
        return found == "ok" and not db.execute("PRAGMA foreign_key_check").fetchall()


def kept(found: Rows) -> Rows:
    """All rows that a restore leaves alone."""
    return {name: of for name, of in found.items() if name not in SETTLED}


def opens(port: int) -> bool:
    """Whether the app says that it can serve from there."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as visit:
        visit.request("GET", "/")
        return visit.getresponse().status == 200
